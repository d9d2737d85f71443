import { pixelsPerImage } from '../../samples/digits';
import { mnistMlp } from '../../samples/mnist-mlp';
import type { ForwardPassHostFunctions, RunSummary, TeachingHostFunctions, TestDigit } from '../protocol';
import type { RunRecord } from '../runs/runRecord';
import type { Services } from '../services';
import { trainMnistMlp } from '../training';

/** What the Forward-Pass Signal Table may ask of the extension host: the learner's trained networks, and digits for them. */
export function forwardPassFunctions(services: Services): Omit<ForwardPassHostFunctions, keyof TeachingHostFunctions> {
  const { runs } = services;
  /** The run that was read last, so that another digit does not read its test digits again. */
  let last: RunRecord | undefined;
  const recordOf = async (id: string) => (last?.summary.id === id ? last : (last = await runs.read(id)));
  const trainedRuns = async () => (await runs.summaries()).filter(isTrained);
  return {
    trainedRuns,
    async openRun(id) {
      const run = (await trainedRuns()).find((one) => id === '' || one.id === id);
      if (!run) return undefined;
      last = undefined; // It may have learnt more since.
      const record = await recordOf(run.id);
      const { network } = await record.frame(record.allFrameSteps().at(-1)!);
      return { run, network };
    },
    async testDigit(id, index) {
      const digits = await (await recordOf(id)).testDigits();
      if (!digits) throw new Error('This run has kept no test digits.');
      const count = digits.labels.length;
      const at = Math.min(index, count - 1);
      const pixels = digits.pixels.slice(at * pixelsPerImage, (at + 1) * pixelsPerImage);
      return { index: at, count, pixels, label: digits.labels[at]! } satisfies TestDigit;
    },
    trainRun: async () => void (await trainMnistMlp(services, 'hand-made-100')),
  };
}

/** Whether a network of this run was recorded: that is when it is tested. */
function isTrained({ request, testAccuracy }: RunSummary): boolean {
  return request.sampleId === mnistMlp.id && testAccuracy !== undefined;
}
