/**
 * A systolic array as in the TPU's matrix unit, with weights that stay where they are. Inputs enter at the left and move one cell
 * to the right at each step, sums move one cell down and grow by input × weight. Row k of the array gets its numbers k steps
 * later than the first, so that they meet the sums they belong to.
 * Source: Kung, "Why Systolic Architectures?", 1982.
 */
export interface ArrayState {
  /** How many steps were made. */
  readonly step: number;
  /** The input that each cell holds, row by row; undefined where none is. */
  readonly inputs: readonly (number | undefined)[];
  /** The sum that each cell has made; undefined where there was no input. */
  readonly sums: readonly (number | undefined)[];
  /** What has left the array at the bottom so far: a results row for each input row, undefined where still under way. */
  readonly results: readonly (readonly (number | undefined)[])[];
}

export type Rows = readonly (readonly number[])[];

/**
 * All states of an array, from empty to done.
 * @param inputs any number of rows, each as long as the array is high
 * @param weights the array's own numbers, row by row
 * @throws RangeError when the shapes don't fit
 */
export function runSystolicArray(inputs: Rows, weights: Rows): ArrayState[] {
  const height = weights.length;
  const width = weights[0]?.length ?? 0;
  if (weights.some((row) => row.length !== width) || inputs.some((row) => row.length !== height)) {
    throw new RangeError(`Every row of inputs needs ${height} numbers, one for each of the ${height} rows of weights.`);
  }
  const cells = height * width;
  const empty = Array.from({ length: cells }, () => undefined);
  let state: ArrayState = { step: 0, inputs: empty, sums: empty, results: inputs.map(() => empty.slice(0, width)) };
  const states = [state];
  const steps = inputs.length + height + width - 2;
  for (let step = 0; step < steps; step++) states.push((state = next(state, inputs, weights)));
  return states;
}

/** One step: every cell takes the input of its left neighbour and the sum from above, all at the same time. */
function next(state: ArrayState, inputs: Rows, weights: Rows): ArrayState {
  const height = weights.length;
  const width = weights[0]!.length;
  const entering = (row: number) => inputs[state.step - row]?.[row];
  const moved = state.inputs.map((_, cell) => (cell % width === 0 ? entering(cell / width) : state.inputs[cell - 1]));
  const sums = moved.map((input, cell) => {
    if (input === undefined) return undefined;
    const above = cell < width ? 0 : state.sums[cell - width]!;
    return above + input * weights[Math.floor(cell / width)]![cell % width]!;
  });
  const results = state.results.map((row) => [...row]);
  for (let column = 0; column < width; column++) {
    const sum = sums[(height - 1) * width + column];
    const record = state.step - (height - 1) - column;
    if (sum !== undefined) results[record]![column] = sum;
  }
  return { step: state.step + 1, inputs: moved, sums, results };
}
