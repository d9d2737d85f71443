import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { samples } from '../../samples';
import { topics } from '../../src/topics';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Walkthroughs {
  contributes: {
    commands: { command: string }[];
    walkthroughs: {
      id: string;
      steps: { id: string; description: string; media: { svg?: string; markdown?: string } }[];
    }[];
  };
}

const { commands, walkthroughs } = (JSON.parse(read('package.json')) as Walkthroughs).contributes;
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const files = readdirSync(join(root, 'walkthroughs'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(root.length + 1)
      .replaceAll('\\', '/'),
  );
const svgs = files.filter((file) => file.endsWith('.svg'));
const pages = files.filter((file) => file.endsWith('.md'));

/** The names of an XML document's elements; throws where it isn't well-formed. */
function elementsOf(xml: string): string[] {
  const token = /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>|(?:[^<&]|&(?:amp|lt|gt|quot);)+/y;
  const open: string[] = [];
  const elements: string[] = [];
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (!match) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 40)}`);
    const [, closing, name, attributes = '', empty] = match;
    if (name === undefined) continue;
    const names = [...attributes.matchAll(/([\w:-]+)=/g)].map((attribute) => attribute[1]);
    if (new Set(names).size < names.length) throw new Error(`an attribute twice at ${at}: ${match[0]}`);
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing at ${at}`);
      continue;
    }
    elements.push(name);
    if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return elements;
}

test.each(['<a><b></a></b>', '<a>', '</a>', '<a b=c/>', '<a>&nbsp;</a>', '<a b="" b=""/>'])(
  '%s is not well-formed',
  (xml) => {
    expect(() => elementsOf(xml)).toThrow();
  },
);

test.each(svgs)('%s can be read aloud, and takes all its colours from the theme', (file) => {
  const svg = read(file);
  const elements = elementsOf(svg);
  expect(elements.slice(0, 2)).toEqual(['svg', 'title']);
  expect(svg).toMatch(/^<svg [^>]*role="img"/);
  expect(svg).toMatch(/<title>[^<]{20,}<\/title>/);
  expect(elements).not.toContain('style');
  expect(svg).not.toMatch(/\sstyle=/);
  const colours = [...svg.matchAll(/\s(?:fill|stroke)="([^"]+)"/g)].map((match) => match[1]!);
  expect(colours.filter((colour) => !/^(none|var\(--vscode-[\w-]+\))$/.test(colour))).toEqual([]);
});

test('every file in walkthroughs/ is shown by a step, and every step shows one', () => {
  const shown = steps.map(({ media }) => media.svg ?? media.markdown);
  expect([...new Set(shown)].sort()).toEqual(files.sort());
});

test('every command behind a link exists, with arguments that can be read', () => {
  const descriptions = steps.map(({ description }) => texts[description.slice(1, -1)] ?? '');
  const links = [...descriptions, ...pages.map(read)].flatMap((text) => [...text.matchAll(/\]\(command:([^)]*)\)/g)]);
  expect(links.length).toBeGreaterThan(0);
  const known = commands.map(({ command }) => command);
  for (const [, link] of links) {
    const [command, query] = link!.split('?');
    expect(known).toContain(command);
    if (query !== undefined) expect(Array.isArray(JSON.parse(decodeURIComponent(query)))).toBe(true);
  }
});

test('every step has something to press', () => {
  for (const { id, description } of steps) {
    expect(texts[description.slice(1, -1)], id).toMatch(/^\[[^\]]+\]\(command:[^)\s]+\)$/m);
  }
});

test('every walkthrough but the first belongs to a topic, and every topic names walkthroughs, samples and modules that exist', () => {
  const [first, ...others] = walkthroughs.map(({ id }) => id);
  expect(first).toBe('start');
  expect(topics.flatMap(({ walkthrough }) => walkthrough ?? [])).toEqual(others);
  const known = samples.map(({ id }) => id);
  for (const topic of topics) for (const sample of topic.samples) expect(known).toContain(sample);
  const modules = topics.flatMap((topic) => topic.modules ?? []);
  for (const { file } of modules) expect(existsSync(join(root, 'samples', file)), file).toBe(true);
  expect(topics).toHaveLength(8);
});
