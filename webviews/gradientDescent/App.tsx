import costCode from 'excerpt:samples/linear-regression/model.ts#cost';
import { NumberTable } from '../shared/Numbers';
import { Code } from '../shared/teaching/Code';
import { LessonHeader } from '../shared/teaching/LessonHeader';
import { Stepper } from '../shared/teaching/Stepper';
import { lesson, state } from './lesson';

export function App() {
  const { step, iterations } = state.value;
  return (
    <>
      <LessonHeader topic="Topic 2 · Linear regression" title="Gradient descent paths" lesson={lesson} />
      <Stepper
        step={step}
        last={iterations}
        describe={`Step ${step}`}
        onStep={(next) => lesson.change({ step: next })}
      />
      <div class="numbers-and-code">
        <NumberTable
          caption="Steps"
          columns={['step', { text: 'cost', key: 'cost' }]}
          rows={[['0', { text: '1', key: 'cost' }]]}
        />
        <Code
          title="cost"
          excerpt={costCode}
          keys={{ cost: 'return sum' }}
          onOpen={(file, line) => lesson.openSource(file, line)}
        />
      </div>
    </>
  );
}
