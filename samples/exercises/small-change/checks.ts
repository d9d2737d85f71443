import { smallChange } from '../../neuron/activations';
import { checksFor } from '../check';

type Foretell = (weight: number, bias: number, input: number, change: number) => number;

const bySample: Foretell = (weight, bias, input, change) =>
  smallChange({ activation: 'sigmoid', weight, bias }, input, change).foretold;
const slopeAt = (sum: number) => 1 / (4 * Math.cosh(sum / 2) ** 2);

export const checks = checksFor<Foretell>({
  functionName: 'foretell',
  cases: [
    { given: [1, -2, 2, 0.1], expected: 0.05 }, // The sum is 0 and the slope ¼: ¼ · 2 · 0.1
    { given: [2, -1, 1, 0.5], expected: bySample(2, -1, 1, 0.5) },
    { given: [0.7, 0.2, -3, -0.01], expected: bySample(0.7, 0.2, -3, -0.01) },
    // A change so small that the curve is as good as straight: what really happens.
    {
      given: [0.3, 0.1, 2, 1e-5],
      expected: smallChange({ activation: 'sigmoid', weight: 0.3, bias: 0.1 }, 2, 1e-5).real,
      tolerance: 1e-9,
    },
  ],
  mistakes: [
    {
      diagnosis: 'The input is missing: a weight counts as much as the input that comes through it.',
      answer: (weight, bias, input, change) => slopeAt(weight * input + bias) * change,
    },
    {
      diagnosis: 'That is what really happens. What the slope foretells is a straight line.',
      answer: (weight, bias, input, change) => smallChange({ activation: 'sigmoid', weight, bias }, input, change).real,
    },
    {
      diagnosis: 'Multiply by the change of the weight too.',
      answer: (weight, bias, input) => slopeAt(weight * input + bias) * input,
    },
  ],
});
