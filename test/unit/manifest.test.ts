import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { samples } from '../../samples';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string }[];
    configuration: { properties: Record<string, { default: unknown }> };
    walkthroughs: { id: string; steps: { id: string; media: Record<string, string>; completionEvents: string[] }[] }[];
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
const hostCode = sources('src').map(read).join('\n');

test('every command of the manifest is in the table, and the reverse', () => {
  const table = /return \{\n([\s\S]*?)\n {2}\};/.exec(read('src/commands.ts'))?.[1] ?? '';
  const inCode = [...table.matchAll(/^ {4}(\w+)(?::|,$)/gm)].map((match) => `learnDeepLearning.${match[1]}`);
  const inManifest = manifest.contributes.commands.map(({ command }) => command);
  expect(inCode.sort()).toEqual(inManifest.sort());
});

test('every text key of the manifest exists, and every text is used', () => {
  const used = new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]!));
  expect([...used].sort()).toEqual(Object.keys(texts).sort());
});

test('every setting of the manifest is read by the code, and the reverse', () => {
  const inManifest = Object.keys(manifest.contributes.configuration.properties);
  const inCode = [...read('src/settings.ts').matchAll(/get\('(\w+)'\)/g)].map(
    (match) => `learnDeepLearning.${match[1]}`,
  );
  expect(inCode.sort()).toEqual(inManifest.sort());
});

test('every view type that can be revived activates the extension', () => {
  const viewTypes = [...hostCode.matchAll(/ViewType = '([\w.]+)'/g)].map((match) => `onWebviewPanel:${match[1]}`);
  expect(viewTypes.length).toBeGreaterThan(0);
  expect(manifest.activationEvents.filter((event) => event.startsWith('onWebviewPanel:'))).toEqual(viewTypes);
});

test('every step of a walkthrough completes on an achievement that the code can grant', () => {
  const list = /achievements = \[([\s\S]*?)\]/.exec(read('src/achievements.ts'))?.[1] ?? '';
  const granted = [...list.matchAll(/'(\w+)'/g)].map((match) => `onContext:learnDeepLearning.done.${match[1]}`);
  const awaited = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
    steps.flatMap((step) => step.completionEvents),
  );
  expect(awaited.length).toBeGreaterThan(0);
  for (const event of awaited) expect(granted).toContain(event);
});

test('every preset that a text names exists', () => {
  const presets = samples.flatMap((sample) => sample.presets.map(({ id }) => id));
  const everywhere = read('package.nls.json') + hostCode;
  const named = [...everywhere.matchAll(/preset(?:%22%3A%22|: ')([\w-]+)/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(0);
  for (const preset of named) expect(presets).toContain(preset);
});

test('every file that the manifest names exists', () => {
  const files = [...read('package.json').matchAll(/"((?:media|walkthroughs)\/[^"]+)"/g)].map((match) => match[1]!);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
});
