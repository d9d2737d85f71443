/**
 * Gradients through a tape
 *
 * An engine notes down every operation on a tape, and goes through the tape
 * backwards to find the gradients. `values` holds the inputs, and then the result
 * of each operation, in their order; the last one is the loss.
 *
 * The loss has the derivative 1 by itself. An operation hands the derivative of
 * its result on to both of its operands, multiplied by 1 for an addition, and by
 * the value of the other operand for a multiplication. An operand that was used
 * several times adds up what it gets.
 *
 * Return the derivative of the loss by each of the values.
 */
export function gradients(values: readonly number[], tape: readonly Operation[]): number[] {
  const derivatives = values.map(() => 0);
  derivatives[values.length - 1] = 1;
  for (const { kind, left, right, result } of tape.toReversed()) {
    derivatives[left] += derivatives[result] * (kind === 'add' ? 1 : values[right]);
    derivatives[right] += derivatives[result] * (kind === 'add' ? 1 : values[left]);
  }
  return derivatives;
}

export interface Operation {
  readonly kind: 'add' | 'multiply';
  /** Places in `values`. */
  readonly left: number;
  readonly right: number;
  readonly result: number;
}
