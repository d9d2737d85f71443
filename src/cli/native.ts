/**
 * `npm run native`: gives a checkout native TensorFlow in the same ways as the editor's command does, without questions.
 * Exit code 0: it is there and works; 1: it could not be had, and what is missing; 130: stopped with Ctrl-C.
 */
import { installNative } from '../native/installNative';
import { thisMachine } from '../native/machine';
import { NativeError } from '../native/nativeError';
import { probeNative } from '../native/probe';
import { nativeModules } from '../worker/nativeModules';
import { startProbe } from '../worker/startWorker';
import { checkoutModules, nativeFolder } from './nativeFolder';

async function main(): Promise<number> {
  const probe = (modules: string, signal?: AbortSignal) =>
    probeNative(startProbe(__dirname, modules), { ...(signal && { signal }) });
  const present = nativeModules(checkoutModules());
  if (present !== undefined) {
    const fault = await probe(present).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (fault === undefined) return say(`Native TensorFlow is there and works: ${present}`);
    say(`Native TensorFlow in ${present} does not load: ${fault}\nIt is installed anew.`);
  }
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  try {
    const modules = await installNative(thisMachine, {
      root: nativeFolder,
      probe,
      ask: () => Promise.resolve(true),
      report: (step) => say(`\n== ${step}`),
      log: (text) => void process.stdout.write(text),
      signal: abort.signal,
    });
    return say(`\nNative TensorFlow is installed and works: ${modules}`);
  } catch (error) {
    if (abort.signal.aborted) return 130;
    if (!(error instanceof NativeError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    return 1;
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

void main().then((code) => (process.exitCode = code));
