/** Values as exercises take and return them: numbers, booleans, texts, and arrays and records of them. */

/** The first place at which two values differ. */
export interface Difference {
  /** "" for the value itself, else as one would write it behind a name: "[1][0]", ".slope". */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** @param tolerance how far a number may be off, as a share of the expected one where that is above 1 */
export function findDifference(
  expected: unknown,
  actual: unknown,
  tolerance = 1e-9,
  path = '',
): Difference | undefined {
  const differ = (wanted: string, got: string) => ({ path, expected: wanted, actual: got });
  if (typeof expected === 'number') {
    if (typeof actual !== 'number') return differ(numberText(expected), shown(actual));
    const isEqual =
      Object.is(expected, actual) || Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
    return isEqual ? undefined : differ(...apart(expected, actual));
  }
  if (Array.isArray(expected)) {
    const list = listOf(actual);
    if (!list) return differ(`an array of ${expected.length}`, shown(actual));
    if (list.length !== expected.length) return differ(shown(expected), shown(list));
    return firstOf(expected, (item, index) => findDifference(item, list[index], tolerance, `${path}[${index}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return differ(shown(expected), shown(actual));
    const record = actual as Record<string, unknown>;
    return firstOf(Object.entries(expected), ([key, value]) =>
      findDifference(value, record[key], tolerance, `${path}.${key}`),
    );
  }
  return Object.is(expected, actual) ? undefined : differ(shown(expected), shown(actual));
}

/** A value in one line; what is long or deep is cut. */
export function shown(value: unknown, depth = 0): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (value instanceof Promise) return 'a Promise (without await there is no value yet)';
  if (depth > deepest) return '…';
  const part = (item: unknown) => shown(item, depth + 1);
  const list = listOf(value);
  if (list) {
    const rest = list.length > longest ? [`… ${list.length} in all`] : [];
    return `[${[...list.slice(0, longest).map(part), ...rest].join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).map(([key, item]) => `${key}: ${part(item)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** No expected value is deeper; what the learner returns may even contain itself. */
const deepest = 5;
const longest = 10;
const mostLines = 1000;

/** Both values in lines, one for each item or row, so that an editor can mark the lines that differ. */
export function listed(expected: unknown, actual: unknown): { expected: string; actual: string } {
  const [wanted, got] = [lines(expected, numberText), lines(actual, numberText)];
  // Where eight digits don't show the difference, all of them do.
  return wanted === got
    ? { expected: lines(expected, String), actual: lines(actual, String) }
    : { expected: wanted, actual: got };
}

function lines(value: unknown, text: (value: number) => string): string {
  if (typeof value === 'number') return text(value);
  const list = listOf(value);
  if (list) return list.slice(0, mostLines).map(row).join('\n');
  if (typeof value !== 'object' || value === null || value instanceof Promise) return shown(value);
  return Object.entries(value)
    .map(([key, part]) => `${key}: ${one(part)}`)
    .join('\n');

  function row(item: unknown): string {
    return listOf(item)?.slice(0, mostLines).map(one).join('  ') ?? one(item);
  }

  function one(item: unknown): string {
    return typeof item === 'number' ? text(item) : shown(item);
  }
}

/** At most eight digits that count. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(8)));
}

/** Two numbers with as many digits as tell them apart. */
function apart(expected: number, actual: number): [expected: string, actual: string] {
  const short = [numberText(expected), numberText(actual)] as [string, string];
  return short[0] === short[1] ? [String(expected), String(actual)] : short;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<number>)
    : undefined;
}

function firstOf<T>(items: readonly T[], find: (item: T, index: number) => Difference | undefined) {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found) return found;
  }
  return undefined;
}
