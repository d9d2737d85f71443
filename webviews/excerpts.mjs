/**
 * Lines of a sample as a module: `import code from 'excerpt:samples/FOLDER/FILE.ts#NAME'` is the exported function NAME, or
 * what stands between `// #region NAME` and `// #endregion`. Read at build time, so it is what runs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const prefix = 'excerpt:';

/**
 * @param {string} source the whole file; its functions end with a brace in the first column, as Prettier has them
 * @param {string} name
 * @returns {{ firstLine: number, lines: string[] } | undefined} lines counted from 1
 */
export function findExcerpt(source, name) {
  const lines = source.split(/\r?\n/);
  const region = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const declaration = lines.findIndex((line) => new RegExp(`^export (async )?function ${name}\\b`).test(line));
  const isRegion = region !== -1;
  const start = isRegion ? region + 1 : declaration;
  if (start === -1) return undefined;
  const end = lines.findIndex((line, index) =>
    isRegion ? index >= start && line.trim() === '// #endregion' : index > start && line === '}',
  );
  return end === -1 ? undefined : { firstLine: start + 1, lines: lines.slice(start, isRegion ? end : end + 1) };
}

/** @param {string} specifier "samples/linear-regression/cost.ts#cost" */
function moduleOf(specifier) {
  const [file = '', name = ''] = specifier.split('#');
  const excerpt = findExcerpt(readFileSync(join(root, file), 'utf8'), name);
  if (!excerpt) throw new Error(`${file} exports no function "${name}" and has no such region.`);
  return `export default ${JSON.stringify({ file, name, ...excerpt })};`;
}

/** @type {import('esbuild').Plugin} */
export const excerptsForEsbuild = {
  name: 'excerpts',
  setup(build) {
    build.onResolve({ filter: /^excerpt:/ }, ({ path }) => ({ path: path.slice(prefix.length), namespace: 'excerpt' }));
    build.onLoad({ filter: /.*/, namespace: 'excerpt' }, ({ path }) => ({
      contents: moduleOf(path),
      watchFiles: [join(root, path.split('#')[0] ?? '')],
    }));
  },
};

/** The same for the unit tests. */
export const excerptsForVite = {
  name: 'excerpts',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} id */
  resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
  /** @param {string} id */
  load: (id) => (id.startsWith(`\0${prefix}`) ? moduleOf(id.slice(prefix.length + 1)) : undefined),
};
