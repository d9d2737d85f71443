import { cost, type Example, type Theta } from './model';
import type { Optimiser } from './optimisers';

export interface Descent {
  /** Before each update, and after the last: at most iterations + 1. */
  readonly path: readonly Theta[];
  /** The cost at each point of the path, over all examples. */
  readonly costs: readonly number[];
  /** How many gradients of single examples had been computed at each point of the path. */
  readonly evaluations: readonly number[];
  /** It ended early because the cost grew beyond all bounds; the last point is the last that is a number. */
  readonly hasDiverged: boolean;
}

/** A cost so many times that of the start will not come down again. */
const hopeless = 1e12;

/** Follows an optimiser downhill, and stops where it runs away. */
export function descend(
  optimiser: Optimiser,
  examples: readonly Example[],
  start: Theta,
  learningRate: number,
  iterations: number,
): Descent {
  const path: Theta[] = [start];
  const costs = [cost(start, examples)];
  const evaluations = [0];
  const limit = hopeless * Math.max(1, costs[0]!);
  for (let k = 0; k < iterations; k++) {
    const { theta, evaluations: used } = optimiser(path[k]!, examples, learningRate);
    const reached = cost(theta, examples);
    if (!(reached <= limit)) return { path, costs, evaluations, hasDiverged: true };
    path.push(theta);
    costs.push(reached);
    evaluations.push(evaluations[k]! + used);
  }
  return { path, costs, evaluations, hasDiverged: false };
}

/**
 * The first step at which no more than a share of the cost that can be avoided at all is left.
 * @param least the cost of the closed form
 * @param tolerance that share: 0.01 is 99 % of the way down
 */
export function stepsToTolerance({ costs }: Descent, least: number, tolerance: number): number | undefined {
  const goal = least + tolerance * (costs[0]! - least);
  const step = costs.findIndex((value) => value <= goal);
  return step === -1 ? undefined : step;
}
