import { useId } from 'preact/hooks';
import { Formula, Formulas } from './Formula';
import type { MathNode } from './math';
import { stepForKey } from './stepping';

/** One step of a derivation: what it does, in words and in formulas. */
export interface Stage {
  readonly title: string;
  readonly text: string;
  readonly formulas: readonly {
    readonly name: string;
    readonly result: MathNode;
    readonly is?: '=' | '←' | '≈';
    readonly expression: MathNode;
    readonly value: MathNode;
  }[];
}

interface StagesProps {
  /** What is derived: "Steps of the chain rule". */
  readonly label: string;
  readonly stages: readonly Stage[];
  readonly current: number;
  readonly onStage: (stage: number) => void;
  /** On the button, when there is no next stage. */
  readonly ending: string;
}

/** A derivation, one stage after another: tabs with arrow keys, and a button to the next. */
export function Stages({ label, stages, current, onStage, ending }: StagesProps) {
  const id = useId();
  const last = stages.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepForKey(event.key, current, last);
    if (next === undefined) return;
    onStage(next);
    (event.currentTarget as HTMLElement).querySelectorAll('button')[next]!.focus();
    event.preventDefault();
  };
  const { text, formulas } = stages[current]!;
  return (
    <>
      <div class="stages" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {stages.map((stage, index) => (
          <button
            key={index}
            type="button"
            role="tab"
            id={`${id}-${index}`}
            class={index === current ? '' : 'secondary'}
            aria-selected={index === current}
            aria-controls={`${id}-panel`}
            tabIndex={index === current ? 0 : -1}
            onClick={() => onStage(index)}
          >
            {index + 1} {stage.title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`} class="stage">
        <p>{text}</p>
        <Formulas>
          {formulas.map((formula) => (
            <Formula key={formula.name} {...formula} />
          ))}
        </Formulas>
        <button type="button" class="next-stage" disabled={current === last} onClick={() => onStage(current + 1)}>
          {current === last ? ending : `Next: ${stages[current + 1]!.title}`}
        </button>
      </div>
    </>
  );
}
