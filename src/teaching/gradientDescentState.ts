import { choice, flag, list, number, object, optional, type Field } from './fields';

/** More would not fit on the picture, nor be recomputed within a frame. */
export const maximumPoints = 500;

export const optimiserIds = ['batch', 'stochastic', 'miniBatch', 'momentum', 'nesterov', 'rmsProp', 'adam'] as const;

/** Far beyond any data worth a line, and far from where squares of squares overflow. */
export const coordinate = number('coordinate', { initial: 0, minimum: -1e6, maximum: 1e6 });
const pair = list(coordinate, { minimumLength: 2, maximumLength: 2 }) as Field<readonly [number, number]>;

/** All that decides what Gradient Descent Paths shows. */
export const gradientDescentState = object({
  /** One parameter, y ≈ θx, as the deck begins, or two, y ≈ θ₀ + θ₁x. */
  parameters: choice(['one', 'two'], 'one'),

  seed: number('seed', { initial: 42, minimum: 0, maximum: 2 ** 32 - 1, integer: true }),
  count: number('points', { initial: 100, minimum: 1, maximum: maximumPoints, integer: true }),
  noise: number('noise', { initial: 1, minimum: 0, maximum: 100 }),
  outliers: number('outliers', { initial: 0, minimum: 0, maximum: 20, integer: true }),
  /** The learner's own or edited points; then nothing above matters but the start. */
  points: optional(list(pair, { minimumLength: 1, maximumLength: maximumPoints })),
  featureScale: number('feature scale', { initial: 1, minimum: 0.01, maximum: 100 }),
  standardise: flag(false),

  /** Where all optimisers start, (θ₀, θ₁); absent: drawn with the seed. */
  start: optional(pair),
  learningRate: number('learning rate', { initial: 0.1, minimum: 1e-4, maximum: 10 }),
  optimisers: list(choice(optimiserIds, 'batch'), {
    minimumLength: 1,
    maximumLength: optimiserIds.length,
    initial: ['batch'],
  }),
  batchSize: number('mini-batch', { initial: 10, minimum: 1, maximum: maximumPoints, integer: true }),
  iterations: number('iterations', { initial: 100, minimum: 1, maximum: 1000, integer: true }),
  tolerance: number('tolerance', { initial: 0.01, minimum: 1e-9, maximum: 0.9 }),

  step: number('step', { initial: 0, minimum: 0, maximum: 1000, integer: true }),
  chainStep: number('chain-rule step', { initial: 0, minimum: 0, maximum: 6, integer: true }),
});

export type GradientDescentState = (typeof gradientDescentState)['initial'];
