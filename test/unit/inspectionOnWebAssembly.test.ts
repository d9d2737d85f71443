import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { loadEngine } from '../../src/engine/engine';
import { Inspection } from '../../src/inspector/inspection';
import { engineFiles } from '../fixtures/engineFiles';
import { filesOf, layersModels, saved, someInputs } from '../fixtures/layersModels';

let files: string;
beforeAll(async () => void (files = await engineFiles()));

/** Everything that is computed of a model with one of the engines. */
async function computed(
  model: Awaited<ReturnType<typeof saved>>,
  inputs: ReturnType<typeof someInputs>,
  name: 'wasm' | 'cpu',
) {
  const inspection = await Inspection.open(filesOf(model), async () => {
    const engine = await loadEngine(name, files);
    await tf.setBackend(name);
    return engine;
  });
  const { outputs, withGradient, target } = await inspection.askModel({ inputs, target: { output: 0, index: 0 } });
  const all = async (of: 'activation' | 'gradient', node: string) => {
    const ref = { of, node, tensor: 0 } as const;
    const { count } = await inspection.summariseTensor(ref);
    return (await inspection.tensorWindow(ref, { row: 0, column: 0, rows: count, columns: count })).values;
  };
  const activations = inspection.overview.nodes.map(({ id }) => all('activation', id));
  const gradients = withGradient.map((id) => all('gradient', id));
  return {
    target,
    outputs,
    withGradient,
    activations: await Promise.all(activations),
    gradients: await Promise.all(gradients),
  };
}

test.each(Object.entries(layersModels))('%s: WebAssembly computes what plain JavaScript does', async (_, make) => {
  await tf.setBackend('cpu');
  const original = make();
  const [model, inputs] = [await saved(original), someInputs(original)];
  const [plain, fast] = [await computed(model, inputs, 'cpu'), await computed(model, inputs, 'wasm')];
  expect(fast.withGradient).toEqual(plain.withGradient);
  for (const what of ['activations', 'gradients'] as const) {
    plain[what].forEach((expected, i) => {
      const largest = Math.max(...expected.map(Math.abs));
      expected.forEach((value, k) => expect(Math.abs(fast[what][i]![k]! - value)).toBeLessThan(1e-5 * (1 + largest)));
    });
  }
});
