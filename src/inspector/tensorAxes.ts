import type { ImageLayout } from './tensorViews';

/** Names for the axes of a layer's weight, and how its numbers are seen as small images. */

interface WeightFacts {
  readonly className: string;
  /** The last part of its name: "kernel", "recurrent_kernel", "bias". */
  readonly name: string;
  readonly shape: readonly number[];
}

const convolutionAxes: Readonly<Record<string, readonly string[]>> = {
  Conv1D: ['place', 'input channel', 'filter'],
  Conv2D: ['row', 'column', 'input channel', 'filter'],
  Conv3D: ['depth', 'row', 'column', 'input channel', 'filter'],
  Conv2DTranspose: ['row', 'column', 'filter', 'input channel'],
  Conv3DTranspose: ['depth', 'row', 'column', 'filter', 'input channel'],
  DepthwiseConv2D: ['row', 'column', 'input channel', 'filter'],
};

const vectorNames = ['gamma', 'beta', 'moving_mean', 'moving_variance'];

export function weightAxes({ className, name, shape }: WeightFacts): readonly string[] {
  const axes = knownWeightAxes(className, name, shape);
  return axes.length === shape.length ? axes : shape.map((_, axis) => `axis ${axis + 1}`);
}

function knownWeightAxes(className: string, name: string, shape: readonly number[]): readonly string[] {
  if (shape.length === 1) return [vectorNames.includes(name) ? 'channel' : /^Conv/.test(className) ? 'filter' : 'node'];
  if (name === 'embeddings') return ['token', 'dimension'];
  if (name === 'recurrent_kernel') return ['unit before', gates(className)];
  if (name === 'kernel' && /LSTM|GRU|SimpleRNN|Bidirectional/.test(className)) return ['input', gates(className)];
  if (name === 'kernel' && shape.length === 2) return ['input', 'node'];
  if (/^(depthwise|pointwise)_kernel$/.test(name)) return ['row', 'column', 'input channel', 'filter'];
  return convolutionAxes[className] ?? [];
}

const gates = (className: string) => (className === 'SimpleRNN' ? 'unit' : 'gate and unit');

/** Filters of a convolution, or the links of each node to the pixels of an image. */
export function weightImages(
  { className, name, shape }: WeightFacts,
  imageInput: readonly [height: number, width: number] | undefined,
): ImageLayout | undefined {
  const axes = weightAxes({ className, name, shape });
  const isKernel = name === 'kernel' || name === 'depthwise_kernel';
  if (isKernel && shape.length === 4 && axes[0] === 'row') {
    const [height, width, third, fourth] = shape as [number, number, number, number];
    if (height * width === 1) return undefined;
    const isTransposed = axes[2] === 'filter';
    const [count, groups] = isTransposed ? [third, fourth] : [fourth, third];
    const [image, group] = isTransposed ? [fourth, 1] : [1, fourth];
    const strides = { image, group, row: width * third * fourth, column: third * fourth };
    // Depthwise filters belong to one channel each.
    if (name === 'depthwise_kernel') {
      return { what: 'filters', count: third * fourth, groups: 1, groupNoun: '', height, width, strides };
    }
    return { what: 'filters', count, groups, groupNoun: 'input channel', height, width, strides };
  }
  if (isKernel && className === 'Dense' && shape.length === 2 && imageInput) {
    const [height, width] = imageInput;
    const [inputs, count] = shape as [number, number];
    if (inputs !== height * width) return undefined;
    const strides = { image: 1, group: 0, row: width * count, column: count };
    return { what: 'nodes', count, groups: 1, groupNoun: '', height, width, strides };
  }
  return undefined;
}

/** @param shape without the number of records */
export function activationAxes(shape: readonly number[]): readonly string[] {
  const names = [[], ['node'], ['step', 'unit'], ['row', 'column', 'channel']][shape.length];
  return names ?? shape.map((_, axis) => `axis ${axis + 1}`);
}

/** Feature maps: each channel of a layer's output as an image; a row of numbers that is an image, as one. */
export function activationImages(shape: readonly number[], isImageInput: boolean): ImageLayout | undefined {
  if (shape.length === 3) {
    const [height, width, count] = shape as [number, number, number];
    if (height * width === 1) return undefined;
    const strides = { image: 1, group: 0, row: width * count, column: count };
    const what = count === 1 ? 'image' : 'feature maps';
    return { what, count, groups: 1, groupNoun: '', height, width, strides };
  }
  const side = squareSide(shape);
  if (!isImageInput || side === undefined) return undefined;
  const strides = { image: 0, group: 0, row: side, column: 1 };
  return { what: 'image', count: 1, groups: 1, groupNoun: '', height: side, width: side, strides };
}

/** The side of the image that a row of at least 64 numbers, or a matrix, may be. */
export function squareSide(shape: readonly (number | null)[]): number | undefined {
  if (shape.length === 2 && shape[0] === shape[1] && shape[0] !== null) return shape[0];
  const [length] = shape;
  if (shape.length !== 1 || !length || length < 64) return undefined;
  const side = Math.sqrt(length);
  return Number.isInteger(side) ? side : undefined;
}
