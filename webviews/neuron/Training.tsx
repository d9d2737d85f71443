import { maximumPoints } from '../../samples/neuron/points';
import { formatCount, formatPercent, formatValue } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Step } from '../shared/teaching/Stepper';
import { fields } from './lesson';
import {
  ending,
  goTo,
  isTraining,
  live,
  moments,
  points,
  restart,
  score,
  shownMoment,
  speed,
  stepOnce,
  toggleTraining,
} from './trainer';

/** Epochs a second. */
const speeds = [1, 10, 100, Infinity] as const;

/** Train, one epoch, back and forth through what was learnt, restart; and how well the network does. */
export function Training() {
  const { epoch } = live.value;
  const { loss, accuracy } = score.value;
  const isEmpty = points.value.length === 0;
  return (
    <div class="training">
      <Controls isEmpty={isEmpty} />
      <dl class="score">
        <div>
          <dt>Epoch</dt>
          <dd>{formatCount(epoch)}</dd>
        </div>
        <div data-key="loss">
          <dt>Loss (cross-entropy)</dt>
          <dd>{isEmpty ? '–' : formatValue(loss)}</dd>
        </div>
        <div data-key="accuracy">
          <dt>Accuracy</dt>
          <dd>{isEmpty ? '–' : formatPercent(accuracy)}</dd>
        </div>
      </dl>
      {isEmpty && <p class="note">There are no points: draw some, or choose a task.</p>}
      {ending.value !== undefined && (
        <p class="problem" role="alert">
          <Icon name="warning" />
          {ending.value}
        </p>
      )}
      {points.value.length >= maximumPoints && <p class="note">{formatCount(maximumPoints)} points are the most.</p>}
    </div>
  );
}

function Controls({ isEmpty }: { readonly isEmpty: boolean }) {
  const last = moments.value.length - 1;
  const at = shownMoment.value;
  const { epoch } = live.value;
  const isAtEnd = epoch >= fields.epoch.maximum;
  const onKeyDown = (event: KeyboardEvent) => {
    const { tagName } = event.target as HTMLElement;
    if (tagName === 'SELECT') return;
    if (event.key === 'ArrowLeft') goTo(at - 1);
    else if (event.key === 'ArrowRight' && at < last) goTo(at + 1);
    else if (event.key === 'ArrowRight' && !isEmpty && !isAtEnd) stepOnce();
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(last);
    else if (event.key === ' ' && tagName === 'INPUT' && !isEmpty) toggleTraining();
    else return;
    event.preventDefault();
  };
  return (
    <div class="stepper" role="group" aria-label="Training" onKeyDown={onKeyDown}>
      <button type="button" disabled={isEmpty || isAtEnd} onClick={toggleTraining}>
        <Icon name={isTraining.value ? 'pause' : 'play'} />
        {isTraining.value ? 'Pause' : 'Train'}
      </button>
      <Step label="Back to where training began" icon="first" disabled={at === 0} onClick={() => goTo(0)} />
      <Step label="One step back" icon="previous" disabled={at === 0} onClick={() => goTo(at - 1)} />
      <Step label="One epoch forward" icon="next" disabled={isEmpty || isAtEnd} onClick={stepOnce} />
      <input
        type="range"
        min={0}
        max={Math.max(1, last)}
        value={at}
        disabled={last === 0}
        aria-label="Epochs so far"
        aria-valuetext={`Epoch ${formatCount(epoch)}`}
        onInput={(event) => goTo(event.currentTarget.valueAsNumber)}
      />
      <label class="speed">
        <span class="visually-hidden">Speed</span>
        <select value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
          {speeds.map((one) => (
            <option key={one} value={one}>
              {one === Infinity ? 'as fast as it can' : `${one} ${one === 1 ? 'epoch' : 'epochs'} a second`}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="secondary" onClick={restart}>
        <Icon name="again" />
        Restart
      </button>
    </div>
  );
}
