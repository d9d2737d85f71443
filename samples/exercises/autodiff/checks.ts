import { checksFor } from '../check';

interface Operation {
  readonly kind: 'add' | 'multiply';
  readonly left: number;
  readonly right: number;
  readonly result: number;
}
type Gradients = (values: readonly number[], tape: readonly Operation[]) => number[];

/** The result of a tape, with a value moved after it was computed. */
function run(inputs: readonly number[], tape: readonly Operation[], moved = -1, change = 0): number[] {
  const values = inputs.map((value, place) => (place === moved ? value + change : value));
  for (const { kind, left, right, result } of tape) {
    const [a, b] = [values[left]!, values[right]!];
    values[result] = (kind === 'add' ? a + b : a * b) + (result === moved ? change : 0);
  }
  return values;
}

/** By central differences: exact but for rounding where a value goes in squared at most. */
const measured = (inputs: readonly number[], tape: readonly Operation[]) =>
  run(inputs, tape).map((_, place) => run(inputs, tape, place, 0.5).at(-1)! - run(inputs, tape, place, -0.5).at(-1)!);

const operation = (kind: Operation['kind'], left: number, right: number, result: number): Operation => ({
  kind,
  left,
  right,
  result,
});
// (a + b) · c
const product = [operation('add', 0, 1, 3), operation('multiply', 3, 2, 4)];
// (w · x + b)²
const squared = [operation('multiply', 0, 1, 3), operation('add', 3, 2, 4), operation('multiply', 4, 4, 5)];
// a · b + a
const twice = [operation('multiply', 0, 1, 2), operation('add', 2, 0, 3)];

const backwards = (
  values: readonly number[],
  tape: readonly Operation[],
  set: boolean,
  factor: (k: Operation, other: number) => number,
) => {
  const derivatives = values.map<number>((_, i) => (i === values.length - 1 ? 1 : 0));
  for (const step of tape.toReversed()) {
    const { left, right, result } = step;
    const [toLeft, toRight] = [
      derivatives[result]! * factor(step, values[right]!),
      derivatives[result]! * factor(step, values[left]!),
    ];
    derivatives[left] = toLeft + (set ? 0 : derivatives[left]!);
    derivatives[right] = toRight + (set ? 0 : derivatives[right]!);
  }
  return derivatives;
};

export const checks = checksFor<Gradients>({
  functionName: 'gradients',
  cases: [
    {
      given: [run([2, 3, 4], product), product],
      expected: [4, 4, 5, 4, 1],
      call: 'gradients of (a + b) · c at (2, 3, 4)',
    },
    {
      given: [run([2, 3, -1], squared), squared],
      expected: measured([2, 3, -1], squared),
      call: 'gradients of (w · x + b)² at (2, 3, −1)',
    },
    {
      given: [run([5, 7], twice), twice],
      expected: measured([5, 7], twice),
      call: 'gradients of a · b + a at (5, 7)',
    },
  ],
  mistakes: [
    {
      diagnosis: 'An operand that is used twice keeps only one of its derivatives. Add them up with +=.',
      answer: (values, tape) => backwards(values, tape, true, ({ kind }, other) => (kind === 'add' ? 1 : other)),
    },
    {
      diagnosis: 'You treat a multiplication like an addition. Multiply by the value of the other operand.',
      answer: (values, tape) => backwards(values, tape, false, () => 1),
    },
    {
      diagnosis: 'You go through the tape forwards, where the derivatives of the results are not known yet.',
      answer: (values, tape) =>
        backwards(values, tape.toReversed(), false, ({ kind }, other) => (kind === 'add' ? 1 : other)),
    },
  ],
});
