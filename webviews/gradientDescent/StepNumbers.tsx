import costCode from 'excerpt:samples/linear-regression/model.ts#cost';
import gradientCode from 'excerpt:samples/linear-regression/model.ts#gradient';
import predictCode from 'excerpt:samples/linear-regression/model.ts#predict';
import updateCode from 'excerpt:samples/linear-regression/model.ts#update';
import adamCode from 'excerpt:samples/linear-regression/optimisers.ts#adam';
import batchCode from 'excerpt:samples/linear-regression/optimisers.ts#batch';
import miniBatchCode from 'excerpt:samples/linear-regression/optimisers.ts#miniBatch';
import momentumCode from 'excerpt:samples/linear-regression/optimisers.ts#momentum';
import nesterovCode from 'excerpt:samples/linear-regression/optimisers.ts#nesterov';
import rmsPropCode from 'excerpt:samples/linear-regression/optimisers.ts#rmsProp';
import { gradient } from '../../samples/linear-regression/model';
import type { OptimiserId } from '../../src/teaching/gradientDescentState';
import { formatDigits } from '../shared/format';
import { NumberTable, type Cell } from '../shared/Numbers';
import { Code } from '../shared/teaching/Code';
import type { Excerpt } from '../shared/teaching/excerpt';
import { numbers } from './descent';
import { lesson } from './lesson';
import { optimisers } from './optimiserChoices';
import { thetaName } from './texts';

const optimiserCode: Readonly<Record<OptimiserId, Excerpt>> = {
  batch: batchCode,
  stochastic: miniBatchCode,
  miniBatch: miniBatchCode,
  momentum: momentumCode,
  nesterov: nesterovCode,
  rmsProp: rmsPropCode,
  adam: adamCode,
};

/** More rows than this nobody reads, and a frame would not be enough to draw them. */
const maximumRows = 30;

/** Every step so far as numbers, and the code that computed them. */
export function StepNumbers() {
  const { id } = numbers.value.followed;
  return (
    <section class="numbers-and-code" aria-label="Numbers and code">
      <Steps />
      <div class="codes">
        <Code title="Hypothesis" excerpt={predictCode} keys={{ prediction: 'sum' }} onOpen={open} />
        <Code title="Cost" excerpt={costCode} keys={{ error: 'const error', cost: 'sum' }} onOpen={open} />
        <Code title="Slope" excerpt={gradientCode} keys={{ error: 'const error', gradient: 'sum' }} onOpen={open} />
        <Code
          key={id}
          title={`Optimiser: ${optimisers[id].title}`}
          excerpt={optimiserCode[id]}
          keys={{ [`trail-${id}`]: 'theta: update(' }}
          onOpen={open}
        />
        <Code title="Update" excerpt={updateCode} keys={{ theta: 'value - learningRate' }} onOpen={open} />
      </div>
    </section>
  );
}

const open = (file: string, line: number) => lesson.openSource(file, line);

function Steps() {
  const { followed, parameters: size, examples, shownStep: last } = numbers.value;
  const { id, descent } = followed;
  const indices = Array.from({ length: size }, (_, j) => j);
  const first = Math.max(0, last + 1 - maximumRows);
  const rows = descent.path.slice(first, last + 1).map((theta, i): Cell[] => {
    const slope = gradient(theta, examples);
    return [
      String(first + i),
      ...theta.map((value) => ({ text: formatDigits(value, 5), key: 'theta prediction' })),
      { text: formatDigits(descent.costs[first + i]!, 5), key: 'cost error' },
      ...slope.map((value) => ({ text: formatDigits(value, 5), key: 'gradient' })),
    ];
  });
  const columns: Cell[] = [
    'step',
    ...indices.map((j) => ({ text: thetaName(size, j), key: 'theta' })),
    { text: 'cost J', key: 'cost' },
    ...indices.map((j) => ({ text: `∂J/∂${thetaName(size, j)}`, key: 'gradient' })),
  ];
  const caption = `${optimisers[id].title}, ${first > 0 ? `the last ${maximumRows} steps` : 'every step so far'}`;
  return <NumberTable caption={caption} columns={columns} rows={rows} current={rows.length - 1} />;
}
