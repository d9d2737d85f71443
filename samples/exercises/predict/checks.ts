import { featuresOf, predict } from '../../linear-regression/model';
import { checksFor } from '../check';

type Predict = (theta: readonly [number, number], xs: readonly number[]) => number[];

const bySample: Predict = (theta, xs) => xs.map((x) => predict(theta, featuresOf(x, 2)));

export const checks = checksFor<Predict>({
  functionName: 'predict',
  cases: [
    {
      given: [
        [1, 2],
        [3, 0, -1],
      ],
      expected: [7, 1, -1],
    },
    {
      given: [
        [4, 3],
        [0.5, 1.25, 2],
      ],
      expected: bySample([4, 3], [0.5, 1.25, 2]),
    },
    { given: [[-0.5, 0], [10]], expected: [-0.5] },
  ],
  mistakes: [
    { diagnosis: 'θ₀ is missing: your lines all go through the origin.', answer: ([, w], xs) => xs.map((x) => w * x) },
    { diagnosis: 'You have swapped θ₀ and θ₁.', answer: ([b, w], xs) => xs.map((x) => w + b * x) },
  ],
});
