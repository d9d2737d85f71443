/** The parameters of a sample, described as data: the command line, the quick pick and the panel all read this. */
export type ParameterSchema = Readonly<Record<string, Parameter>>;

export type Parameter = NumberParameter | ChoiceParameter;

interface Described {
  /** A short name for people: "learning rate". */
  readonly title: string;
  /** One plain sentence. */
  readonly description: string;
}

export interface NumberParameter extends Described {
  readonly type: 'number' | 'integer';
  readonly minimum: number;
  readonly maximum: number;
  /** Absent: the parameter may be left out, and the description says what that means. */
  readonly default?: number;
  /** Other defaults for other values of an earlier choice: `{ model: { tensorflow: 300 } }`. */
  readonly defaultWhen?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Asked for only when earlier choices are these: `{ model: 'tensorflow' }`. */
  readonly askedWhen?: Readonly<Record<string, string>>;
  /** Whether it may change while the sample runs. */
  readonly live?: true;
}

export interface ChoiceParameter extends Described {
  readonly type: 'choice';
  readonly options: readonly string[];
  readonly default: string;
}

export type ParameterValues = Readonly<Record<string, number | string>>;

/** A parameter that does not fit its schema; the message names it, what was given, and what is allowed. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';
}

/**
 * Completes and checks what somebody chose: unknown names, values of the wrong kind or out of range throw a
 * `ParameterError`. Numbers may be given as text, as on a command line.
 */
export function resolveParameters(schema: ParameterSchema, given: Readonly<Record<string, unknown>>): ParameterValues {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(schema, name)) {
      throw new ParameterError(`There is no parameter "${name}". There are: ${Object.keys(schema).join(', ')}.`);
    }
  }
  const values: Record<string, number | string> = {};
  for (const [name, parameter] of Object.entries(schema)) {
    const value =
      given[name] === undefined
        ? defaultOf(parameter, values)
        : parameter.type === 'choice'
          ? checkChoice(name, parameter, given[name])
          : checkNumber(name, parameter, given[name]);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function defaultOf(parameter: Parameter, earlier: ParameterValues): number | string | undefined {
  if (parameter.type === 'choice') return parameter.default;
  for (const [choice, defaults] of Object.entries(parameter.defaultWhen ?? {})) {
    const value = defaults[earlier[choice] as string];
    if (value !== undefined) return value;
  }
  return parameter.default;
}

function checkChoice(name: string, { options }: ChoiceParameter, given: unknown): string {
  if (typeof given === 'string' && options.includes(given)) return given;
  throw new ParameterError(`${name} is ${shown(given)}, but must be one of: ${options.join(', ')}.`);
}

function checkNumber(name: string, { type, minimum, maximum }: NumberParameter, given: unknown): number {
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  const fits =
    typeof value === 'number' && value >= minimum && value <= maximum && (type === 'number' || Number.isInteger(value));
  if (fits) return value;
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  throw new ParameterError(`${name} is ${shown(given)}, but must be ${kind} from ${minimum} to ${maximum}.`);
}

function shown(given: unknown): string {
  return typeof given === 'number' ? String(given) : JSON.stringify(given);
}
