import { basename } from 'node:path';
import * as vscode from 'vscode';
import { layersAsCsv } from '../inspector/layerTable';
import type { ModelWorker } from '../inspector/modelWorker';
import { filesOfRun, readModelFiles, readSource } from '../inspector/openModel';
import type { InspectorHostFunctions, InspectorSnapshot, ModelOverview, ModelSource } from '../protocol';
import { readTable } from '../readTable';
import type { RunRecord } from '../runs/runRecord';
import { savePicture, saveTable } from '../saveFiles';
import type { Services } from '../services';

/** What the inspector of one model may ask of the extension host. */
export function inspectorFunctions(
  { runs, panels }: Services,
  source: ModelSource,
  worker: ModelWorker,
): InspectorHostFunctions {
  const from = readSource(source);
  let shown: ModelOverview | undefined;
  const openRun = async (run: RunRecord, wanted: number | undefined): Promise<InspectorSnapshot> => {
    const steps = run.allFrameSteps();
    const step = wanted !== undefined && steps.includes(wanted) ? wanted : steps.at(-1);
    const { title, status } = run.summary;
    const place = 'Network of a run';
    if (step === undefined) return { title, place, run: { status, steps } };
    shown = await worker.open(await filesOfRun(run, step));
    return { title, place, run: { status, steps, step }, model: shown };
  };
  return {
    async ready(step) {
      if ('run' in from) return openRun(await runs.read(from.run), step);
      const { file } = from;
      shown = await worker.open(await readModelFiles(file));
      return { title: basename(file.path), place: vscode.workspace.asRelativePath(file), model: shown };
    },
    summariseTensor: (tensor) => worker.ask((rpc) => rpc.summariseTensor(tensor)),
    tensorImages: (tensor, group, first, count) => worker.ask((rpc) => rpc.tensorImages(tensor, group, first, count)),
    tensorWindow: (tensor, window) => worker.ask((rpc) => rpc.tensorWindow(tensor, window)),
    askModel: (question) => worker.ask((rpc) => rpc.askModel(question)),
    bundledDigit: (index) => worker.ask((rpc) => rpc.bundledDigit(index)),
    async saveLayers() {
      if (!shown) throw new Error('No model is open.');
      return saveTable('layers.csv', layersAsCsv(shown));
    },
    saveTensor: async (tensor, name) => saveTable(name, await worker.ask((rpc) => rpc.tensorAsCsv(tensor))),
    savePicture: (name, bytes) => savePicture(name, bytes),
    readNumbers: () => readTable('file'),
    async openSource() {
      if ('run' in from) panels.show(await runs.open(from.run));
      else await vscode.window.showTextDocument(from.file);
    },
  };
}
