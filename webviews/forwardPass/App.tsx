import { LessonHeader } from '../shared/teaching/LessonHeader';
import { Stepper } from '../shared/teaching/Stepper';
import { steppedTo } from './achievements';
import { lesson } from './lesson';
import { MatrixView } from './MatrixView';
import { NetworkDrawing } from './NetworkDrawing';
import { NodeArithmetic } from './NodeArithmetic';
import { describeStep } from './describe';
import { NextSignal } from './Questions';
import { SampleCode } from './SampleCode';
import { Setup } from './Setup';
import { SignalTable } from './SignalTable';
import { progress, view, type View } from './view';

export function App() {
  const shown = view.value;
  return (
    <>
      <LessonHeader topic="Topic 4 · Forward pass" title="Forward-pass signal table" lesson={lesson} />
      <Setup />
      {typeof shown === 'string' && (
        <p class="card" role="alert">
          {shown} Take back your changes, or start over.
        </p>
      )}
      {typeof shown === 'object' && <Signals view={shown} />}
    </>
  );
}

function Signals({ view }: { readonly view: View }) {
  const { step, last } = progress(view);
  const onStep = (next: number) => {
    lesson.change({ step: next });
    steppedTo(next, last);
  };
  return (
    <>
      <div class="stepping">
        <Stepper step={step} last={last} describe={describeStep(view)} onStep={onStep} />
      </div>
      <NextSignal view={view} />
      <div class="sides">
        <div>
          <NetworkDrawing view={view} onStep={onStep} />
          <SignalTable view={view} />
        </div>
        <div>
          <NodeArithmetic view={view} />
          <SampleCode view={view} />
        </div>
      </div>
      <MatrixView view={view} />
    </>
  );
}
