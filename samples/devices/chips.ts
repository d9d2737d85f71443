import type { Ceilings } from './roofline';

/** A chip as its makers or a paper describe it: published, not measured here. */
export interface PublishedChip extends Ceilings {
  readonly id: 'cpu' | 'gpu' | 'tpu';
  readonly name: string;
  /** What `peak` counts: the kind of number. */
  readonly precision: string;
  /** Hertz. */
  readonly clock: number;
  /** Bytes of memory on the chip. */
  readonly onChipMemory: number;
}

export const chipSource =
  'Jouppi et al., “In-Datacenter Performance Analysis of a Tensor Processing Unit”, ISCA 2017, Table 2';

const [mega, giga, tera] = [1e6, 1e9, 1e12];
const mebibyte = 2 ** 20;

/** One die each, as in Table 2 of Jouppi et al. 2017. */
export const publishedChips: readonly PublishedChip[] = [
  {
    id: 'cpu',
    name: 'CPU: Intel Haswell E5-2699 v3',
    precision: 'floating point',
    peak: 1.3 * tera,
    bandwidth: 51 * giga,
    clock: 2300 * mega,
    onChipMemory: 51 * mebibyte,
  },
  {
    id: 'gpu',
    name: 'GPU: NVIDIA K80 (one of its two dies)',
    precision: 'floating point',
    peak: 2.8 * tera,
    bandwidth: 160 * giga,
    clock: 560 * mega,
    onChipMemory: 8 * mebibyte,
  },
  {
    id: 'tpu',
    name: 'TPU v1',
    precision: '8-bit integers',
    peak: 92 * tera,
    bandwidth: 34 * giga,
    clock: 700 * mega,
    onChipMemory: 28 * mebibyte,
  },
];

/** The numbers from which the TPU's figures follow (deck topic 8). */
export const tpu = {
  /** The matrix unit: rows × columns of 8-bit multiply-accumulate units. */
  rows: 256,
  columns: 256,
  operationsPerUnit: 2,
  clock: 700 * mega,
  memoryChannels: 2,
  transfersPerSecond: 2133 * mega,
  bytesPerTransfer: 8,
  unifiedBuffer: 24 * mebibyte,
  accumulators: 4 * mebibyte,
  weightMemory: 8 * 2 ** 30,
} as const;

/** Operations a second when every multiply-accumulate unit works in every cycle. */
export function peakOperations(units: number, operationsPerUnit: number, clock: number): number {
  return units * operationsPerUnit * clock;
}

/** How many multiply-accumulates a chip with this peak makes in each cycle. */
export function multiplyAccumulates({ peak, clock }: Pick<PublishedChip, 'peak' | 'clock'>): number {
  return peak / 2 / clock;
}
