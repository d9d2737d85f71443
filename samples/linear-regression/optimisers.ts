import { RandomState } from '../numpyRandom';
import { gradient, update, type Example, type Theta } from './model';

/** One update of the parameters; what it remembers between updates is its own. */
export type Optimiser = (theta: Theta, examples: readonly Example[], learningRate: number) => Update;

export interface Update {
  readonly theta: number[];
  /** How many examples it computed a gradient for. */
  readonly evaluations: number;
}

/** All examples, one step: gradient descent as the deck has it. */
export function batch(): Optimiser {
  return (theta, examples, learningRate) => ({
    theta: update(theta, gradient(theta, examples), learningRate),
    evaluations: examples.length,
  });
}

/** So many examples a step, in an order that is drawn anew whenever all have been used; 1 makes it stochastic. */
export function miniBatch(size: number, seed: number): Optimiser {
  const random = new RandomState(seed);
  let order: ArrayLike<number> = [];
  let next = 0;
  return (theta, examples, learningRate) => {
    if (next >= order.length) {
      order = random.permutation(examples.length);
      next = 0;
    }
    const end = Math.min(next + size, order.length);
    const chosen = Array.from({ length: end - next }, (_, i) => examples[order[next + i]!]!);
    next = end;
    return { theta: update(theta, gradient(theta, chosen), learningRate), evaluations: chosen.length };
  };
}

/** Velocity adds up the slopes and forgets a tenth of itself a step (Polyak 1964; as in PyTorch's `SGD`). */
export function momentum(decay = 0.9): Optimiser {
  let velocity: readonly number[] = [];
  return (theta, examples, learningRate) => {
    const slope = gradient(theta, examples);
    velocity = slope.map((value, j) => decay * (velocity[j] ?? 0) + value);
    return { theta: update(theta, velocity, learningRate), evaluations: examples.length };
  };
}

/** Momentum that already counts the step to come (Nesterov 1983; as in PyTorch's `SGD` with `nesterov`). */
export function nesterov(decay = 0.9): Optimiser {
  let velocity: readonly number[] = [];
  return (theta, examples, learningRate) => {
    const slope = gradient(theta, examples);
    velocity = slope.map((value, j) => decay * (velocity[j] ?? 0) + value);
    const ahead = slope.map((value, j) => value + decay * velocity[j]!);
    return { theta: update(theta, ahead, learningRate), evaluations: examples.length };
  };
}

/** Each slope divided by its own recent size (Hinton's lecture 6e, 2012; as in PyTorch's `RMSprop`). */
export function rmsProp(decay = 0.9, epsilon = 1e-8): Optimiser {
  let squares: readonly number[] = [];
  return (theta, examples, learningRate) => {
    const slope = gradient(theta, examples);
    squares = slope.map((value, j) => decay * (squares[j] ?? 0) + (1 - decay) * value * value);
    const scaled = slope.map((value, j) => value / (Math.sqrt(squares[j]!) + epsilon));
    return { theta: update(theta, scaled, learningRate), evaluations: examples.length };
  };
}

/** Momentum and RMSProp at once, both corrected for starting at zero (Kingma and Ba, 2015, algorithm 1). */
export function adam(decay1 = 0.9, decay2 = 0.999, epsilon = 1e-8): Optimiser {
  let means: readonly number[] = [];
  let squares: readonly number[] = [];
  let steps = 0;
  return (theta, examples, learningRate) => {
    const slope = gradient(theta, examples);
    steps++;
    means = slope.map((value, j) => decay1 * (means[j] ?? 0) + (1 - decay1) * value);
    squares = slope.map((value, j) => decay2 * (squares[j] ?? 0) + (1 - decay2) * value * value);
    const scaled = slope.map((_, j) => {
      const mean = means[j]! / (1 - decay1 ** steps);
      const square = squares[j]! / (1 - decay2 ** steps);
      return mean / (Math.sqrt(square) + epsilon);
    });
    return { theta: update(theta, scaled, learningRate), evaluations: examples.length };
  };
}
