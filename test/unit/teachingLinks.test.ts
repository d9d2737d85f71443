import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLinkTo, linkTo, readLink } from '../../src/teaching/links';
import { teachingPanels } from '../../src/teaching/panels';

const root = join(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  publisher: string;
  contributes: { commands: { command: string }[] };
};
const state = { name: 'a & b = "c" (100 %) #1', points: [[1, -2.5]] };

test('a link gives back exactly the state that went in', () => {
  const url = new URL(linkTo('vscode', 'gradientDescent', state));
  expect(url.protocol).toBe('vscode:');
  expect(url.host).toBe(`${manifest.publisher}.${manifest.name}`);
  const { pathname, search } = url;
  expect(readLink({ path: pathname, query: decodeURIComponent(search.slice(1)) })).toEqual({
    panel: 'gradientDescent',
    state,
  });
});

test('a link without a state opens the panel as it begins', () => {
  expect(readLink({ path: '/gradientDescent', query: '' })).toEqual({ panel: 'gradientDescent', state: {} });
});

test('a link that was cut off says so', () => {
  expect(() => readLink({ path: '/gradientDescent', query: 'state={"step":' })).toThrow('Copy the whole link again');
});

test('a command link can stand in Markdown, and carries the state as the one argument', () => {
  const link = commandLinkTo('showGradientDescent', state);
  expect(link).not.toMatch(/[()\s]/);
  const [command, query] = link.split('?');
  expect(command).toBe('command:learnDeepLearning.showGradientDescent');
  expect(JSON.parse(decodeURIComponent(query!))).toEqual([state]);
});

test.each(Object.entries(teachingPanels))('the command of %s exists, and its state begins valid', (_, panel) => {
  const commands = manifest.contributes.commands.map(({ command }) => command);
  expect(commands).toContain(`learnDeepLearning.${panel.command}`);
  expect(panel.state.check({}, 'the state')).toEqual(panel.state.initial);
  expect(panel.state.check(structuredClone(panel.state.initial), 'the state')).toEqual(panel.state.initial);
});
