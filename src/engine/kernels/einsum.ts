import * as tf from '@tensorflow/tfjs';
import { addKernel } from './register';

/**
 * `Einsum`, which the stock backend lacks, as one product of matrices; and its gradient, which TensorFlow.js lacks on every
 * backend. As there: one or two float32 tensors, an arrow, no label twice in one of them.
 */
export function registerEinsum(): void {
  addKernel(tf.Einsum, ({ inputs, attrs }) => {
    const tensors = Object.values(inputs) as tf.Tensor[];
    return tf.tidy(() => einsum((attrs as unknown as tf.EinsumAttrs).equation, tensors));
  });

  if (tf.getGradient(tf.Einsum) as tf.GradConfig | undefined) return;
  tf.registerGradient({
    kernelName: tf.Einsum,
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      const { terms, output } = parse((attrs as unknown as tf.EinsumAttrs).equation);
      const gradients = saved.map((tensor, i) => () => {
        const [own, other] = [terms[i]!, terms[1 - i] ?? ''];
        // The derivative by one factor is the other one; labels that only this one has were summed, and dy is their slope.
        const found = [...own].filter((label) => output.includes(label) || other.includes(label)).join('');
        const operands = terms.length === 2 ? `${output},${other}` : output;
        const tensors = [dy as tf.Tensor, ...saved.filter((_, j) => j !== i)];
        const gradient = tf.einsum(`${operands}->${found}`, ...tensors);
        const kept = tensor.shape.map((size, axis) => (found.includes(own[axis]!) ? size : 1));
        return tf.broadcastTo(tf.reshape(gradient, kept), tensor.shape);
      });
      return Object.fromEntries(gradients.entries());
    },
  });
}

function parse(equation: string): { terms: string[]; output: string } {
  const [inputs, output] = equation.replaceAll(/\s/g, '').split('->') as [string, string];
  return { terms: inputs.split(','), output };
}

function einsum(equation: string, tensors: readonly tf.Tensor[]): tf.Tensor {
  // TensorFlow.js's own checks.
  const { allDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  tf.backend_util.checkEinsumDimSizes(allDims.length, idDims, [...tensors]);
  const { terms, output } = parse(equation);
  const sizes = new Map(terms.flatMap((term, i) => [...term].map((label, axis) => [label, tensors[i]!.shape[axis]!])));
  const sizeOf = (labels: readonly string[]) => tf.util.sizeFromShape(shapeOf(labels));
  const shapeOf = (labels: readonly string[]) => labels.map((label) => sizes.get(label)!);

  // What only one factor has, and the result hasn't, is summed at once.
  const [a, b] = terms.map((term, i) => {
    const isAlone = (label: string) => !output.includes(label) && !terms.some((t, j) => j !== i && t.includes(label));
    const axes = [...term].flatMap((label, axis) => (isAlone(label) ? [axis] : []));
    const labels = [...term].filter((label) => !isAlone(label));
    return { labels, tensor: axes.length > 0 ? tf.sum(tensors[i]!, axes) : tensors[i]! };
  });
  if (!b) return arrange(a!, [...output]);

  const shared = a!.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => output.includes(label));
  const summed = shared.filter((label) => !output.includes(label));
  const rows = a!.labels.filter((label) => !shared.includes(label));
  const columns = b.labels.filter((label) => !shared.includes(label));
  const count = [sizeOf(batch), sizeOf(rows), sizeOf(summed), sizeOf(columns)] as const;
  const left = tf.reshape(arrange(a!, [...batch, ...rows, ...summed]), [count[0], count[1], count[2]]);
  const right = tf.reshape(arrange(b, [...batch, ...summed, ...columns]), [count[0], count[2], count[3]]);
  const labels = [...batch, ...rows, ...columns];
  return arrange({ labels, tensor: tf.reshape(tf.matMul(left, right), shapeOf(labels)) }, [...output]);
}

/** The same values with their axes in another order. */
function arrange({ labels, tensor }: { labels: readonly string[]; tensor: tf.Tensor }, order: readonly string[]) {
  const axes = order.map((label) => labels.indexOf(label));
  return axes.every((axis, i) => axis === i) ? tf.clone(tensor) : tf.transpose(tensor, axes);
}
