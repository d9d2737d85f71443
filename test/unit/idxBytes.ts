/** IDX files made for tests; `rows` and `columns` as the header states them. */
export function idxImages(pixels: Uint8Array, count = pixels.length / 784, rows = 28, columns = 28): Buffer {
  return Buffer.concat([bigEndian(0x803, count, rows, columns), pixels]);
}

export function idxLabels(labels: readonly number[], count = labels.length): Buffer {
  return Buffer.concat([bigEndian(0x801, count), Buffer.from(labels)]);
}

/** Pixels that differ from place to place. */
export function testPixels(count: number): Uint8Array {
  return Uint8Array.from({ length: count * 784 }, (_, i) => (i * 31) % 256);
}

function bigEndian(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, 4 * i));
  return bytes;
}
