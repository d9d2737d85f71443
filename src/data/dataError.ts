interface Problem {
  readonly file: string;
  /** Where in the file: "line 17, column 3", "byte 0". */
  readonly place?: string;
  readonly expected: string;
  readonly found: string;
  /** What to do about it: one or two whole sentences. */
  readonly remedy: string;
}

/** Data that cannot be used. The message says in which file and place, what was expected, what was found, and what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';

  constructor({ file, place, expected, found, remedy }: Problem, options?: ErrorOptions) {
    const where = place === undefined ? file : `${file}, ${place}`;
    super(`${where}: expected ${expected}, found ${found}. ${remedy}`, options);
  }
}
