import * as tf from '@tensorflow/tfjs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Inspection } from '../../src/inspector/inspection';
import type { ModelOverview } from '../../src/protocol';
import { filesOf, layersModels, saved, someInputs, type SavedModel } from '../fixtures/layersModels';

beforeAll(() => tf.setBackend('cpu'));

const engine = () => Promise.resolve({ name: 'cpu', title: 'plain JavaScript', reason: 'a test' } as const);
const open = async (model: SavedModel) => Inspection.open(filesOf(model), engine);

/** Evaluates a formula such as "784 × 300 + 300". */
const evaluate = (formula: string) =>
  formula
    .split(' + ')
    .reduce((sum, term) => sum + term.split(' × ').reduce((product, part) => product * Number(part), 1), 0);

/** What `summary` of TensorFlow.js prints, the independent account: layer, shape and parameters of every line. */
function summaryOf(model: tf.LayersModel): Map<string, { shape: string; parameters: number }> {
  const rows = new Map<string, { shape: string; parameters: number }>();
  model.summary(200, undefined, (line: string) => {
    const row = /^(\S+) \(\S+\)\s+(?:\[.*\])?\s*\[([^\]]*)\]\s+(\d+)/.exec(line);
    if (row) rows.set(row[1]!, { shape: row[2]!, parameters: Number(row[3]) });
  });
  return rows;
}

const nodeOf = ({ nodes }: ModelOverview, id: string) => nodes.find((node) => node.id === id)!;
const fromTo = ({ links }: ModelOverview) => links.map(({ from, to }) => `${from} → ${to}`).sort();

describe.each(Object.entries(layersModels))('%s', (_, make) => {
  test('has the shapes and parameters that TensorFlow.js itself reports', async () => {
    const model = make();
    const { overview } = await open(await saved(model));
    expect(overview.parameters.total).toBe(model.countParams());
    expect(overview.nodes.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(model.countParams());
    const summary = summaryOf(model);
    expect(summary.size).toBeGreaterThan(0);
    let compared = 0;
    for (const { id, outputShapes, parameters, formula } of overview.nodes) {
      if (formula !== undefined && parameters > 0) expect(evaluate(formula), id).toBe(parameters);
      const row = summary.get(id);
      if (!row) continue; // within a nested model, which the summary shows as one layer
      compared++;
      expect(outputShapes[0]!.map((length) => length ?? '').join(), id).toBe(row.shape.replace('null', ''));
      expect(parameters, id).toBe(row.parameters);
    }
    expect(compared).toBeGreaterThan(1);
  });

  test('computes what predict computes, and gradients that finite differences confirm', async () => {
    const model = make();
    const inspection = await open(await saved(model));
    const inputs = someInputs(model);
    const answer = await inspection.askModel({ inputs });
    const tensors = inputs.map(({ shape, values }) => tf.tensor(values, shape));
    const expected = [model.predict(tensors)].flat().map((tensor) => [...tensor.dataSync()]);
    answer.outputs.forEach(({ values }, i) => {
      expect(values).toHaveLength(expected[i]!.length);
      values.forEach((value, k) => expect(value).toBeCloseTo(expected[i]![k]!, 5));
    });
    const { target } = answer;
    expect(target.value).toBe(Math.max(...answer.outputs[0]!.values));

    for (const [at, { node, vocabulary }] of inspection.overview.inputs.entries()) {
      const ref = { of: 'gradient', node, tensor: 0 } as const;
      if (vocabulary !== undefined) {
        expect(answer.withGradient).not.toContain(node);
        await expect(inspection.summariseTensor(ref)).rejects.toThrow('not been computed');
        continue;
      }
      const { count } = await inspection.summariseTensor(ref);
      const { values } = await inspection.tensorWindow(ref, { row: 0, column: 0, rows: count, columns: count });
      const largest = Math.max(...values.map(Math.abs));
      const step = 1e-2;
      for (const index of [0, Math.floor(count / 2), count - 1]) {
        const moved = (by: number) => {
          const changed = Float32Array.from(inputs[at]!.values);
          changed[index]! += by;
          return inspection.askModel({
            inputs: inputs.map((one, i) => (i === at ? { ...one, values: changed } : one)),
            target,
          });
        };
        const [more, less] = [(await moved(step)).target.value, (await moved(-step)).target.value];
        expect(Math.abs((more - less) / (2 * step) - values[index]!)).toBeLessThan(0.02 * largest + 1e-5);
      }
    }
  });
});

test('a shared layer has a node for each use, and its parameters once', async () => {
  const { overview } = await open(await saved(layersModels.branched()));
  expect(fromTo(overview)).toEqual(
    [
      ['left', 'shared'],
      ['right', 'shared #2'],
      ['shared', 'sum'],
      ['shared #2', 'sum'],
      ['sum', 'beside'],
      ['shared', 'beside'],
      ['beside', 'first'],
      ['shared #2', 'second'],
    ]
      .map((pair) => pair.join(' → '))
      .sort(),
  );
  const [first, second] = ['shared', 'shared #2'].map((id) => nodeOf(overview, id));
  expect([first!.use, second!.use]).toEqual([
    { number: 1, of: 2 },
    { number: 2, of: 2 },
  ]);
  expect([first!.parameters, second!.parameters]).toEqual([15, 0]);
  expect(second!.weights).toEqual(first!.weights);
});

test('nested models are laid out in one graph', async () => {
  const { overview } = await open(await saved(layersModels.nested()));
  expect(overview.nodes.map(({ id }) => id)).toEqual([
    'input',
    ...['tower › wide', 'tower › encoder › squeeze', 'tower › encoder › code'],
    ...['tower › encoder › squeeze #2', 'tower › encoder › code #2', 'tower › codes', 'decide'],
  ]);
  expect(fromTo(overview)).toContain('input → tower › wide');
  expect(fromTo(overview)).toContain('tower › codes → decide');
  const order = overview.nodes.map(({ id }) => id);
  for (const { from, to } of overview.links) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
});

test('boxes do not overlap, and every link ends at its boxes', async () => {
  for (const make of Object.values(layersModels)) {
    const { overview } = await open(await saved(make()));
    const { nodes, links, width, height } = overview;
    for (const one of nodes) {
      expect(one.x - 108).toBeGreaterThanOrEqual(0);
      expect(one.x + 108).toBeLessThanOrEqual(width);
      expect(one.y + 29).toBeLessThanOrEqual(height);
      for (const other of nodes) {
        if (one !== other) expect(Math.abs(one.x - other.x) >= 216 || Math.abs(one.y - other.y) >= 58).toBe(true);
      }
    }
    for (const { from, to, points } of links) {
      const ends = [points[0]!, points.at(-1)!];
      [nodeOf(overview, from), nodeOf(overview, to)].forEach(({ x, y }, i) => {
        expect(Math.abs(ends[i]!.x - x)).toBeLessThanOrEqual(108.1);
        expect(Math.abs(ends[i]!.y - y)).toBeLessThanOrEqual(29.1);
      });
    }
  }
});

test('the gradient at a layer within is the chain rule by hand', async () => {
  // y = 3 · tanh(2x), so dy/d(tanh) = 3 and dy/dx = 6 · (1 − tanh²(2x)).
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 1, inputShape: [1], activation: 'tanh', useBias: false, name: 'inner' }),
      tf.layers.dense({ units: 1, useBias: false, name: 'outer' }),
    ],
  });
  model.setWeights([tf.tensor2d([[2]]), tf.tensor2d([[3]])]);
  const inspection = await open(await saved(model));
  await inspection.askModel({ inputs: [{ shape: [1, 1], values: Float32Array.of(0.3) }] });
  const gradientAt = async (node: string) =>
    (await inspection.tensorWindow({ of: 'gradient', node, tensor: 0 }, { row: 0, column: 0, rows: 1, columns: 1 }))
      .values[0];
  expect(await gradientAt('outer')).toBe(1);
  expect(await gradientAt('inner')).toBeCloseTo(3, 6);
  expect(await gradientAt('inner_input')).toBeCloseTo(6 * (1 - Math.tanh(0.6) ** 2), 5);
});

test('the weights in a file on disk, in several shards, are those that were saved', async () => {
  const model = layersModels.convolutional();
  const { json, bytes } = await saved(model);
  const folder = await mkdtemp(join(tmpdir(), 'model-'));
  try {
    // Cut where no weight ends.
    const cuts = [0, 101, 1000, bytes.length];
    const paths = cuts.slice(1).map((_, i) => `shard${i}.bin`);
    for (const [i, path] of paths.entries()) await writeFile(join(folder, path), bytes.subarray(cuts[i], cuts[i + 1]));
    const text = JSON.stringify({ ...json, weightsManifest: [{ ...json.weightsManifest[0]!, paths }] });
    const inspection = await Inspection.open({ name: 'model.json', json: text, shards: folder }, engine);
    const specs = json.weightsManifest[0]!.weights;
    for (const [index, { name }] of specs.entries()) {
      const expected = model.weights
        .find(({ originalName }) => originalName === name)!
        .read()
        .dataSync();
      const csv = await inspection.tensorAsCsv({ of: 'weight', weight: index });
      const values = csv
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => Number(line.split(',').at(-1)));
      expect(Float32Array.from(values), name).toEqual(expected);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
