import { checksFor } from '../check';

type Sigmoid = (x: number) => number;

/** The same curve from another formula: σ(x) = ½ (1 + tanh(x / 2)). */
const byTanh: Sigmoid = (x) => (1 + Math.tanh(x / 2)) / 2;

export const checks = checksFor<Sigmoid>({
  functionName: 'sigmoid',
  cases: [
    { given: [0], expected: 0.5 },
    { given: [1.05], expected: byTanh(1.05) }, // The deck's first node: 0.7408
    { given: [-2], expected: byTanh(-2) },
    { given: [20], expected: byTanh(20) },
    { given: [-1000], expected: 0 },
  ],
  mistakes: [
    { diagnosis: 'You have e to the power of +x; it must be −x.', answer: (x) => 1 / (1 + Math.exp(x)) },
    {
      diagnosis: 'Division comes before addition: put brackets around 1 + e⁻ˣ.',
      answer: (x) => 1 / 1 + Math.exp(-x),
    },
    { diagnosis: 'That is a step. The sigmoid changes smoothly.', answer: (x) => (x > 0 ? 1 : 0) },
  ],
});
