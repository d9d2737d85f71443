import * as vscode from 'vscode';
import { isMeasured, type DeviceResult } from '../../samples/devices/results';
import { mnistMlp } from '../../samples/mnist-mlp';
import { askWorker } from '../devices/askWorker';
import { describeMachine } from '../devices/machine';
import { measureScaling } from '../devices/scaling';
import type {
  BenchmarkProgress,
  BenchmarkRecord,
  DevicesPanelHostFunctions,
  MachineInfo,
  ScalingRecord,
} from '../protocol';
import { saveBenchmark } from '../saveFiles';
import type { Services } from '../services';
import { trainMnistMlp } from '../training';

/** What these functions need of the panel that they serve. */
interface Panel {
  takeSection(): string | undefined;
  measureDevice(device: 'webgl' | 'webgpu', signal: AbortSignal): Promise<DeviceResult>;
  progressed(progress: BenchmarkProgress | undefined): void;
  benchmarkKept(history: readonly BenchmarkRecord[]): void;
  readonly closed: AbortSignal;
}

/** What the devices panel may ask of the extension host. */
export function devicesFunctions(services: Services, panel: Panel): DevicesPanelHostFunctions {
  const { benchmarks, runs, workers, achievements } = services;
  let scaling: Promise<ScalingRecord> | undefined;
  let lastScaling: ScalingRecord | undefined;
  return {
    async ready() {
      const section = panel.takeSection();
      return {
        machine: await machine(services),
        history: await benchmarks.history(),
        ...(benchmarks.progress && { progress: benchmarks.progress }),
        ...(lastScaling && { scaling: lastScaling }),
        ...(section !== undefined && { section }),
      };
    },
    async startBenchmark(chosen, power) {
      refuseWhileTraining(services);
      if (scaling)
        throw new Error('Several workers are being measured and would slow this down: wait for their result.');
      const here = await machine(services);
      const known = here.power === 'not known' && !here.isRemote ? { ...here, power } : here;
      const record = await benchmarks.run(
        known,
        chosen,
        (device, signal) => panel.measureDevice(device, signal),
        (progress) => panel.progressed(progress),
      );
      if (!record) return;
      panel.benchmarkKept(await benchmarks.history());
      const measured = record.outcomes.filter(isMeasured).length;
      if (!record.cancelled && measured > 1) await achievements.add('benchmarkedDevice');
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the panel is offered promises only
    cancelBenchmark: async () => benchmarks.cancel(),
    // eslint-disable-next-line @typescript-eslint/require-await
    measuring: async (what, share) => benchmarks.reportFromPanel(what, share),
    async exportBenchmark(id, format) {
      const record = (await benchmarks.history()).find((one) => one.id === id);
      if (!record) throw new Error('This benchmark is no longer kept.');
      return saveBenchmark(record, format);
    },
    async trainedNetworks() {
      const summaries = await runs.summaries();
      return summaries
        .filter(({ status, request }) => status === 'finished' && request.sampleId === mnistMlp.id)
        .map(({ id, title, testAccuracy = 0, data }) => ({
          runId: id,
          title,
          accuracy: testAccuracy,
          testDigits: data?.testRecords ?? 0,
        }));
    },
    async measurePrecision(runId) {
      const record = await runs.open(runId);
      const [newest, digits] = [record.allFrameSteps().at(-1), await record.testDigits()];
      if (newest === undefined || !digits) throw new Error('This run kept no network. Choose another, or train one.');
      const { network } = await record.frame(newest);
      const { labels, pixels } = digits;
      const worker = workers().thread();
      const results = await askWorker(worker, (rpc) => rpc.measurePrecision(network, { labels, pixels }), panel.closed);
      await achievements.add('quantisedNetwork');
      return results;
    },
    async measureScaling() {
      refuseWhileTraining(services);
      if (benchmarks.progress)
        throw new Error('A benchmark is going on and would slow this down: let it end, or cancel it.');
      // A panel that was hidden meanwhile asks again.
      scaling ??= measureScaling(() => workers().thread(), panel.closed).finally(() => (scaling = undefined));
      lastScaling = await scaling;
      await achievements.add('scaledTraining');
      return lastScaling;
    },
    trainNetwork: () => trainMnistMlp(services),
    achieved: (achievement) => achievements.add(achievement),
  };
}

function machine({ version }: Services): Promise<MachineInfo> {
  const isRemote = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
  return describeMachine({ isRemote, vscode: vscode.version, extension: version });
}

/** A benchmark beside a training run would measure half a machine. */
function refuseWhileTraining({ runs }: Services): void {
  const active = runs.activeRecords().find(({ summary }) => summary.status === 'running');
  if (active)
    throw new Error(`“${active.summary.title}” is training and would slow this down: pause or stop it first.`);
}
