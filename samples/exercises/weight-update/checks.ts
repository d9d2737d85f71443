import { plainLinearAlgebra } from '../../linearAlgebra';
import { checksFor } from '../check';

type WeightSteps = (
  learningRate: number,
  errors: readonly number[],
  outputs: readonly number[],
  signals: readonly number[],
) => number[][];

/** With the matrix operation that the product's network is trained with. */
const bySample: WeightSteps = (learningRate, errors, outputs, signals) => {
  const steps = new Float64Array(errors.length * signals.length);
  const deltas = Float64Array.from(errors, (error, k) => error * outputs[k]! * (1 - outputs[k]!));
  plainLinearAlgebra.addOuterProduct(steps, learningRate, deltas, Float64Array.from(signals));
  return errors.map((_, k) => [...steps.subarray(k * signals.length, (k + 1) * signals.length)]);
};
const outer = (column: readonly number[], row: readonly number[]) => column.map((a) => row.map((b) => a * b));

const given: Parameters<WeightSteps> = [0.3, [-0.71630335, 0.28140193], [0.72630335, 0.70859807], [0.76, 0.6, 0.65]];

export const checks = checksFor<WeightSteps>({
  functionName: 'weightSteps',
  cases: [
    { given: [0.1, [0.8], [0.5], [0.4, 1]], expected: [[0.008, 0.02]] }, // 0.1 · 0.8 · 0.5 · 0.5 · 0.4
    { given, expected: bySample(...given) },
    { given: [1, [0.5, -1], [0, 0.9], [2]], expected: [[0], [-0.18]] },
  ],
  mistakes: [
    {
      diagnosis: 'The slope of the sigmoid is missing: oₖ · (1 − oₖ).',
      answer: (rate, errors, _, signals) =>
        outer(
          errors.map((error) => rate * error),
          signals,
        ),
    },
    {
      diagnosis: 'You take the slope of the signal oⱼ. What counts is the slope of the node that has the error.',
      answer: (rate, errors, _, signals) =>
        outer(
          errors,
          signals.map((signal) => rate * signal * signal * (1 - signal)),
        ),
    },
    {
      diagnosis: 'The signal oⱼ is missing: a link that carried nothing is not to blame.',
      answer: (rate, errors, outputs, signals) =>
        errors.map((error, k) => signals.map(() => rate * error * outputs[k]! * (1 - outputs[k]!))),
    },
    {
      diagnosis: 'The sign is turned around. The error is target − output, so the step goes along it.',
      answer: (rate, ...rest) => bySample(-rate, ...rest),
    },
    {
      diagnosis: 'Rows and columns are swapped: there must be a row for each node k.',
      answer: (rate, errors, outputs, signals) =>
        outer(
          signals,
          errors.map((error, k) => rate * error * outputs[k]! * (1 - outputs[k]!)),
        ),
    },
  ],
});
