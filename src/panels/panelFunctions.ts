import * as vscode from 'vscode';
import { parametersFor } from '../../samples/sample';
import type { TrainingPanelHostFunctions } from '../protocol';
import type { ActiveRun } from '../runs/activeRun';
import type { RunRecord } from '../runs/runRecord';
import { sampleOf } from '../runs/sampleOf';
import { saveMetrics, saveModel, savePicture } from '../saveFiles';
import type { Services } from '../services';
import { startRun } from '../training';

/** What the training panel of one run may ask of the extension host. */
export function panelFunctions(
  services: Services,
  record: RunRecord,
  compareWith: readonly string[],
): TrainingPanelHostFunctions {
  const { runs, achievements, copies } = services;
  const { id, request } = record.summary;
  const { copy } = request;
  const sample = sampleOf(request);
  if (!sample) throw new Error(`This run trained "${request.sampleId}", a sample that this version does not have.`);
  /** Rejects when the run has ended. */
  const whileActive = (act: (run: ActiveRun) => void) =>
    new Promise<void>((resolve) => {
      const run = runs.activeRun(id);
      if (!run) throw new Error('This run has ended.');
      resolve(act(run));
    });
  return {
    ready: () =>
      Promise.resolve({
        run: record.summary,
        parameterSchema: sample.parameters,
        series: record.allSeries(),
        frameSteps: record.allFrameSteps(),
        compareWith,
        ...(record.liveNetwork && { liveNetwork: record.liveNetwork }),
        ...(record.predictedAccuracy !== undefined && { predictedAccuracy: record.predictedAccuracy }),
      }),
    frame: (step) => record.frame(step),
    testDigits: () => record.testDigits(),
    pause: () => whileActive((run) => run.pause()),
    resume: () => whileActive((run) => run.resume()),
    stop: () => whileActive((run) => run.stop()),
    tune: (parameters) =>
      whileActive((run) => {
        parametersFor(sample, { ...request.parameters, ...parameters });
        run.tune(parameters);
      }),
    runAgain: async () => {
      if (copy) await copies.trainAgain(request);
      else await startRun(services, request);
    },
    trainAnother: () => (copy ? copies.train(copy) : copies.trainOriginal({ sample: request.sampleId })),
    openCode: () => copies.openCodeOf(record.summary),
    otherRuns: async () => (await runs.summaries()).filter((run) => run.id !== id),
    seriesOf: (runId) => runs.seriesOf(runId),
    exportMetrics: (format) => saveMetrics(record, format),
    exportModel: async (step) => saveModel((await record.frame(step)).network),
    savePicture: (name, bytes) => savePicture(name, bytes),
    copyText: async (text) => vscode.env.clipboard.writeText(text),
    achieved: (achievement) => achievements.add(achievement),
  };
}
