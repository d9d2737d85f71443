import { effect } from '@preact/signals';
import { announce } from '../shared/Announcer';
import { formatEpoch, formatPercent } from '../shared/format';
import { statusWord } from './Header';
import { run, series } from './run';

/** A screen reader hears when the status changes, and how good each epoch was; not every point of the curves. */
export function announceProgress(): void {
  let saidStatus = run.peek()?.status;
  let saidEpochs = epochsMeasured();
  effect(() => {
    const status = run.value?.status;
    const epochs = epochsMeasured();
    const accuracy = run.value?.testAccuracy;
    const parts: string[] = [];
    if (status && status !== saidStatus) parts.push(statusWord(status));
    if (epochs !== saidEpochs && accuracy !== undefined) {
      parts.push(`Epoch ${formatEpoch(run.value!.step)}: test accuracy ${formatPercent(accuracy)}`);
    }
    saidStatus = status;
    saidEpochs = epochs;
    if (parts.length > 0) announce(parts.join('. '));
  });
}

function epochsMeasured(): number {
  return series.value.find(({ name }) => name === 'test accuracy')?.steps.length ?? 0;
}
