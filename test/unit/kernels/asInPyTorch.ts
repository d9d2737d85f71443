import * as tf from '@tensorflow/tfjs';
import type { Kernels } from '../../../src/engine/kernels';
import { convolutions, explicitPadding, values } from '../../fixtures/convolutions';
import { expectClose } from './compare';

export interface Settings {
  strides: [number, number];
  pad: tf.Conv2DAttrs['pad'];
  activation: 'linear' | 'relu';
  dilations?: [number, number];
}

/** One kernel, whose gradient convolutionLayer.ts registers: only on WebAssembly. */
export const fused =
  ({ strides, pad, activation, dilations = [1, 1] }: Settings) =>
  (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
    tf.engine().runKernel<tf.Tensor>(
      tf.FusedConv2D,
      { x, filter, bias },
      {
        ...{ strides, pad: pad as never, activation, dataFormat: 'NHWC', dilations },
      },
    );

/** The same in TensorFlow.js's own operations. */
export const unfused =
  ({ strides, pad, activation, dilations = [1, 1] }: Settings) =>
  (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
    const images = x as tf.Tensor4D;
    const y = tf.conv2d(images, filter as tf.Tensor4D, strides, pad as never, 'NHWC', dilations).add(bias);
    return activation === 'relu' ? y.relu() : y;
  };

/** Convolutions and their gradients, with bias and ReLU, fused and not, are PyTorch's; with one thread and with all. */
export function expectConvolutions(kernels: Kernels): void {
  for (const example of convolutions.convolutions) {
    const { x, filter, strides, padding, dilations, relu } = example;
    const pad = explicitPadding(padding);
    const settings: Settings = { strides, pad, dilations, activation: relu ? 'relu' : 'linear' };
    const inputs = [values(1, x), values(2, filter), values(3, [filter[3]!])] as const;
    const dy = values(4, example.shape);
    for (const count of new Set([1, kernels.threads.available])) {
      kernels.threads.use(count);
      tf.tidy(() => {
        const name = `${JSON.stringify([x, filter])}, ${count} threads`;
        expectClose([fused(settings)(...inputs).dataSync()], [example.y], `fused ${name}`);
        const expected = [example.dx, example.dFilter, example.dBias];
        for (const [kind, operation] of [
          ['fused', fused(settings)],
          ['unfused', unfused(settings)],
        ] as const) {
          const gradients = tf.grads((...t) => operation(t[0]!, t[1]!, t[2]!))([...inputs], dy);
          expectClose(
            gradients.map((gradient) => gradient.dataSync()),
            expected,
            `${kind} ${name}`,
          );
        }
      });
    }
    kernels.threads.use(undefined);
  }
}

/** The filter with zeros between its values, whose convolution is the dilated one of the filter. */
export function spread(filter: tf.Tensor, [rowStep, columnStep]: readonly [number, number]): tf.Tensor {
  const [rows, columns, inputs, outputs] = filter.shape as [number, number, number, number];
  const apart = (x: tf.Tensor3D, step: number) => {
    const [before, count, after] = x.shape;
    const padded = tf.pad(tf.reshape(x, [before * count, 1, after]), [
      [0, 0],
      [0, step - 1],
      [0, 0],
    ]);
    return tf.slice(tf.reshape(padded, [before, count * step, after]), 0, [before, (count - 1) * step + 1, after]);
  };
  const tall = apart(tf.reshape(filter, [1, rows, -1]), rowStep);
  const height = tall.shape[1]!;
  const wide = apart(tf.reshape(tall, [height, columns, -1]), columnStep);
  return tf.reshape(wide, [height, wide.shape[1]!, inputs, outputs]);
}

export const depthwise =
  (strides: [number, number], pad: tf.Conv2DAttrs['pad'], dilations: [number, number] = [1, 1]) =>
  (x?: tf.Tensor, filter?: tf.Tensor): tf.Tensor =>
    tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad, 'NHWC', dilations);

/** The same for depthwise convolutions. */
export function expectDepthwise(kernels: Kernels): void {
  for (const { x, filter, strides, padding, dilations, shape, y, dx, dFilter } of convolutions.depthwise) {
    const operation = depthwise(strides, explicitPadding(padding), dilations);
    for (const count of new Set([1, kernels.threads.available])) {
      kernels.threads.use(count);
      tf.tidy(() => {
        const inputs = [values(1, x), values(2, filter)];
        const results = [operation(...inputs), ...tf.grads(operation)(inputs, values(4, shape))];
        expectClose(
          results.map((tensor) => tensor.dataSync()),
          [y, dx, dFilter],
          `${JSON.stringify([x, filter])}, ${count} threads`,
        );
      });
    }
    kernels.threads.use(undefined);
  }
}

export const pool = (
  kind: 'max' | 'average',
  window: [number, number],
  strides: [number, number],
  pad: tf.MaxPoolAttrs['pad'],
) => {
  const operation = kind === 'max' ? tf.maxPool : tf.avgPool;
  return (x?: tf.Tensor) => operation(x as tf.Tensor4D, window, strides, pad as 'same' | 'valid');
};

/** The same for pooling. */
export function expectPooling(kernels: Kernels): void {
  for (const { kind, x, window, strides, padding, shape, y, dx } of convolutions.pooling) {
    const operation = pool(kind, window, strides, explicitPadding(padding));
    for (const count of new Set([1, kernels.threads.available])) {
      kernels.threads.use(count);
      tf.tidy(() => {
        const [input, dy] = [values(1, x), values(4, shape)];
        const results = [operation(input), tf.grad(operation)(input, dy)];
        expectClose(
          results.map((tensor) => tensor.dataSync()),
          [y, dx],
          `${kind} ${JSON.stringify([x, window, strides, padding])}, ${count} threads`,
        );
      });
    }
    kernels.threads.use(undefined);
  }
}
