import { signal } from '@preact/signals';
import { preparations, type PreparationId } from '../../../samples/back-propagation/preparations';
import { SaturationTraining, type SaturationReport } from '../../../samples/back-propagation/saturation';
import { firstDigits } from '../digits';
import { state } from '../lesson';
import { onDemand } from '../onDemand';

/** The same small network, trained once with each preparation. */

export const records = 100;
export const hiddenNodes = 30;
export const epochs = 60;
const seed = 42;

export const preparationIds = Object.keys(preparations) as PreparationId[];
type Reports = Readonly<Record<PreparationId, readonly SaturationReport[]>>;
const none: Reports = { deck: [], zeroAndOne: [], raw: [] };

/** An epoch each; undefined while training has not begun. */
export const reports = signal<Reports | undefined>(undefined);

export const digitsToLearn = () => firstDigits(records);

onDemand(
  () => {
    const { saturationTrained, saturationRate } = state.value;
    const isWanted = saturationTrained && digitsToLearn() !== undefined;
    if (!isWanted) reports.value = undefined;
    return isWanted ? String(saturationRate) : undefined;
  },
  () => {
    const digits = digitsToLearn()!;
    const { saturationRate } = state.value;
    const trainings = preparationIds.map(
      (id) => [id, new SaturationTraining(digits, preparations[id], hiddenNodes, seed)] as const,
    );
    reports.value = none;
    let record = 0;
    return () => {
      const [id, training] = trainings[record++ % trainings.length]!;
      const report = training.learn(saturationRate);
      if (report) reports.value = { ...reports.peek()!, [id]: [...reports.peek()![id], report] };
      return record < trainings.length * digits.count * epochs;
    };
  },
);
