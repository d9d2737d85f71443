import { checksFor } from '../check';

type SigmoidSlope = (x: number) => number;

/** The same slope from another formula: σ′(x) = 1 / (4 · cosh²(x / 2)). */
const byCosh: SigmoidSlope = (x) => 1 / (4 * Math.cosh(x / 2) ** 2);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const checks = checksFor<SigmoidSlope>({
  functionName: 'sigmoidSlope',
  cases: [
    { given: [0], expected: 0.25 },
    { given: [1], expected: byCosh(1) },
    { given: [-1], expected: byCosh(-1) },
    { given: [5], expected: byCosh(5) },
    { given: [-700], expected: byCosh(-700) },
  ],
  mistakes: [
    { diagnosis: 'That is the sigmoid itself. Return its slope.', answer: sigmoid },
    {
      diagnosis: 'You take x for the output. Put x through the sigmoid first.',
      answer: (x) => x * (1 - x),
    },
    { diagnosis: 'A factor is missing: σ(x) times (1 − σ(x)).', answer: (x) => 1 - sigmoid(x) },
    {
      diagnosis: 'You subtract the other way round: the second factor is 1 − σ(x).',
      answer: (x) => sigmoid(x) * (sigmoid(x) - 1),
    },
  ],
});
