import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBinding, canBuildOn, fetchTensorFlow, findTensorFlow, pipPackage } from './buildBinding';
import { findCompiler, findNpm, findPythons, type Program } from './findTools';
import { beginInstallation, useInstallation } from './installation';
import { downloadLibrary, installPackage } from './installPackage';
import type { Machine } from './machine';
import { faultIn, NativeError } from './nativeError';

/** What the learner is asked before the binding is built here. */
export type BuildQuestion =
  /** Link it with the TensorFlow that Python has in this folder? */
  | { readonly kind: 'build'; readonly tensorFlow: string; readonly reason: string }
  /** Let pip fetch this package into a folder of ours, to link with? */
  | { readonly kind: 'fetch'; readonly package: string; readonly reason: string };

export interface InstallOptions {
  /** The folder of all installations; made when it is missing. */
  readonly root: string;
  /** @throws Error with the reason when what is installed in `modules` does not load */
  readonly probe: (modules: string, signal: AbortSignal) => Promise<void>;
  /** False ends the installation. */
  readonly ask: (question: BuildQuestion) => Promise<boolean>;
  /** Told of each step when it begins. */
  readonly report: (step: string) => void;
  /** Gets everything that the programs write. */
  readonly log: (text: string) => void;
  readonly signal: AbortSignal;
}

/** One installation while it goes on. */
interface Attempt extends InstallOptions {
  readonly machine: Machine;
  readonly folder: string;
  readonly modules: string;
}

/**
 * Installs native TensorFlow: npm brings the package, whose own script downloads libtensorflow; where that fails, its
 * binding is built against the library in a Python package. Whatever happens, the installation before stays in use
 * until the new one has been seen to work.
 * @returns the node_modules folder with the package
 * @throws NativeError saying what is missing; the signal's reason when cancelled
 */
export async function installNative(machine: Machine, options: InstallOptions): Promise<string> {
  const npm = await findNpm(machine);
  if (!npm) throw new NativeError('npm is missing: install Node.js from nodejs.org, which brings it, and try again.');
  const folder = await beginInstallation(options.root);
  const attempt = { ...options, machine, folder, modules: join(folder, 'node_modules') };
  try {
    await fillFolder(attempt, npm);
    options.signal.throwIfAborted();
    await useInstallation(options.root, folder);
    return attempt.modules;
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

async function fillFolder(attempt: Attempt, npm: Program): Promise<void> {
  const { machine, report } = attempt;
  report('npm fetches @tensorflow/tfjs-node');
  const installed = await installPackage(machine, { ...attempt, npm });
  if (!installed.ok) throw new NativeError(`npm failed: ${faultIn(installed.output)}.`);

  report('the package downloads libtensorflow');
  const downloaded = await downloadLibrary(machine, { ...attempt, npm });
  const fault = downloaded.ok ? await probe(attempt) : faultIn(downloaded.output);
  if (fault === undefined) return;
  const reason = downloaded.ok
    ? `What the package downloaded does not load: ${fault}.`
    : `The package's download of libtensorflow failed: ${fault}.`;
  attempt.log(`\n${reason}\n`);
  await build(attempt, reason);
}

/** @param reason why the package's own way failed: a sentence */
async function build(attempt: Attempt, reason: string): Promise<void> {
  const { machine, modules, folder, report } = attempt;
  if (!canBuildOn(machine.platform)) {
    throw new NativeError(
      reason,
      'On this system there is no other way: only on Linux and macOS can it be built here.',
    );
  }
  const compiler = await findCompiler(machine);
  if (!compiler) {
    const howTo = machine.platform === 'darwin' ? 'run xcode-select --install' : 'install g++ or clang++';
    throw new NativeError(reason, `Building it here needs a C++ compiler, which is missing: ${howTo} and try again.`);
  }
  const tensorFlow = await provideTensorFlow(attempt, reason);

  report('the compiler builds the binding');
  const built = await buildBinding(machine, compiler, { root: folder, modules, tensorFlow }, attempt);
  if (!built.ok) throw new NativeError(reason, `Building it here failed: ${faultIn(built.output)}.`);
  const fault = await probe(attempt);
  if (fault !== undefined) throw new NativeError(reason, `What was built here does not load: ${fault}.`);
}

/** @returns the TensorFlow that Python has, else the one that pip fetches; each only if the learner agrees. */
async function provideTensorFlow(attempt: Attempt, reason: string): Promise<string> {
  const { machine, folder, ask, report } = attempt;
  const declined = () => new NativeError(reason, 'It was not built here, as you chose.');
  const pythons = await findPythons(machine);
  for (const python of pythons) {
    const tensorFlow = await findTensorFlow(machine, python);
    if (tensorFlow === undefined) continue;
    if (await ask({ kind: 'build', tensorFlow, reason })) return tensorFlow;
    throw declined();
  }
  const [python] = pythons;
  const name = pipPackage(machine);
  if (!python) {
    const remedy = `install Python 3 with its package ${name} and try again.`;
    throw new NativeError(
      reason,
      `Building it here needs the library in Python's TensorFlow, which is missing: ${remedy}`,
    );
  }
  if (!(await ask({ kind: 'fetch', package: name, reason }))) throw declined();
  report(`pip fetches ${name}`);
  const fetched = await fetchTensorFlow(machine, python, join(folder, 'python'), attempt);
  if (!fetched.ok)
    throw new NativeError(reason, `pip could not fetch ${name} to build with: ${faultIn(fetched.output)}.`);
  return fetched.tensorFlow;
}

/** @returns why what is installed does not load; undefined where it does */
async function probe({ report, probe, modules, signal, log }: Attempt): Promise<string | undefined> {
  report('native TensorFlow is tried out');
  try {
    await probe(modules, signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const { message } = error as Error;
    log(`\n${message}\n`);
    return message.split('\n')[0]!.replace(/\.$/, '');
  }
}
