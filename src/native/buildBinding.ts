import { access, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Program } from './findTools';
import { tfjsNode } from './installPackage';
import type { Machine } from './machine';
import type { ProcessOptions, ProcessResult } from './runProcess';

/** The `tensorflow` folder of a Python package, which holds libtensorflow and its headers. */
export type TensorFlowFolder = string;

type Options = Pick<ProcessOptions, 'signal' | 'log'>;

/** Where such a package has a library to link with; on Windows it has none. */
export const canBuildOn = (platform: NodeJS.Platform): boolean => platform === 'linux' || platform === 'darwin';

/** The TensorFlow that this Python would import, without importing it, which takes seconds. */
export async function findTensorFlow(machine: Machine, python: Program): Promise<TensorFlowFolder | undefined> {
  const script = `import importlib.util as u; s = u.find_spec('tensorflow'); print(s.submodule_search_locations[0] if s else '')`;
  const { ok, output } = await machine.run(python.command, [...python.args, '-c', script]);
  const folder = output.trim().split('\n').at(-1);
  return ok && folder && (await isUsable(machine, folder)) ? folder : undefined;
}

/** The smallest package with the library: on Linux for x64 there is one without the parts for graphics cards. */
export const pipPackage = ({ platform, arch }: Machine): string =>
  platform === 'linux' && arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow';

/** Lets pip put TensorFlow into `folder`, without the Python packages that only its Python part needs. */
export async function fetchTensorFlow(
  machine: Machine,
  python: Program,
  folder: string,
  options: Options,
): Promise<ProcessResult & { readonly tensorFlow: TensorFlowFolder }> {
  const quiet = ['--disable-pip-version-check', '--no-input', '--progress-bar', 'off'];
  const what = ['--no-deps', '--only-binary', ':all:', '--target', folder, pipPackage(machine)];
  const args = [...python.args, '-m', 'pip', 'install', ...quiet, ...what];
  const result = await machine.run(python.command, args, options);
  const tensorFlow = join(folder, 'tensorflow');
  if (!result.ok || (await isUsable(machine, tensorFlow))) return { ...result, tensorFlow };
  return { ok: false, output: `${pipPackage(machine)} brought no libtensorflow with headers`, tensorFlow };
}

/**
 * Compiles the binding of `modules`/@tensorflow/tfjs-node and links it with the library of a Python package. Its
 * functions are TensorFlow's C interface, which stays the same from version to version.
 * @param root the folder of the installation; a library in it is found from the binding, any other by its full path
 */
export async function buildBinding(
  machine: Machine,
  compiler: Program,
  where: { readonly root: string; readonly modules: string; readonly tensorFlow: TensorFlowFolder },
  options: Options,
): Promise<ProcessResult> {
  const { root, modules, tensorFlow } = where;
  const source = join(modules, tfjsNode);
  const binding = join(source, 'lib', `napi-v${nodeApi}`, 'tfjs_binding.node');
  await mkdir(dirname(binding), { recursive: true });
  const isMac = machine.platform === 'darwin';
  const isOurs = !relative(root, tensorFlow).startsWith('..');
  const search = isOurs
    ? `${isMac ? '@loader_path' : '$ORIGIN'}/${relative(dirname(binding), tensorFlow)}`
    : tensorFlow;
  return machine.run(
    compiler.command,
    [
      ...compiler.args,
      '-std=c++17',
      '-O2',
      '-fPIC',
      // The functions of Node are there only once Node loads the binding.
      ...(isMac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
      `-DNAPI_VERSION=${nodeApi}`,
      '-DNODE_GYP_MODULE_NAME=tfjs_binding',
      `-I${join(modules, 'node-api-headers', 'include')}`,
      `-I${join(tensorFlow, 'include')}`,
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(source, 'binding', file)),
      '-o',
      binding,
      ...libraries(machine).map((name) => join(tensorFlow, name)),
      `-Wl,-rpath,${search}`,
    ],
    options,
  );
}

/** The newest version of Node-API that tfjs-node 4.22.0 looks for; every Node since 16 has it. */
const nodeApi = 8;

const libraries = ({ platform }: Machine): readonly string[] =>
  ['libtensorflow_cc', 'libtensorflow_framework'].map((name) =>
    platform === 'darwin' ? `${name}.2.dylib` : `${name}.so.2`,
  );

async function isUsable(machine: Machine, tensorFlow: TensorFlowFolder): Promise<boolean> {
  const files = [...libraries(machine), join('include', 'tensorflow', 'c', 'eager', 'c_api.h')];
  return Promise.all(files.map((file) => access(join(tensorFlow, file)))).then(
    () => true,
    () => false,
  );
}
