import type { Heap } from './heap';

/**
 * Lays out the fields of an AssemblyScript @unmanaged class for one call: 32-bit whole numbers and addresses, in the class's
 * order.
 * @param use gets the record's address, and must not keep it
 */
export function withRecord(heap: Heap, fields: Readonly<Record<string, number>>, use: (address: number) => void): void {
  const values = Object.values(fields);
  const block = heap.allocate(4 * values.length);
  try {
    heap.int32(block.address, values.length).set(values);
    use(block.address);
  } finally {
    block.free();
  }
}
