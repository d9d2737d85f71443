import * as assert from 'node:assert/strict';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { mnistMlp } from '../../samples/mnist-mlp';
import { parametersFor } from '../../samples/sample';
import { beginInstallation, removeInstallation, useInstallation } from '../../src/native/installation';
import type { EngineInfo } from '../../src/protocol';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;

/** Trains for a moment, and returns the engine that did it. */
async function engineOfRun({ runs }: Services): Promise<EngineInfo | undefined> {
  const parameters = parametersFor(mnistMlp, { model: 'tensorflow', hiddenUnits: 10, trainRecords: 50, epochs: 1 });
  const ended = new Promise((resolve) => runs.once('ended', resolve));
  const data = { kind: 'bundled' } as const;
  const { summary } = await runs.start({ sampleId: mnistMlp.id, parameters, seed: 42, data, engine: 'auto' });
  await ended;
  const record = await runs.open(summary.id);
  assert.equal(record.summary.status, 'finished', record.summary.error);
  return record.summary.engine;
}

describe('native TensorFlow in the extension’s storage (a stand-in for it here)', () => {
  it('is taken by the next run once it is there, and no longer after it was removed', async () => {
    const services = await extension.activate();
    const { root } = services.native;
    try {
      const folder = await beginInstallation(root);
      const scope = join(folder, 'node_modules', '@tensorflow');
      await mkdir(join(scope, 'tfjs-node'), { recursive: true });
      await writeFile(join(scope, 'tfjs-node', 'package.json'), '{ "main": "index.js" }');
      const standIn = join(extension.extensionPath, 'test', 'fixtures', 'tfjsNodeStandIn.js');
      await copyFile(standIn, join(scope, 'tfjs-node', 'index.js'));
      for (const name of ['tfjs', 'tfjs-backend-cpu'])
        await symlink(
          join(extension.extensionPath, 'node_modules', '@tensorflow', name),
          join(scope, name),
          'junction',
        );
      assert.equal(services.native.modules(), undefined);
      await useInstallation(root, folder);

      const engine = await engineOfRun(services);
      assert.equal(engine?.name, 'native', engine?.reason);
      await vscode.commands.executeCommand('learnDeepLearning.removeNativeTensorFlow');
      assert.equal(services.native.modules(), undefined);
      const after = await engineOfRun(services);
      assert.notEqual(after?.title, engine.title);
    } finally {
      await removeInstallation(root);
    }
  });
});
