/**
 * The types of TensorFlow.js as one file, for a learner's copy of a sample: every declaration file that `tensorflow.ts` reaches,
 * each as an ambient module of its own name. So `import * as tf from '@tensorflow/tfjs'` has hovers and completion without
 * anything installed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const packages = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'];

/**
 * @param {string} nodeModules the folder that has the packages
 * @returns {string} the text of a declaration file
 */
export function tensorflowTypes(nodeModules) {
  const entry = [
    ...packages.map((name) => `export * from '${name}/dist/index';`),
    `import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';`,
  ].join('\n');
  const modules = new Map([['@tensorflow/tfjs', entry]]);
  /** @type {string[]} */
  const additions = [];
  const pending = importsOf(entry);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (modules.has(name)) continue;
    const file = [`${name}.d.ts`, `${name}/index.d.ts`].map((path) => join(nodeModules, path)).find(existsSync);
    if (!file) continue; // Another package's types, which count as `any` below.
    const moduleName = posix.relative(
      '.',
      file
        .slice(nodeModules.length + 1)
        .replaceAll('\\', '/')
        .replace(/\.d\.ts$/, ''),
    );
    const text = withAbsoluteNames(readFileSync(file, 'utf8'), posix.dirname(moduleName));
    if (moduleName !== name) modules.set(name, `export * from '${moduleName}';`);
    const { own, added } = separate(text);
    modules.set(moduleName, own);
    if (added) additions.push(added);
    pending.push(...importsOf(text));
  }
  const header = `// The types of TensorFlow.js ${version(nodeModules)}, made from its packages.
// Copyright Google LLC. Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0`;
  const ambient = [...modules].map(([name, text]) => `declare module '${name}' {\n${text}\n}`);
  return [header, ...ambient, ...additions, ''].join('\n');
}

/** @param {string} nodeModules */
function version(nodeModules) {
  return JSON.parse(readFileSync(join(nodeModules, packages[0], 'package.json'), 'utf8')).version;
}

const moduleNames = /(\bfrom |\bimport |\bimport\(|\bdeclare module )(['"])([^'"\n]+)\2/g;

/** @param {string} text */
function importsOf(text) {
  return [...text.matchAll(moduleNames)].map((match) => match[3]).filter((name) => name.startsWith('@tensorflow/'));
}

/**
 * @param {string} text
 * @param {string} folder
 */
function withAbsoluteNames(text, folder) {
  return text
    .replace(/^\/\*\*\s+\* @license[\s\S]*?\*\/\n/, '')
    .replace(/^\/\/\/ <.*\n/gm, '')
    .replace(moduleNames, (_, before, quote, name) => {
      const absolute = name.startsWith('.')
        ? posix.join(folder, name)
        : packages.includes(name)
          ? `${name}/dist/index`
          : name;
      return `${before}${quote}${absolute}${quote}`;
    });
}

/**
 * What a file declares itself, and what it adds to another module, which can't stand inside a module.
 * @param {string} text
 */
function separate(text) {
  const start = text.search(/^declare (module '@|global)/m);
  const own = (start < 0 ? text : text.slice(0, start)).replace(/^(export )?(default )?declare /gm, '$1$2');
  if (start < 0 || text.startsWith('declare global', start)) return { own, added: '' };
  // What the addition names it must import itself.
  const imports = [...text.matchAll(/^import .*;$/gm)].map(([line]) => line).join('\n');
  return { own: '', added: text.slice(start).replace('{', `{\n${imports}`) };
}
