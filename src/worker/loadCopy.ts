import { existsSync, readFileSync, statSync } from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Sample } from '../../samples/sample';
import type { SampleCopy } from '../protocol';
import { CodeError } from './codeError';
import type * as TypeScript from './typescript';

type Compiler = typeof TypeScript;

const tensorflowUrl = 'learn-deep-learning:tensorflow';

/**
 * Loads a learner's copy of a sample as Node.js loads TypeScript: types are blanked out, so that every line and column stays
 * where it is; what is more than types, such as an enum, is compiled with a source map.
 * @param assets the folder with `typescript.js`
 * @throws CodeError, or what the code throws while it is loaded
 */
export function loadCopy(copy: SampleCopy, assets: string): Promise<Sample> {
  return (loaded ??= load(copy, assets));
}

/** A worker loads one copy, once. */
let loaded: Promise<Sample> | undefined;

async function load({ folder, entry }: SampleCopy, assets: string): Promise<Sample> {
  const file = join(folder, entry);
  if (!existsSync(file)) {
    throw new Error(`${file} is missing. Restore the copy, or copy the sample once more.`);
  }
  const { watchTensorFlow } = await import('./watchTensors'); // only here, because it takes a moment
  const tensorflow = watchTensorFlow();
  const { transformSync } = createRequire(join(assets, 'worker.js'))('./typescript.js') as Compiler;
  const inCopy = (url: string | undefined) => url?.startsWith(`${pathToFileURL(folder).href}/`) && url.endsWith('.ts');
  process.setSourceMapsEnabled(true);
  Error.stackTraceLimit = 50; // TensorFlow.js calls itself many times before it finds out that shapes don't fit.
  registerHooks({
    resolve(specifier, context, next) {
      if (!inCopy(context.parentURL) && specifier !== pathToFileURL(file).href) return next(specifier, context);
      if (specifier === '@tensorflow/tfjs') return { url: tensorflowUrl, format: 'module', shortCircuit: true };
      if (!/^(\.|file:)/.test(specifier)) return next(specifier, context);
      const url = specifier.startsWith('file:')
        ? specifier
        : moduleUrl(specifier, fileURLToPath(context.parentURL!), folder);
      return { url, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (url === tensorflowUrl) return { format: 'module', source: tensorflow, shortCircuit: true };
      if (!inCopy(url)) return next(url, context);
      return { format: 'module', source: compile(fileURLToPath(url), transformSync), shortCircuit: true };
    },
  });
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const sample = Object.values(exported).find(isSample);
  if (sample) return sample;
  const found = Object.keys(exported).join(', ') || 'nothing';
  throw new CodeError(
    `${entry} must export a sample, an object with id, title, parameters, presets, usesTensorFlow and run. It exports ${found}.`,
    { file, line: 1, column: 1 },
  );
}

/** Imports may leave out `.ts` and `/index.ts`, as in TypeScript. */
function moduleUrl(specifier: string, importer: string, folder: string): string {
  const path = join(dirname(importer), specifier);
  const file = [path, `${path}.ts`, join(path, 'index.ts')].find(
    (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
  );
  if (file) return pathToFileURL(file).href;
  const name = relative(folder, importer).replaceAll(sep, '/');
  throw new CodeError(`${name} imports "${specifier}", but there is no such file.`, {
    file: importer,
    ...positionOf(specifier, readFileSync(importer, 'utf8')),
  });
}

function positionOf(text: string, source: string): { line: number; column: number } {
  const before = source.slice(0, Math.max(0, source.indexOf(`'${text}'`))).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** What the compiler throws: lines are counted from 1, columns from 0. */
interface SyntaxProblem {
  readonly code: 'InvalidSyntax' | 'UnsupportedSyntax';
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
}

function compile(file: string, transform: Compiler['transformSync']): string {
  const source = readFileSync(file, 'utf8');
  try {
    // A debugger shows the learner's own file only through a source map: with blanked-out types the code is another text.
    if (inspectorUrl() !== undefined) return withSourceMap(file, source, transform);
    try {
      return transform(source, { mode: 'strip-only', filename: file }).code;
    } catch (problem) {
      if ((problem as SyntaxProblem).code !== 'UnsupportedSyntax') throw problem;
      return withSourceMap(file, source, transform);
    }
  } catch (problem) {
    const { message, startLine, startColumn } = problem as SyntaxProblem;
    if (startLine === undefined) throw problem;
    throw new CodeError(`Syntax error: ${message}`, { file, line: startLine, column: startColumn + 1 });
  }
}

function withSourceMap(file: string, source: string, transform: Compiler['transformSync']): string {
  const { code, map } = transform(source, { mode: 'transform', sourceMap: true, filename: pathToFileURL(file).href });
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map!).toString('base64')}`;
}

function isSample(value: unknown): value is Sample {
  const { run, usesTensorFlow, parameters, presets, title } = (value ?? {}) as Partial<Sample>;
  return (
    typeof run === 'function' &&
    typeof usesTensorFlow === 'function' &&
    typeof title === 'string' &&
    typeof parameters === 'object' &&
    Array.isArray(presets)
  );
}
