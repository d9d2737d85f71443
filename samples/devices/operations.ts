import * as tf from '@tensorflow/tfjs';
import { RandomState } from '../numpyRandom';
import { layerSizes } from './results';
import { matrixProductWork, type Work } from './roofline';

/** Something that a device is timed with. */
export interface Task {
  /** Resolves when the result is really there, not only ordered. */
  step(): Promise<void>;
  dispose(): void;
}

/** A single operation whose arithmetic is known. */
export interface Operation {
  readonly id: 'matrixProduct' | 'convolution';
  readonly title: string;
  readonly work: Work;
  create(): Task;
}

const side = 512;
const convolutionShape = { images: 16, side: 28, channels: 8, filters: 16, kernel: 5 };

export const operations: readonly Operation[] = [
  {
    id: 'matrixProduct',
    title: `Matrix product, ${side} × ${side}`,
    work: matrixProductWork(side, side, side),
    create() {
      const [a, b] = [randomTensor([side, side], 1), randomTensor([side, side], 2)];
      return task([a, b], () => tf.matMul(a, b));
    },
  },
  {
    id: 'convolution',
    title: 'Convolution, 16 images of 28 × 28 × 8, 16 kernels of 5 × 5',
    work: convolutionWork(),
    create() {
      const { images, side: size, channels, filters, kernel } = convolutionShape;
      const input = randomTensor<tf.Tensor4D>([images, size, size, channels], 3);
      const kernels = randomTensor<tf.Tensor4D>([kernel, kernel, channels, filters], 4);
      return task([input, kernels], () => tf.conv2d(input, kernels, 1, 'same'));
    },
  },
];

function convolutionWork(): Work {
  const { images, side: size, channels, filters, kernel } = convolutionShape;
  const pixels = images * size * size;
  return {
    operations: 2 * pixels * filters * kernel * kernel * channels,
    bytes: 4 * (pixels * (channels + filters) + kernel * kernel * channels * filters),
  };
}

/** Numbers that are added to each other to see how fast memory is; more than any cache holds. */
const streamLength = 8 * 2 ** 20;
/** Two are read and one is written. */
export const streamBytes = 3 * 4 * streamLength;

/** c = a + b, the largest vectors: hardly any arithmetic, so that memory is what is timed. */
export function stream(): Task {
  const [a, b] = [tf.fill([streamLength], 1), tf.fill([streamLength], 2)];
  return task([a, b], () => tf.add(a, b));
}

const transferLength = 2 ** 20;
/** Bytes that go to the device and come back again. */
export const transferBytes = 2 * 4 * transferLength;

/** x + 1 for a megabyte or four, with the way there and back, or where it is. */
export function transfer(isResident: boolean): Task {
  const values = new Float32Array(transferLength).fill(1);
  const resident = isResident ? [tf.tensor1d(values)] : [];
  return {
    async step() {
      const result = tf.tidy(() => tf.add(resident[0] ?? tf.tensor1d(values), 1));
      if (isResident) await settle(result);
      else await result.data();
      result.dispose();
    },
    dispose: () => tf.dispose(resident),
  };
}

/** Answers to a batch of digits: with the pixels already on the device, or with the way there and back. */
export function answers(batchSize: number, isResident: boolean): Task {
  const weights = layerSizes
    .slice(1)
    .map((outputs, layer) => randomTensor<tf.Tensor2D>([layerSizes[layer]!, outputs], layer));
  const pixels = randomNumbers(batchSize * layerSizes[0], 9);
  const upload = () => tf.tensor2d(pixels, [batchSize, layerSizes[0]]);
  const resident = isResident ? [upload()] : [];
  const answer = () =>
    weights.reduce<tf.Tensor>((signals, matrix, layer) => {
      const sums = tf.matMul(signals, matrix);
      return layer === weights.length - 1 ? tf.softmax(sums) : tf.relu(sums);
    }, resident[0] ?? upload());
  return {
    async step() {
      const result = tf.tidy(answer);
      if (isResident) await settle(result);
      else await result.data();
      result.dispose();
    },
    dispose: () => tf.dispose([...weights, ...resident]),
  };
}

function task(operands: readonly tf.Tensor[], compute: () => tf.Tensor): Task {
  return {
    async step() {
      const result = compute();
      await settle(result);
      result.dispose();
    },
    dispose: () => tf.dispose([...operands]),
  };
}

/**
 * Waits until a tensor is computed. A GPU only notes what it is asked for; reading one number makes it finish. The other backends
 * have computed before they return.
 */
export async function settle(tensor: tf.Tensor): Promise<void> {
  if (!tf.getBackend().startsWith('webg')) return;
  const corner = tf.tidy(() => tf.slice(tf.reshape(tensor, [-1]), [0], [1]));
  await corner.data();
  corner.dispose();
}

function randomTensor<T extends tf.Tensor = tf.Tensor>(shape: number[], seed: number): T {
  const length = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(randomNumbers(length, seed), shape) as T;
}

function randomNumbers(length: number, seed: number): Float32Array {
  return Float32Array.from(new RandomState(seed).uniform(-0.1, 0.1, length));
}
