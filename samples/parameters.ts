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
