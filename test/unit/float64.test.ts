import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainLinearAlgebra, type LinearAlgebra } from '../../samples/linearAlgebra';
import { RandomState } from '../../samples/numpyRandom';
import { compileKernels } from '../../src/engine/compileKernels.mjs';
import { loadFloat64Kernels } from '../../src/engine/float64';

let folder: string;
let kernels: LinearAlgebra;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'float64-'));
  await compileKernels(join(folder, 'float64.wasm'));
  kernels = await loadFloat64Kernels(join(folder, 'float64.wasm'));
});
afterAll(() => rm(folder, { recursive: true }));

function filled(algebra: LinearAlgebra, values: Float64Array): Float64Array {
  const array = algebra.zeros(values.length);
  array.set(values);
  return array;
}

/** Runs one operation on the same numbers in both implementations and compares all bits of all arrays. */
function compare(lengths: number[], operation: (algebra: LinearAlgebra, arrays: Float64Array[]) => void, seed: number) {
  const random = new RandomState(seed);
  const values = lengths.map((length) => random.normal(0, 1, length));
  const [plain, fast] = [plainLinearAlgebra, kernels].map((algebra) => {
    const arrays = values.map((value) => filled(algebra, value));
    operation(algebra, arrays);
    return Buffer.concat(arrays.map((array) => new Uint8Array(array.slice().buffer)));
  });
  expect(fast!.equals(plain!), `bits of ${lengths.join(', ')} values`).toBe(true);
}

const shapes = [
  ...[0, 1, 2, 3, 4, 5, 7, 8, 9].flatMap((rows) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17].map((c) => [rows, c] as const),
  ),
  ...Array.from(new RandomState(3).randint(1, 90, 40), (size, i) => [size, ((size * 37 + i * 11) % 97) + 1] as const),
  [200, 784] as const,
];

test('matrix · vector gives the same bits', () => {
  for (const [rows, columns] of shapes) {
    compare([rows * columns, columns, rows], (algebra, [m, v, r]) => algebra.matrixVector(m!, v!, r!), rows);
  }
});

test('transposed matrix · vector gives the same bits', () => {
  for (const [rows, columns] of shapes) {
    compare([rows * columns, rows, columns], (algebra, [m, v, r]) => algebra.transposedMatrixVector(m!, v!, r!), rows);
  }
});

test('adding an outer product gives the same bits', () => {
  for (const [rows, columns] of shapes) {
    compare([rows * columns, rows, columns], (algebra, [m, c, r]) => algebra.addOuterProduct(m!, 0.3, c!, r!), rows);
  }
});

test('adding an outer product and multiplying in one pass gives the bits of doing one after the other', () => {
  for (const [rows, columns] of shapes) {
    const lengths = [rows * columns, rows, columns, columns, rows];
    compare(lengths, (algebra, [m, c, r, v, s]) => algebra.addOuterProductThenMultiply(m!, 0.3, c!, r!, v!, s!), rows);
  }
});

test.each([
  ['plain', () => plainLinearAlgebra],
  ['kernels', () => kernels],
])('%s: results by hand', (_, choose) => {
  const algebra = choose();
  const matrix = filled(algebra, Float64Array.of(1, 2, 3, 4, 5, 6));
  const three = filled(algebra, Float64Array.of(1, 10, 100));
  const two = filled(algebra, Float64Array.of(1, -1));
  algebra.matrixVector(matrix, three, two);
  expect([...two]).toEqual([321, 654]);
  algebra.transposedMatrixVector(matrix, filled(algebra, Float64Array.of(1, -1)), three);
  expect([...three]).toEqual([-3, -3, -3]);
  algebra.addOuterProduct(
    matrix,
    0.5,
    filled(algebra, Float64Array.of(2, 4)),
    filled(algebra, Float64Array.of(1, 0, -1)),
  );
  expect([...matrix]).toEqual([2, 2, 2, 6, 5, 4]);
  algebra.addOuterProductThenMultiply(
    matrix,
    2,
    filled(algebra, Float64Array.of(1, -1)),
    filled(algebra, Float64Array.of(1, 2, 3)),
    filled(algebra, Float64Array.of(1, 10, 100)),
    two,
  );
  expect([...matrix]).toEqual([4, 6, 8, 4, 1, -2]);
  expect([...two]).toEqual([864, -186]);
});

test.each([
  ['plain', () => plainLinearAlgebra],
  ['kernels', () => kernels],
])('%s: a matrix of the wrong size is refused', (_, choose) => {
  const algebra = choose();
  const [five, two, three] = [algebra.zeros(5), algebra.zeros(2), algebra.zeros(3)];
  const message = 'A 2 × 3 matrix has 6 values, but this one has 5.';
  expect(() => algebra.matrixVector(five, three, two)).toThrow(message);
  expect(() => algebra.transposedMatrixVector(five, two, three)).toThrow(message);
  expect(() => algebra.addOuterProduct(five, 1, two, three)).toThrow(message);
  expect(() => algebra.addOuterProductThenMultiply(five, 1, two, three, three, two)).toThrow(message);
});

test('the kernels refuse arrays from elsewhere', () => {
  expect(() => kernels.matrixVector(new Float64Array(1), kernels.zeros(1), kernels.zeros(1))).toThrow(
    'The float64 kernels work on arrays made by their zeros().',
  );
});

test('memory that runs out is an error that says so, and leaves older arrays as they are', async () => {
  const algebra = await loadFloat64Kernels(join(folder, 'float64.wasm'));
  const first = algebra.zeros(3).fill(7);
  expect(() => {
    for (;;) algebra.zeros(1_000_000);
  }).toThrow(/^No memory for 1000000 more float64 values: \d+ of the 67108864 bytes .* Try fewer hidden units\.$/);
  expect([...first]).toEqual([7, 7, 7]);
  expect(algebra.zeros(0)).toHaveLength(0);
});

test('kernels that are newer than their source are not compiled again', async () => {
  const path = join(folder, 'float64.wasm');
  const { mtimeMs } = await stat(path);
  await compileKernels(path);
  expect((await stat(path)).mtimeMs).toBe(mtimeMs);
});
