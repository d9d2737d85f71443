import { useEffect, useState } from 'preact/hooks';
import { Icon, type IconName } from '../shared/Icon';
import { stepForKey } from '../shared/teaching/stepping';

interface PlayerProps {
  /** What is played: "the array". */
  readonly label: string;
  readonly step: number;
  /** The last step. */
  readonly last: number;
  /** The step in words: "Step 3 of 8". */
  readonly text: string;
  readonly milliseconds: number;
  readonly onStep: (step: number) => void;
}

/** Steps back and forth, plays, and pauses; arrow keys, Home and End step too. Nothing moves by itself until the learner presses Play. */
export function Player({ label, step, last, text, milliseconds, onStep }: PlayerProps) {
  const [isPlaying, setPlaying] = useState(false);
  const isOver = step >= last;
  useEffect(() => {
    if (!isPlaying) return;
    if (isOver) return setPlaying(false);
    const timer = setTimeout(() => onStep(step + 1), milliseconds);
    return () => clearTimeout(timer);
  }, [isPlaying, step, last, milliseconds]);
  const toggle = () => {
    if (prefersStillness()) return onStep(last);
    if (!isPlaying && isOver) onStep(0);
    setPlaying(!isPlaying);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepForKey(event.key, step, last);
    if (next === undefined) return;
    event.preventDefault();
    onStep(next);
  };
  return (
    <div class="player" role="group" aria-label={`Steps of ${label}`} onKeyDown={onKeyDown}>
      <Step label="Back to the start" icon="first" disabled={step === 0} onClick={() => onStep(0)} />
      <Step label="One step back" icon="previous" disabled={step === 0} onClick={() => onStep(step - 1)} />
      <button type="button" class="secondary" onClick={toggle}>
        <Icon name={isPlaying ? 'pause' : 'play'} />
        {prefersStillness() ? 'To the End' : isPlaying ? 'Pause' : 'Play'}
      </button>
      <Step label="One step on" icon="next" disabled={isOver} onClick={() => onStep(step + 1)} />
      <input
        type="range"
        min={0}
        max={last}
        value={step}
        aria-label={`Step of ${label}`}
        aria-valuetext={text}
        onInput={(event) => onStep(event.currentTarget.valueAsNumber)}
      />
      <output>{text}</output>
    </div>
  );
}

/** Who asked for less motion goes step by step, or straight to the end. */
function prefersStillness(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion: reduce)').matches
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
