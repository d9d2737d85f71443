/** Rows picked and added by number, as embeddings do. Numbers outside the table give zeros, and are added to nothing. */
import { at } from './vector';

/** Rows from … to − 1 of y: y[i] = x[numbers[i]]; rows of `size` values of 4 bytes. */
export function gatherRows(from: i32, to: i32, x: usize, rows: i32, size: i32, numbers: usize, y: usize): void {
  const bytes = (<usize>size) << 2;
  for (let i = from; i < to; i++) {
    const row = load<i32>(at(numbers, i));
    if (<u32>row < <u32>rows) memory.copy(at(y, i * size), at(x, row * size), bytes);
    else memory.fill(at(y, i * size), 0, bytes);
  }
}

/** Rows from … to − 1 of y: y[j] = Σ x[i] over all i with numbers[i] = j, in the order of i. */
export function segmentSum(from: i32, to: i32, x: usize, count: i32, size: i32, numbers: usize, y: usize): void {
  memory.fill(at(y, from * size), 0, (<usize>((to - from) * size)) << 2);
  for (let i = 0; i < count; i++) {
    const row = load<i32>(at(numbers, i));
    if (row < from || row >= to) continue;
    const source = at(x, i * size);
    const target = at(y, row * size);
    let k = 0;
    for (; k + 4 <= size; k += 4) {
      v128.store(at(target, k), f32x4.add(v128.load(at(target, k)), v128.load(at(source, k))));
    }
    for (; k < size; k++) store<f32>(at(target, k), load<f32>(at(target, k)) + load<f32>(at(source, k)));
  }
}
