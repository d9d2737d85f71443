import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { float16FromBits } from '../../samples/devices/quantise';
import type { ShardGroup, StoredWeight } from './modelFile';

/** The values of a tensor, row by row (the last axis runs fastest). */
export type TensorValues = Float32Array | Int32Array | Uint8Array;

/** Where shards are: in this folder, or here by their paths. */
export type Shards = string | Readonly<Record<string, Uint8Array>>;

/** Reads the bytes of one weight, and no others: a model of 200 MB is never read as a whole only to be looked at. */
export async function readWeight(
  { group, offset, bytes }: StoredWeight,
  groups: readonly ShardGroup[],
  shards: Shards,
): Promise<Uint8Array<ArrayBuffer>> {
  const result = new Uint8Array(bytes);
  let start = 0; // of the shard within its group
  for (const path of groups[group]!.paths) {
    const shard = typeof shards === 'string' ? await openShard(join(shards, path)) : inMemory(shards[path]!);
    try {
      const from = Math.max(offset, start);
      const to = Math.min(offset + bytes, start + shard.size);
      if (from < to) await shard.read(result.subarray(from - offset, to - offset), from - start);
      start += shard.size;
    } finally {
      await shard.close();
    }
  }
  return result;
}

/** A file may be gone or shorter since it was checked. */
async function openShard(path: string) {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    size,
    async read(target: Uint8Array, position: number) {
      for (let done = 0; done < target.length;) {
        const { bytesRead } = await file.read(target, done, target.length - done, position + done);
        if (bytesRead === 0) throw new Error(`${path} has become shorter while it was read. Open the model again.`);
        done += bytesRead;
      }
    },
    close: () => file.close(),
  };
}

function inMemory(bytes: Uint8Array) {
  return {
    size: bytes.length,
    read: (target: Uint8Array, position: number) =>
      Promise.resolve(target.set(bytes.subarray(position, position + target.length))),
    close: () => Promise.resolve(),
  };
}

/** Turns stored bytes (little-endian) into numbers, as `tf.io.decodeWeights` does. */
export function decodeWeight({ buffer }: Uint8Array<ArrayBuffer>, { dtype, quantization }: StoredWeight): TensorValues {
  if (!quantization) {
    if (dtype === 'float32') return new Float32Array(buffer);
    return dtype === 'int32' ? new Int32Array(buffer) : new Uint8Array(buffer);
  }
  if (quantization.dtype === 'float16') return Float32Array.from(new Uint16Array(buffer), float16FromBits);
  const { scale, min } = quantization;
  const stored = quantization.dtype === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
  if (dtype === 'int32') return Int32Array.from(stored, (value) => Math.round(value * scale + min));
  return Float32Array.from(stored, (value) => value * scale + min);
}
