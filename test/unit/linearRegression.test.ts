import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closedForm } from '../../samples/linear-regression/closedForm';
import { contours } from '../../samples/linear-regression/contours';
import {
  bestConstantRate,
  curvature,
  hessian,
  stabilityBound,
  stepFactor,
} from '../../samples/linear-regression/curvature';
import { makeData, randomStart } from '../../samples/linear-regression/data';
import { descend, stepsToTolerance } from '../../samples/linear-regression/descend';
import { cost, featuresOf, gradient, predict, type Example } from '../../samples/linear-regression/model';
import { adam, batch, miniBatch, momentum, nesterov, rmsProp } from '../../samples/linear-regression/optimisers';
import { scaled, standardScaling } from '../../samples/linear-regression/scaling';

interface Run {
  readonly eta: number;
  readonly iterations: number;
  readonly theta_path: readonly number[][];
  readonly cost_path: readonly number[];
  readonly final_theta: readonly number[];
}

/** From NumPy (the descents), PyTorch (the optimisers and eigenvalues) and scikit-learn (the least squares). */
const fixture = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'gradient-descent.json'), 'utf8'),
) as {
  x: number[];
  y: number[];
  scalar: Run[];
  affine: Run[];
  least_squares_affine: number[];
  optimisers: { learning_rate: number; paths: Record<'momentum' | 'nesterov' | 'rmsProp' | 'adam', number[][]> };
  hessian_eigenvalues: number[];
};

const points = fixture.x.map((x, i) => ({ x, y: fixture.y[i]! }));
const examplesOf = (parameters: 1 | 2, data = points): Example[] =>
  data.map(({ x, y }) => ({ features: featuresOf(x, parameters), y }));
const [scalar, affine] = [examplesOf(1), examplesOf(2)];
const bowl = curvature(hessian(affine));

/** To 1e-12 of the value, or absolutely where the value is small. */
function expectClose(actual: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

function expectPath(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(actual.length).toBeGreaterThanOrEqual(expected.length);
  expected.forEach((theta, k) => theta.forEach((value, j) => expectClose(actual[k]![j]!, value)));
}

test('the data and the start are those that NumPy draws with seed 42', () => {
  const made = makeData({ seed: 42, count: 100, noise: 1, outliers: 0 });
  made.forEach(({ x, y }, i) => {
    expect(x).toBe(fixture.x[i]);
    expectClose(y, fixture.y[i]!, 1e-14);
  });
  expectPath([randomStart(42)], [fixture.affine[0]!.theta_path[0]!]);
});

test.each([
  ...fixture.scalar.map((run) => ['one parameter', run.eta, scalar, run] as const),
  ...fixture.affine.map((run) => ['two parameters', run.eta, affine, run] as const),
])('gradient descent in %s with learning rate %d takes the path that NumPy took', (_, eta, examples, run) => {
  const { path, costs } = descend(batch(), examples, run.theta_path[0]!, eta, run.iterations);
  expectPath(path, [...run.theta_path, run.final_theta]);
  run.cost_path.forEach((value, k) => expectClose(costs[k]!, value));
});

test.each([
  ['momentum', momentum],
  ['nesterov', nesterov],
  ['rmsProp', rmsProp],
  ['adam', adam],
] as const)('%s takes the path that PyTorch takes', (name, make) => {
  const expected = fixture.optimisers.paths[name];
  const { path } = descend(make(), affine, expected[0]!, fixture.optimisers.learning_rate, expected.length - 1);
  expectPath(path, expected);
});

test('the slope is what finite differences say', () => {
  const theta = [1.3, -0.7];
  const h = 1e-6;
  gradient(theta, affine).forEach((slope, j) => {
    const [above, below] = [theta.with(j, theta[j]! + h), theta.with(j, theta[j]! - h)];
    expectClose(slope, (cost(above, affine) - cost(below, affine)) / (2 * h), 1e-7);
  });
});

test('the closed form is the least squares of scikit-learn, and the slope there is zero', () => {
  closedForm(affine).forEach((value, j) => expectClose(value, fixture.least_squares_affine[j]!));
  for (const examples of [scalar, affine]) {
    for (const slope of gradient(closedForm(examples), examples)) expectClose(slope, 0);
  }
});

test.each([1, 2] as const)('with all x the same, the closed form of %d parameters is still an answer', (parameters) => {
  const same = examplesOf(parameters, [
    { x: 3, y: 1 },
    { x: 3, y: 2 },
  ]);
  const least = closedForm(same);
  expectClose(predict(least, same[0]!.features), 1.5);
  expect(closedForm(examplesOf(parameters, [{ x: 0, y: 5 }])).every(Number.isFinite)).toBe(true);
});

test('the curvature has the eigenvalues that PyTorch finds, and each direction is one', () => {
  bowl.eigenvalues.forEach((value, i) => expectClose(value, fixture.hessian_eigenvalues[i]!));
  const matrix = hessian(affine);
  bowl.directions.forEach((direction, i) => {
    matrix.forEach((row, j) => {
      const product = row[0]! * direction[0]! + row[1]! * direction[1]!;
      expectClose(product, bowl.eigenvalues[i]! * direction[j]!);
    });
  });
});

test('below the stability bound it converges, above it diverges', () => {
  const bound = stabilityBound(bowl);
  const costsAt = (rate: number) => descend(batch(), affine, [0.5, -0.1], rate, 1000);
  const below = costsAt(bound * 0.99);
  expect(below.hasDiverged).toBe(false);
  expect(below.costs.at(-1)).toBeLessThan(below.costs[0]!);
  const above = costsAt(bound * 1.01);
  expect(above.costs.at(-1)).toBeGreaterThan(above.costs[0]!);
});

test('no constant rate brings the slowest direction closer per step than the best one', () => {
  const slowest = (rate: number) => Math.max(...bowl.eigenvalues.map((value) => Math.abs(stepFactor(rate, value))));
  const best = bestConstantRate(bowl);
  for (const factor of [0.5, 0.9, 0.99, 1.01, 1.1]) expect(slowest(best * factor)).toBeGreaterThan(slowest(best));
});

test('one step multiplies the distance to the minimum with 1 − αλ', () => {
  const rate = 0.3;
  const [least] = closedForm(scalar);
  const { eigenvalues } = curvature(hessian(scalar));
  const { path } = descend(batch(), scalar, [2], rate, 1);
  expectClose((path[1]![0]! - least!) / (2 - least!), stepFactor(rate, eigenvalues[0]!));
});

test('a path that diverges ends with its last numbers, and says so', () => {
  const { path, costs, evaluations, hasDiverged } = descend(batch(), affine, [0.5, -0.1], 10, 1000);
  expect(hasDiverged).toBe(true);
  expect(path.length).toBeLessThan(30);
  expect([path.length, costs.length, evaluations.length]).toEqual([path.length, path.length, path.length]);
  for (const number of [...path.flat(), ...costs]) expect(Number.isFinite(number)).toBe(true);
});

test('the largest numbers that a field allows make no path of anything but numbers', () => {
  const huge = examplesOf(2, [
    { x: 1e8, y: 1e6 },
    { x: -1e8, y: -1e6 },
  ]);
  for (const optimiser of [batch(), miniBatch(1, 1), momentum(), nesterov(), rmsProp(), adam()]) {
    const { path, costs } = descend(optimiser, huge, [1e6, -1e6], 10, 1000);
    for (const number of [...path.flat(), ...costs]) expect(Number.isFinite(number)).toBe(true);
  }
});

test('a contour is where the cost is what it says', () => {
  const least = closedForm(affine);
  const leastCost = cost(least, affine);
  for (const { cost: level, radii } of contours(bowl, leastCost, 40, 5)) {
    for (const angle of [0, 0.7, 2, 4]) {
      const [along, across] = [radii[0] * Math.cos(angle), radii[1] * Math.sin(angle)];
      const [first, second] = bowl.directions;
      const theta = least.map((value, j) => value + along * first![j]! + across * second![j]!);
      expectClose(cost(theta, affine), level, 1e-10);
    }
  }
  contours(bowl, 1, 26, 5).forEach((contour, ring) => expectClose(contour.cost, [2, 5, 10, 17, 26][ring]!));
});

test('gradients are counted, and a whole pass of mini-batches takes every example once', () => {
  const { evaluations } = descend(batch(), affine, [0, 0], 0.1, 3);
  expect(evaluations).toEqual([0, 100, 200, 300]);
  expect(descend(miniBatch(1, 7), affine, [0, 0], 0.1, 3).evaluations).toEqual([0, 1, 2, 3]);
  expect(descend(miniBatch(30, 7), affine, [0, 0], 0.1, 5).evaluations).toEqual([0, 30, 60, 90, 100, 130]);

  // With a rate this small the slope hardly changes on the way, so a pass adds up to all single slopes.
  const rate = 1e-7;
  const { path } = descend(miniBatch(1, 7), affine, [1, 1], rate, 100);
  gradient([1, 1], affine).forEach((slope, j) => expectClose((1 - path.at(-1)![j]!) / (100 * rate), slope, 1e-4));
});

test('the same seed draws the same batches, another seed others', () => {
  const thetaWith = (seed: number) => descend(miniBatch(5, seed), affine, [0, 0], 0.05, 20).path.at(-1);
  expect(thetaWith(1)).toEqual(thetaWith(1));
  expect(thetaWith(1)).not.toEqual(thetaWith(2));
});

test('a mini-batch of all is a batch', () => {
  const [one, other] = [miniBatch(100, 3), batch()].map((make) => descend(make, affine, [0, 0], 0.1, 5).path.at(-1)!);
  one!.forEach((value, j) => expectClose(value, other![j]!));
});

test('tolerance is the share of the avoidable cost that is left', () => {
  const descent = { path: [], costs: [101, 51, 12, 2, 1.5], evaluations: [], hasDiverged: false };
  expect(stepsToTolerance(descent, 1, 0.5)).toBe(1);
  expect(stepsToTolerance(descent, 1, 0.01)).toBe(3);
  expect(stepsToTolerance(descent, 1, 0.001)).toBeUndefined();
});

test('standardised, x has mean 0 and deviation 1, and the bowl is round', () => {
  const scaling = standardScaling(points);
  const data = points.map(({ x, y }) => ({ x: scaled(scaling, x), y }));
  expectClose(
    data.reduce((sum, { x }) => sum + x, 0),
    0,
    1e-10,
  );
  curvature(hessian(examplesOf(2, data))).eigenvalues.forEach((value) => expectClose(value, 2));
  expect(scaled(standardScaling([{ x: 5, y: 1 }]), 5)).toBe(0);
});

test('outliers lie below the line, and leave all other points as they are', () => {
  const settings = { seed: 1, count: 20, noise: 0.5, outliers: 0 };
  const [without, withThree] = [makeData(settings), makeData({ ...settings, outliers: 3 })];
  expect(withThree.slice(0, 17)).toEqual(without.slice(0, 17));
  withThree.slice(17).forEach(({ y }, i) => expect(y).toBe(without[17 + i]!.y - 12));
});
