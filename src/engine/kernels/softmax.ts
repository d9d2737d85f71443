import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { addKernel, replaceGradient, replaceKernel } from './register';

/** `Softmax` with its gradient, and soft-max cross-entropy, each in one step. */
export function registerSoftmax({ heap, threads }: Kernels): void {
  const { backend } = heap;

  /** Runs a kernel on the rows along the last axis of float32 tensors of the shape of `like`. */
  const onRows = (kernel: string, like: tf.TensorInfo, flopsPerValue: number, tensors: tf.TensorInfo[]) => {
    const columns = like.shape.at(-1)!;
    const size = tf.util.sizeFromShape(like.shape);
    if (size === 0) return;
    const work = { count: size / columns, flops: flopsPerValue * size };
    threads.parallel(kernel, work, columns, ...tensors.map((tensor) => heap.address(tensor)));
  };

  replaceKernel(tf.Softmax, backend, (stock) => (call) => {
    const x = call.inputs.logits!;
    if (x.dtype !== 'float32' || (call.attrs as unknown as tf.SoftmaxAttrs).dim !== x.shape.length - 1)
      return stock(call);
    const y = heap.output(x.shape);
    onRows('softmax', x, 20, [x, y]);
    return y;
  });
  addKernel('SoftmaxGrad', ({ inputs }) => {
    const dx = heap.output(inputs.y!.shape);
    onRows('softmaxGradient', dx, 4, [inputs.y!, inputs.dy!, dx]);
    return dx;
  });
  replaceGradient(tf.Softmax, (stock) => (dy, saved, attrs) => {
    const [y] = saved as [tf.Tensor];
    const isLast = (attrs as unknown as tf.SoftmaxAttrs).dim === y.rank - 1;
    if (!isLast || Array.isArray(dy)) return stock(dy, saved, attrs);
    return { logits: () => tf.engine().runKernel<tf.Tensor>('SoftmaxGrad', { y, dy }) };
  });

  addKernel('SoftmaxCrossEntropy', ({ inputs }) => {
    const [logits, labels] = [inputs.logits!, inputs.labels!];
    const loss = heap.output(logits.shape.slice(0, -1));
    const logSoftmax = heap.output(logits.shape);
    onRows('softmaxCrossEntropy', logits, 20, [logits, labels, loss, logSoftmax]);
    return [loss, logSoftmax];
  });
  addKernel('SoftmaxCrossEntropyGrad', ({ inputs }) => {
    const dLogits = heap.output(inputs.logSoftmax!.shape);
    onRows('softmaxCrossEntropyGradient', dLogits, 20, [inputs.logSoftmax!, inputs.labels!, inputs.dLoss!, dLogits]);
    return dLogits;
  });
  replaceSoftmaxCrossEntropy();
}

/** A loss of `tf.losses`, which models look up there with each call. */
type Loss = typeof tf.losses.softmaxCrossEntropy;

function replaceSoftmaxCrossEntropy(): void {
  const losses = tf.losses as { softmaxCrossEntropy: Loss };
  const stock = losses.softmaxCrossEntropy;
  losses.softmaxCrossEntropy = (onehotLabels, logits, weights, labelSmoothing = 0, reduction) => {
    const isPlain = [onehotLabels, logits].every((x) => x instanceof tf.Tensor && x.dtype === 'float32' && x.rank > 0);
    if (tf.getBackend() !== 'wasm' || !isPlain || labelSmoothing > 0) {
      return stock(onehotLabels, logits, weights, labelSmoothing, reduction);
    }
    const [labels, scores] = [onehotLabels as tf.Tensor, logits as tf.Tensor];
    tf.util.assertShapesMatch(labels.shape, scores.shape, 'Error in softmaxCrossEntropy: ');
    return tf.tidy(() => tf.losses.computeWeightedLoss(crossEntropy(labels, scores), weights, reduction));
  };
}

/** One loss for each row. */
function crossEntropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const engine = tf.engine();
  const differentiable = tf.customGrad((labels, logits, save) => {
    const [loss, logSoftmax] = engine.runKernel<[tf.Tensor, tf.Tensor]>('SoftmaxCrossEntropy', {
      labels: labels as tf.Tensor,
      logits: logits as tf.Tensor,
    });
    (save as tf.GradSaveFunc)([labels as tf.Tensor, logSoftmax]);
    const gradFunc = (dLoss: tf.Tensor, saved: tf.Tensor[]) => {
      const [labels, logSoftmax] = saved as [tf.Tensor, tf.Tensor];
      const dLogits = engine.runKernel<tf.Tensor>('SoftmaxCrossEntropyGrad', { logSoftmax, labels, dLoss });
      // What comes back for the labels is TensorFlow.js's choice.
      return [tf.neg(dLogits), dLogits];
    };
    return { value: loss, gradFunc };
  });
  return differentiable(labels, logits);
}
