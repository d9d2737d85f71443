import { handMadeScaling, prepareInputs } from '../../mnist-mlp/prepare';
import { checksFor } from '../check';

type Prepare = (pixels: readonly number[]) => number[];

const bySample: Prepare = (pixels) => {
  const inputs = new Float64Array(pixels.length);
  prepareInputs(pixels, handMadeScaling, inputs);
  return [...inputs];
};

export const checks = checksFor<Prepare>({
  functionName: 'prepare',
  cases: [
    { given: [[0, 255]], expected: [0.01, 1] },
    { given: [[51, 102, 204]], expected: [0.208, 0.406, 0.802] }, // A fifth, two fifths and four fifths of the way
    { given: [[1, 33, 128, 254]], expected: bySample([1, 33, 128, 254]) },
  ],
  mistakes: [
    { diagnosis: 'A pixel of 0 is still 0: add 0.01.', answer: (pixels) => pixels.map((pixel) => pixel / 255) },
    {
      diagnosis: 'The largest is 1.01: multiply by 0.99 before you add 0.01.',
      answer: (pixels) => pixels.map((pixel) => pixel / 255 + 0.01),
    },
    {
      diagnosis: 'You add 0.01 before you multiply by 0.99. The other way round the smallest is 0.01.',
      answer: (pixels) => pixels.map((pixel) => (pixel / 255 + 0.01) * 0.99),
    },
    {
      diagnosis: 'You divide by 256. The largest pixel is 255.',
      answer: (pixels) => pixels.map((pixel) => (pixel / 256) * 0.99 + 0.01),
    },
  ],
});
