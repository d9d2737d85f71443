import { combinations, decide } from '../../neuron/perceptron';
import { checksFor } from '../check';

type Decide = (weights: readonly number[], factors: readonly boolean[], threshold: number) => boolean;

const weights = [6, 2, 2];

export const checks = checksFor<Decide>({
  functionName: 'decide',
  cases: [
    { given: [weights, [true, false, false], 5], expected: true },
    { given: [weights, [false, true, true], 5], expected: false },
    { given: [weights, [false, true, true], 4], expected: false }, // 4 is not more than 4
    ...combinations(3).map((factors) => ({
      given: [[3, -2, 1.5], factors, 1] as Parameters<Decide>,
      expected: decide({ weights: [3, -2, 1.5], threshold: 1 }, factors),
    })),
  ],
  mistakes: [
    {
      diagnosis: 'A sum that equals the threshold is not more than it: use > instead of >=.',
      answer: (weights, factors, threshold) => weights.reduce((s, w, i) => (factors[i] ? s + w : s), 0) >= threshold,
    },
    {
      diagnosis: 'You add all weights, whether their factors hold or not.',
      answer: (weights, _, threshold) => weights.reduce((s, w) => s + w, 0) > threshold,
    },
    {
      diagnosis: 'You count the factors. Add up their weights.',
      answer: (_, factors, threshold) => factors.filter(Boolean).length > threshold,
    },
    {
      diagnosis: 'The decision is turned around.',
      answer: (weights, factors, threshold) => weights.reduce((s, w, i) => (factors[i] ? s + w : s), 0) <= threshold,
    },
  ],
});
