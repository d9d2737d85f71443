import { momentum } from '../../linear-regression/optimisers';
import { checksFor } from '../check';

interface State {
  readonly theta: readonly number[];
  readonly velocity: readonly number[];
}
type MomentumStep = (state: State, slope: readonly number[], learningRate: number, decay: number) => State;

/**
 * The parameters after two steps of the product's optimiser from (0): with the one point (1, y) and a parameter for x,
 * the slope at θ is 2 · (θ − y).
 */
const theta2 = (() => {
  const step = momentum(0.9);
  const examples = [{ features: [1], y: 2 }];
  return step(step([0], examples, 0.1).theta, examples, 0.1).theta;
})();

export const checks = checksFor<MomentumStep>({
  functionName: 'momentumStep',
  cases: [
    { given: [{ theta: [1], velocity: [0] }, [2], 0.5, 0.9], expected: { theta: [0], velocity: [2] } },
    // The second of two steps: θ is 0.4 after the first, its slope 2 · (0.4 − 2), the velocity −4.
    {
      given: [{ theta: [0.4], velocity: [-4] }, [-3.2], 0.1, 0.9],
      expected: { theta: theta2, velocity: [-6.8] },
    },
    {
      given: [{ theta: [1, -1], velocity: [10, -2] }, [0, 4], 0.25, 0.5],
      expected: { theta: [-0.25, -1.75], velocity: [5, 3] },
    },
  ],
  mistakes: [
    {
      diagnosis: 'The parameters follow the slope; they should follow the new velocity.',
      answer: ({ theta, velocity }, slope, rate, decay) => ({
        theta: theta.map((value, j) => value - rate * slope[j]!),
        velocity: velocity.map((value, j) => decay * value + slope[j]!),
      }),
    },
    {
      diagnosis: 'The parameters follow the old velocity. Use the new one.',
      answer: ({ theta, velocity }, slope, rate, decay) => ({
        theta: theta.map((value, j) => value - rate * velocity[j]!),
        velocity: velocity.map((value, j) => decay * value + slope[j]!),
      }),
    },
    {
      diagnosis: 'You weigh the slope with 1 − decay, as a moving average does. Here the whole slope is added.',
      answer: ({ theta, velocity }, slope, rate, decay) => {
        const next = velocity.map((value, j) => decay * value + (1 - decay) * slope[j]!);
        return { theta: theta.map((value, j) => value - rate * next[j]!), velocity: next };
      },
    },
    {
      diagnosis: 'The velocity forgets nothing: multiply the old one by the decay.',
      answer: ({ theta, velocity }, slope, rate) => {
        const next = velocity.map((value, j) => value + slope[j]!);
        return { theta: theta.map((value, j) => value - rate * next[j]!), velocity: next };
      },
    },
  ],
});
