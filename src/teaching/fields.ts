/**
 * What a teaching panel keeps in its state, as data: how each value starts and what it may be. The same check guards a
 * field on screen, a link from outside, and what an older version left behind.
 */
export interface Field<T> {
  readonly initial: T;
  /**
   * @param name says in the error which value is meant
   * @throws StateError
   */
  check(value: unknown, name: string): T;
}

/** A value that does not fit its field; the message names it, what was given, and what is allowed. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

export interface NumberField extends Field<number> {
  /** For people, as in a sentence: "learning rate". */
  readonly title: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly integer: boolean;
}

export function number(
  title: string,
  {
    initial,
    minimum,
    maximum,
    integer = false,
  }: Omit<NumberField, 'title' | 'integer' | 'check'> & { integer?: boolean },
): NumberField {
  const check = (value: unknown) => {
    const problem = problemWith(value);
    if (problem === undefined) return value as number;
    const kind = integer ? 'a whole number' : 'a number';
    throw new StateError(`${capitalised(title)} ${problem}: ${kind} from ${minimum} to ${maximum} is allowed.`);
  };
  const problemWith = (value: unknown) => {
    if (typeof value !== 'number' || Number.isNaN(value)) return `is ${quoted(value)}, which is not a number`;
    if (!Number.isFinite(value)) return 'is infinite';
    if (value < minimum || value > maximum) return `is ${value}, out of range`;
    return integer && !Number.isInteger(value) ? `is ${value}, not whole` : undefined;
  };
  return { title, initial, minimum, maximum, integer, check };
}

export function choice<T extends string>(options: readonly T[], initial: T): Field<T> {
  return {
    initial,
    check(value, name) {
      const found = options.find((option) => option === value);
      if (found !== undefined) return found;
      throw new StateError(`${capitalised(name)} is ${quoted(value)}, but must be one of: ${options.join(', ')}.`);
    },
  };
}

export function flag(initial: boolean): Field<boolean> {
  return {
    initial,
    check(value, name) {
      if (typeof value === 'boolean') return value;
      throw new StateError(`${capitalised(name)} is ${quoted(value)}, but must be true or false.`);
    },
  };
}

export function text(maximumLength: number, initial = ''): Field<string> {
  return {
    initial,
    check(value, name) {
      if (typeof value === 'string' && value.length <= maximumLength) return value;
      throw new StateError(`${capitalised(name)} must be a text of at most ${maximumLength} characters.`);
    },
  };
}

export function list<T>(
  item: Field<T>,
  { maximumLength, minimumLength = 0, initial = [] }: ListLimits & { initial?: readonly T[] },
): Field<readonly T[]> {
  return {
    initial,
    check(value, name) {
      if (!Array.isArray(value)) throw new StateError(`${capitalised(name)} is ${quoted(value)}, but must be a list.`);
      if (value.length > maximumLength || value.length < minimumLength) {
        const limit = value.length > maximumLength ? `at most ${maximumLength}` : `at least ${minimumLength}`;
        throw new StateError(`${capitalised(name)} has ${value.length} entries; ${limit} are allowed.`);
      }
      return value.map((entry, index) => item.check(entry, `${name}, entry ${index + 1}`));
    },
  };
}

interface ListLimits {
  readonly maximumLength: number;
  readonly minimumLength?: number;
}

/** A value that may be absent, and is so at first; `null`, because that survives JSON. */
export function optional<T>(field: Field<T>): Field<T | null> {
  return { initial: null, check: (value, name) => (value === null ? null : field.check(value, name)) };
}

type Fields = Readonly<Record<string, Field<unknown>>>;
type Values<F extends Fields> = { readonly [Name in keyof F]: F[Name]['initial'] };

/** Several named values. What is left out takes its initial value; a name that does not exist is refused. */
export function object<F extends Fields>(fields: F): Field<Values<F>> & { readonly fields: F } {
  const names = Object.keys(fields);
  const initial = Object.fromEntries(names.map((name) => [name, fields[name]!.initial])) as Values<F>;
  return {
    fields,
    initial,
    check(value, path) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new StateError(`${capitalised(path)} is ${quoted(value)}, but must be an object.`);
      }
      const given = value as Record<string, unknown>;
      const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
      if (unknown !== undefined) {
        throw new StateError(`There is no "${unknown}" in ${path}. There are: ${names.join(', ')}.`);
      }
      const checked = names.map((name) => {
        const part = given[name];
        return [name, part === undefined ? fields[name]!.initial : fields[name]!.check(part, name)];
      });
      return Object.fromEntries(checked) as Values<F>;
    },
  };
}

/** What of a state is not as it was at first: all that a link must say. */
export function differences<T extends object>({ initial }: Field<T>, state: T): Partial<T> {
  const changed = Object.entries(state).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(initial[name as keyof T]),
  );
  return Object.fromEntries(changed) as Partial<T>;
}

/**
 * Reads what somebody typed, with a decimal point or comma.
 * @throws StateError that says why it is refused
 */
export function readNumber(typed: string, field: NumberField): number {
  const trimmed = typed.trim();
  if (trimmed === '') throw new StateError(`${capitalised(field.title)} is empty: type a number.`);
  const usual = trimmed.replace('\u2212', '-').replace(',', '.');
  const value = /^[+-]?inf(inity)?$/i.test(usual) ? Infinity : Number(usual);
  return field.check(Number.isNaN(value) ? trimmed : value, field.title);
}

/** As a sentence begins; a symbol such as x or θ stays as it is. */
export function capitalised(title: string): string {
  return title.length < 3 ? title : title.charAt(0).toUpperCase() + title.slice(1);
}

/** As JSON, at most 40 characters of it. */
function quoted(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
}
