import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DenseLayer, Network } from '../../samples/observation';
import { inspectModel } from '../../src/inspectModel';
import { ModelWorker } from '../../src/inspector/modelWorker';
import { sourceOfFile, sourceOfRun } from '../../src/inspector/openModel';
import { inspectorFunctions } from '../../src/panels/inspectorFunctions';
import { modelAsTensorFlow } from '../../src/runs/exportModel';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const inspect = (argument: unknown) => vscode.commands.executeCommand('learnDeepLearning.inspectModel', argument);
const { fs } = vscode.workspace;

const tabs = () =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('inspector'))
    .map(({ label }) => label);

/** The list of tabs follows a moment later. */
async function untilTabs(count: number): Promise<string[]> {
  for (let i = 0; i < 100 && tabs().length !== count; i++) await new Promise((resolve) => setTimeout(resolve, 100));
  return tabs();
}

const layer = (inputs: number, outputs: number, activation: DenseLayer['activation']): DenseLayer => ({
  ...{ inputs, outputs, activation },
  weights: Float32Array.from({ length: inputs * outputs }, (_, i) => Math.sin(i * i)),
  biases: new Float32Array(outputs).fill(0.5),
});

const network: Network = {
  ...{ kind: 'network', name: 'network', step: 1, inputScaling: { scale: 1, offset: 0 } },
  layers: [layer(4, 3, 'relu'), layer(3, 2, 'softmax')],
};

/** A folder of the workspace with this model. */
async function write(name: string, change: (model: ReturnType<typeof modelAsTensorFlow>) => [string, Uint8Array]) {
  const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
  const [json, weights] = change(modelAsTensorFlow(network));
  await fs.writeFile(vscode.Uri.joinPath(folder, 'model.json'), Buffer.from(json));
  await fs.writeFile(vscode.Uri.joinPath(folder, 'weights.bin'), weights);
  return vscode.Uri.joinPath(folder, 'model.json');
}

describe('the inspector in a real VS Code', () => {
  let services: Services;

  before(async () => (services = await extension.activate()));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens a model.json of the workspace once, however often it is asked for', async () => {
    const file = await write('whole', ({ modelJson, weights }) => [modelJson, weights]);
    await inspect(file);
    await inspect(file);
    assert.deepEqual(await untilTabs(1), ['Inspect model.json']);
  });

  it('reads layers, weights and answers of a model.json in its worker', async () => {
    const file = await write('whole', ({ modelJson, weights }) => [modelJson, weights]);
    const worker = new ModelWorker(() => services.workers().thread());
    try {
      const host = inspectorFunctions(services, sourceOfFile(file), worker);
      const { model, place } = await host.ready();
      assert.equal(place, 'whole/model.json');
      assert.deepEqual(
        model!.nodes.map(({ className, parameters }) => [className, parameters]),
        [
          ['InputLayer', 0],
          ['Dense', 4 * 3 + 3],
          ['Dense', 3 * 2 + 2],
        ],
      );
      const bias = await host.summariseTensor({ of: 'weight', weight: 1 });
      assert.deepEqual([bias.min, bias.max, bias.count], [0.5, 0.5, 3]);
      const inputs = [{ shape: [1, 4], values: Float32Array.of(1, 2, 3, 4) }];
      const { outputs, withGradient } = await host.askModel({ inputs });
      assert.ok(Math.abs(outputs[0]!.values[0]! + outputs[0]!.values[1]! - 1) < 1e-5, 'softmax adds up to 1');
      assert.equal(withGradient.length, 3);
      await assert.rejects(host.summariseTensor({ of: 'weight', weight: 99 }), /no such weight/);
    } finally {
      worker.close();
    }
  });

  it('refuses what is damaged or foreign, says why, and opens nothing', async () => {
    const cases: [string, vscode.Uri, RegExp][] = [
      [
        'cut',
        await write('cut', ({ modelJson, weights }) => [modelJson, weights.subarray(8)]),
        /weights\.bin.*8 too few/,
      ],
      ['text', await write('text', ({ weights }) => ['not JSON', weights]), /expected JSON/],
      [
        'graph',
        await write('graph', ({ weights }) => ['{"format":"graph-model","modelTopology":{"node":[]}}', weights]),
        /a graph model/,
      ],
    ];
    for (const [name, file, message] of cases) {
      await assert.rejects(inspectModel(services, file), message, name);
      await inspect(file); // shows the same message, and does not throw
    }
    const gone = vscode.Uri.joinPath(cases[0]![1], '..', 'gone', 'model.json');
    await assert.rejects(inspectModel(services, gone), /found nothing there/);
    assert.deepEqual(tabs(), []);
  });

  it('opens a run, with the weights that it recorded', async () => {
    const ended = new Promise((resolve) => services.runs.once('ended', resolve));
    await vscode.commands.executeCommand('learnDeepLearning.trainMnistMlp', { preset: 'hand-made-100' });
    await ended;
    const [run] = await services.runs.summaries();
    await inspect({ run: run!.id });
    assert.deepEqual(await untilTabs(1), [`Inspect ${run!.title}`]);

    const record = await services.runs.read(run!.id);
    const worker = new ModelWorker(() => services.workers().thread());
    try {
      const host = inspectorFunctions(services, sourceOfRun(run!.id), worker);
      const first = (await host.ready(0)).run!;
      assert.equal(first.step, 0);
      const { run: shown, model } = await host.ready();
      assert.equal(shown!.step, record.allFrameSteps().at(-1));
      const [hidden] = (await record.frame(shown!.step!)).network.layers;
      assert.equal(model!.nodes[1]!.parameters, hidden!.inputs * hidden!.outputs + (hidden!.biases?.length ?? 0));
      const { values } = await host.tensorWindow(
        { of: 'weight', weight: 0 },
        { row: 400, column: 3, rows: 1, columns: 1 },
      );
      assert.ok(Math.abs(values[0]! - hidden!.weights[3 * hidden!.inputs + 400]!) < 1e-6);
      const { images } = await host.summariseTensor({ of: 'weight', weight: 0 });
      assert.equal(images!.what, 'nodes');
    } finally {
      worker.close();
    }
  });

  it('starts its worker again, with the same model, after it has ended', async () => {
    const file = await write('whole', ({ modelJson, weights }) => [modelJson, weights]);
    const started: { terminate(): void }[] = [];
    const worker = new ModelWorker(() => {
      const thread = services.workers().thread();
      started.push(thread);
      return thread;
    });
    try {
      const host = inspectorFunctions(services, sourceOfFile(file), worker);
      await host.ready();
      const pending = host.summariseTensor({ of: 'weight', weight: 0 });
      started[0]!.terminate();
      await assert.rejects(pending, /ended unexpectedly/);
      assert.equal((await host.summariseTensor({ of: 'weight', weight: 0 })).count, 12);
      assert.equal(started.length, 2);
    } finally {
      worker.close();
    }
  });
});
