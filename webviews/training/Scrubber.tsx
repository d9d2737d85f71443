import { formatEpoch } from '../shared/format';
import { Icon, type IconName } from '../shared/Icon';
import { ChosenDigitLink } from './ChosenDigit';
import { frameSteps, isOver, shownStep } from './run';
import { chosenStep } from './view';

/** Goes back to any recorded epoch; everything below follows. */
export function Scrubber() {
  const steps = frameSteps.value;
  const shown = shownStep.value;
  if (shown === undefined) return null;
  const index = steps.indexOf(shown);
  const newest = steps.length - 1;
  const isFollowing = chosenStep.value === undefined;
  const show = (next: number) => (chosenStep.value = steps[Math.max(0, Math.min(newest, next))]);
  const end = isOver.value ? 'the last' : 'the newest';
  return (
    <div class="scrubber">
      <div class="scrubber-row" role="group" aria-label="Epoch shown below">
        <Step label="First epoch" icon="first" disabled={index === 0} onClick={() => show(0)} />
        <Step label="One epoch back" icon="previous" disabled={index === 0} onClick={() => show(index - 1)} />
        <input
          type="range"
          min={0}
          max={newest}
          value={index}
          disabled={newest === 0}
          aria-label="Recorded epoch"
          aria-valuetext={`Epoch ${formatEpoch(shown)}`}
          onInput={(event) => show(event.currentTarget.valueAsNumber)}
        />
        <Step label="One epoch on" icon="next" disabled={index === newest} onClick={() => show(index + 1)} />
        <button
          type="button"
          class="toggle"
          aria-pressed={isFollowing}
          title={`Always shows ${end} epoch`}
          onClick={() => (chosenStep.value = isFollowing ? shown : undefined)}
        >
          {isOver.value ? 'Latest' : 'Live'}
        </button>
        <output class="shown-epoch">{shown === 0 ? 'Before training' : `After epoch ${formatEpoch(shown)}`}</output>
        <ChosenDigitLink />
      </div>
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly icon: IconName;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function Step({ label, icon, disabled, onClick }: StepProps) {
  return (
    <button type="button" class="quiet" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
