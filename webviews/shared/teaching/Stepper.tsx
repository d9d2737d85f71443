import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { announce } from '../Announcer';
import { Icon, type IconName } from '../Icon';
import { playedStep, speeds, stepForKey, wantsCalm } from './stepping';

interface StepperProps {
  readonly step: number;
  readonly last: number;
  /** The step and its most important number, shown and read aloud. */
  readonly describe: string;
  readonly onStep: (step: number) => void;
}

const playing = signal(false);
const speed = signal<number>(5);

/** Back and forward, play, scrub, reset; arrow keys, Home, End and Space do the same. */
export function Stepper({ step, last, describe, onStep }: StepperProps) {
  usePlay(step, last, onStep);
  const go = (next: number) => {
    playing.value = false;
    onStep(Math.max(0, Math.min(last, next)));
    announce(describe);
  };
  const togglePlay = () => {
    if (!playing.value && step === last) onStep(0);
    playing.value = !playing.value;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { tagName } = event.target as HTMLElement;
    if (tagName === 'SELECT') return;
    const next = stepForKey(event.key, step, last);
    if (next !== undefined) go(next);
    else if (event.key === ' ' && tagName === 'INPUT') togglePlay();
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    if (!playing.value) announce(describe);
  }, [describe]);
  // Another part of the panel may have a stepper of its own.
  useEffect(() => () => void (playing.value = false), []);
  return (
    <div class="stepper" role="group" aria-label="Steps" onKeyDown={onKeyDown}>
      <Step label="Back to the start" icon="first" disabled={step === 0} onClick={() => go(0)} />
      <Step label="One step back" icon="previous" disabled={step === 0} onClick={() => go(step - 1)} />
      <Step label={playing.value ? 'Pause' : 'Play'} icon={playing.value ? 'pause' : 'play'} onClick={togglePlay} />
      <Step label="One step forward" icon="next" disabled={step === last} onClick={() => go(step + 1)} />
      <input
        type="range"
        min={0}
        max={last}
        value={step}
        aria-label="Step"
        aria-valuetext={describe}
        onInput={(event) => go(event.currentTarget.valueAsNumber)}
      />
      <label class="speed">
        <span class="visually-hidden">Speed</span>
        <select value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
          {speeds.map((one) => (
            <option key={one} value={one}>
              {one} a second
            </option>
          ))}
        </select>
      </label>
      <output>{describe}</output>
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly icon: IconName;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** One of the small buttons of a stepper. */
export function Step({ label, icon, disabled = false, onClick }: StepProps) {
  return (
    <button type="button" class="quiet" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/** Steps on while `playing`, in the rhythm of the screen, until the last step. */
function usePlay(step: number, last: number, onStep: (step: number) => void): void {
  useEffect(() => {
    if (!playing.value) return;
    const play = { from: step, last, speed: speed.value, calm: wantsCalm() };
    const start = performance.now();
    let shown = step;
    let frame = requestAnimationFrame(function advance(now) {
      const next = playedStep(play, (now - start) / 1000);
      if (next !== shown) onStep((shown = next));
      if (next === last) playing.value = false;
      else frame = requestAnimationFrame(advance);
    });
    return () => cancelAnimationFrame(frame);
    // Not on every step: playing goes on from where it was started.
  }, [playing.value, speed.value, last]);
}
