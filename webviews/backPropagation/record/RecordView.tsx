import { formatDigits } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { Stepper } from '../../shared/teaching/Stepper';
import { achieve } from '../achieve';
import { lesson, state } from '../lesson';
import { currentStep, learning, step, steps, type Learning, type Phase } from './learning';
import { LearningDrawing } from './LearningDrawing';
import { describeStep, phaseTitles } from './names';
import { NextNumber } from './Questions';
import { RecordCode } from './RecordCode';
import { RecordSetup } from './RecordSetup';
import { StepFormulas } from './StepFormulas';
import { StepNumbers } from './StepNumbers';
import { ThreeRules } from './ThreeRules';

/** One record through forward, error, backward and update, one number a step. */
export function RecordView() {
  const shown = learning.value;
  return (
    <>
      <RecordSetup />
      {typeof shown === 'string' ? (
        <p class="card" role="alert">
          {shown} Take back your changes, choose another rule or a smaller learning rate, or start over.
        </p>
      ) : (
        <Pass learning={shown} />
      )}
    </>
  );
}

function Pass({ learning }: { readonly learning: Learning }) {
  const goTo = (next: number) => {
    lesson.change({ step: next });
    if (next === steps.peek().length) achieve('steppedRecord');
  };
  const isDone = step.value === steps.value.length;
  return (
    <>
      <div class="stepping">
        <Phases onStep={goTo} />
        <Stepper step={step.value} last={steps.value.length} describe={describeStep(learning)} onStep={goTo} />
        {isDone && (
          <p class="again">
            Loss {formatDigits(learning.pass.loss)} → {formatDigits(learning.lossAfter)}.
            <button type="button" onClick={() => lesson.change({ step: 0, repeats: state.value.repeats + 1 })}>
              <Icon name="again" />
              Learn It Again
            </button>
          </p>
        )}
      </div>
      <div class="sides">
        <div class="column">
          <LearningDrawing learning={learning} />
          <RecordCode learning={learning} />
        </div>
        <div class="column">
          <StepFormulas learning={learning} />
          <NextNumber learning={learning} />
        </div>
      </div>
      <StepNumbers learning={learning} />
      <ThreeRules learning={learning} />
    </>
  );
}

/** Jumps to the first step of a phase, and shows which one is on. */
function Phases({ onStep }: { readonly onStep: (step: number) => void }) {
  const current = currentStep.value?.phase;
  const phases = (Object.keys(phaseTitles) as Phase[]).filter((phase) =>
    steps.value.some((one) => one.phase === phase),
  );
  return (
    <ol class="phases" aria-label="Phases">
      {phases.map((phase) => (
        <li key={phase}>
          <button
            type="button"
            class="secondary"
            aria-current={phase === current ? 'step' : undefined}
            onClick={() => onStep(1 + steps.value.findIndex((one) => one.phase === phase))}
          >
            {phaseTitles[phase]}
          </button>
        </li>
      ))}
    </ol>
  );
}
