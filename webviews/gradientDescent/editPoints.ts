import { coordinate, maximumPoints } from '../../src/teaching/gradientDescentState';
import { announce } from '../shared/Announcer';
import { showError } from '../shared/Messages';
import { achieve } from './achieve';
import { points } from './descent';
import { lesson } from './lesson';

type Pair = readonly [number, number];

const { minimum, maximum } = coordinate('x');
const pairs = () => points.peek().map(({ x, y }): Pair => [x, y]);

/** Six digits are finer than anybody drags, and short in a link. */
function rounded(value: number): number {
  const limited = Math.max(minimum, Math.min(maximum, value));
  return Number(limited.toPrecision(6));
}

/** Puts other points in the place of those that are there; the learner can have them back. */
export function replacePoints(next: readonly Pair[] | null, chosenPoint: number, action?: string): void {
  lesson.remember(['points', 'chosenPoint'], action);
  lesson.change({ points: next, chosenPoint });
}

export function movePoint(index: number, x: number, y: number): void {
  replacePoints(pairs().with(index, [rounded(x), rounded(y)]), index, `move ${index}`);
  achieve('movedPoint');
}

export function addPoint(x: number, y: number): void {
  const before = pairs();
  if (before.length >= maximumPoints) return showError(`There are ${maximumPoints} points already; more do not fit.`);
  replacePoints([...before, [rounded(x), rounded(y)]], before.length);
  announce(`Point ${before.length + 1} added`);
}

export function removePoint(index: number): void {
  const before = pairs();
  if (before.length === 1) return showError('The last point has to stay: without data there is no cost.');
  replacePoints(before.toSpliced(index, 1), Math.max(0, index - 1));
  announce(`Point ${index + 1} removed`);
}

export function choosePoint(index: number, takeFocus = false): void {
  if (index < 0 || index >= points.peek().length) return;
  if (lesson.state.peek().chosenPoint !== index) lesson.change({ chosenPoint: index });
  if (takeFocus) {
    const find = () => document.querySelectorAll<SVGElement>('.data-plot .handle')[index]?.focus();
    requestAnimationFrame(find);
  }
}
