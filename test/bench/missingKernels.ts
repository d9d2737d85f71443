import * as tf from '@tensorflow/tfjs';

/**
 * The two kernels without which TensorFlow.js 4.22.0 on WebAssembly cannot train a convolution or an embedding, put
 * together from those that it has.
 */
export function registerMissingKernels(): void {
  tf.registerKernel({
    kernelName: tf.Conv2DBackpropFilter,
    backendName: 'wasm',
    kernelFunc: ({ inputs: { x, dy }, attrs }) =>
      filterGradient(x as tf.Tensor4D, dy as tf.Tensor4D, attrs as unknown as tf.Conv2DBackpropFilterAttrs),
  });
  tf.registerKernel({
    kernelName: tf.UnsortedSegmentSum,
    backendName: 'wasm',
    kernelFunc: ({ inputs: { x, segmentIds }, attrs }) =>
      segmentSum(x as tf.Tensor, segmentIds as tf.Tensor, (attrs as { numSegments: number }).numSegments),
  });
}

/** The gradient is itself a convolution: of the images, channel for channel, with the errors, batch for depth. */
function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  { strides, pad, filterShape }: tf.Conv2DBackpropFilterAttrs,
): tf.Tensor {
  const { padInfo, ...info } = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad);
  if (info.strideHeight !== 1 || info.strideWidth !== 1) throw new Error('This needs strides of 1.');
  return tf.tidy(() => {
    const images = tf.pad(x, [
      [0, 0],
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
      [0, 0],
    ]);
    const errors = tf.transpose<tf.Tensor4D>(dy, [1, 2, 0, 3]);
    const gradient = tf.conv2d(tf.transpose<tf.Tensor4D>(images, [3, 1, 2, 0]), errors, 1, 'valid');
    return tf.transpose(gradient, [1, 2, 0, 3]);
  });
}

/** A product with the one-hot segments. */
function segmentSum(x: tf.Tensor, segments: tf.Tensor, count: number): tf.Tensor {
  return tf.tidy(() => {
    const rows = tf.reshape<tf.Rank.R2>(x, [segments.size, -1]);
    const oneHot = tf.cast(tf.oneHot(tf.reshape<tf.Rank.R1>(segments, [-1]), count), 'float32');
    const sums = tf.matMul(tf.transpose(oneHot), rows);
    return tf.reshape(sums, [count, ...x.shape.slice(segments.rank)]);
  });
}
