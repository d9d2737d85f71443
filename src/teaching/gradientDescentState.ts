import { choice, flag, list, number, object, optional, type Field } from './fields';

/** More would not fit on the picture, nor be recomputed within a frame. */
export const maximumPoints = 500;

export const optimiserIds = ['batch', 'stochastic', 'miniBatch', 'momentum', 'nesterov', 'rmsProp', 'adam'] as const;

export type OptimiserId = (typeof optimiserIds)[number];

/** Far beyond any data worth a line, and far from where squares of squares overflow. */
export const coordinate = (title: string) => number(title, { initial: 0, minimum: -1e6, maximum: 1e6 });
const pair = list(coordinate('coordinate'), { minimumLength: 2, maximumLength: 2 }) as Field<readonly [number, number]>;

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

  /** Where all optimisers start; absent: drawn with the seed. */
  startOne: optional(coordinate('start')),
  startTwo: optional(pair),
  learningRate: number('learning rate', { initial: 0.1, minimum: 1e-4, maximum: 10 }),
  optimisers: list<OptimiserId>(choice(optimiserIds, 'batch'), {
    minimumLength: 1,
    maximumLength: optimiserIds.length,
    initial: ['batch'],
  }),
  /** Whose lines and numbers are shown; the first of `optimisers` if it is none of them. */
  followed: choice(optimiserIds, 'batch'),
  batchSize: number('mini-batch', { initial: 10, minimum: 1, maximum: maximumPoints, integer: true }),
  iterations: number('iterations', { initial: 100, minimum: 1, maximum: 1000, integer: true }),
  tolerance: number('tolerance', { initial: 0.01, minimum: 1e-9, maximum: 0.9 }),

  /** The point whose x and y are shown in fields, and that the chain rule takes as its example. */
  chosenPoint: number('point', { initial: 0, minimum: 0, maximum: maximumPoints - 1, integer: true }),
  step: number('step', { initial: 0, minimum: 0, maximum: 1000, integer: true }),
  chainStep: number('chain-rule step', { initial: 0, minimum: 0, maximum: 5, integer: true }),
});

export type GradientDescentState = (typeof gradientDescentState)['initial'];
