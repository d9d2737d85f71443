import { expect, test } from 'vitest';
import { nextStep, syllabus, type Walkthrough } from '../../src/learn/syllabus';
import type { Topic } from '../../src/topics';

const topic = (id: string, walkthrough?: string): Topic => ({
  id,
  title: `Part: ${id}`,
  summary: `about ${id}`,
  samples: [],
  ...(walkthrough !== undefined && { walkthrough }),
});
const walkthrough = (id: string, steps: Record<string, string>): Walkthrough => ({
  id,
  title: `${id}: and go on`,
  description: '',
  steps: Object.entries(steps).map(([step, achievement]) => ({
    id: step,
    title: step.toUpperCase(),
    completionEvents: [`onContext:learnDeepLearning.done.${achievement}`],
  })),
});

const topics = [topic('lines', 'lines'), topic('later'), topic('nets', 'nets')];
const walkthroughs = [
  walkthrough('start', { guess: 'guessed' }),
  walkthrough('lines', { slope: 'foundSlope', path: 'walkedPath' }),
  walkthrough('nets', { pass: 'passed', back: 'wentBack' }),
];
const chapters = (...done: string[]) => syllabus(topics, walkthroughs, new Set(done));

test('the start comes first, then all topics in their order, also those without a walkthrough', () => {
  expect(chapters().map(({ title, steps }) => [title, steps.length])).toEqual([
    ['start', 1],
    ['1 · Lines', 2],
    ['2 · Later', 0],
    ['3 · Nets', 2],
  ]);
});

test('a step is done when its achievement is there', () => {
  const { steps } = chapters('walkedPath')[1]!;
  expect(steps.map(({ title, isDone }) => [title, isDone])).toEqual([
    ['SLOPE', false],
    ['PATH', true],
  ]);
});

test.each([
  ['nothing is done: the very first', [], 'guess'],
  ['the first open step of the topic of the newest achievement', ['guessed', 'passed'], 'back'],
  ['also one before it', ['guessed', 'walkedPath'], 'slope'],
  ['the topic is done: the next one', ['guessed', 'foundSlope', 'walkedPath'], 'pass'],
  ['the last topic is done: what was left out', ['passed', 'wentBack'], 'guess'],
  ['what is in no walkthrough does not count', ['guessed', 'passed', 'somethingElse'], 'back'],
])('where to go on: %s', (_, achieved, expected) => {
  expect(nextStep(chapters(...achieved), achieved)?.id).toBe(expected);
});

test('nothing is left to do when everything is done', () => {
  const all = ['guessed', 'foundSlope', 'walkedPath', 'passed', 'wentBack'];
  expect(nextStep(chapters(...all), all)).toBeUndefined();
});
