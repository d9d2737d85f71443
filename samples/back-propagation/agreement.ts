import type { LearningStep } from './learnRecord';

/**
 * The cosine of the angle between two steps in the space of all weights: 1 in the same direction, 0 at a right angle. A
 * step whose angle to the exact one is below 90° goes downhill too, so a small enough one makes the loss smaller.
 * @returns 0 when one of the steps has no length
 */
export function agreement(one: LearningStep, other: LearningStep): number {
  const [a, b] = [one, other].map(({ weightSteps }) => weightSteps.flatMap((layer) => [...layer])) as [
    number[],
    number[],
  ];
  const product = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  const lengths = Math.sqrt(product(a, a) * product(b, b));
  return lengths === 0 ? 0 : product(a, b) / lengths;
}
