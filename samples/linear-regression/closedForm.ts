import type { Example, Theta } from './model';

/**
 * The parameters of least cost, from the normal equations. Two parameters: the line through the point of means, whose
 * slope is covariance / variance; one: Σxy / Σx². Where all x are the same (or 0) infinitely many lines are as good; this
 * is the flat one of them.
 */
export function closedForm(examples: readonly Example[]): Theta {
  const mean = (value: (example: Example) => number) =>
    examples.reduce((sum, example) => sum + value(example), 0) / examples.length;
  const x = ({ features }: Example) => features.at(-1)!;
  if (examples[0]?.features.length === 1) {
    const square = mean((example) => x(example) ** 2);
    return [square === 0 ? 0 : mean((example) => x(example) * example.y) / square];
  }
  const meanX = mean(x);
  const meanY = mean(({ y }) => y);
  const variance = mean((example) => (x(example) - meanX) ** 2);
  const covariance = mean((example) => (x(example) - meanX) * (example.y - meanY));
  const slope = variance === 0 ? 0 : covariance / variance;
  return [meanY - slope * meanX, slope];
}
