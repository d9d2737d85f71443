import * as tf from '@tensorflow/tfjs';
import type { GraphNode, ModelGraph, Producer } from './modelGraph';

/** A comparison stays the same when a number in it grows a little: its derivative is 0. TensorFlow.js has none for these. */
for (const [kernelName, inputsToSave] of [
  ['NotEqual', ['a', 'b']],
  ['Any', ['x']],
] as const) {
  tf.registerGradient({
    kernelName,
    inputsToSave: [...inputsToSave],
    gradFunc: (_, inputs) =>
      Object.fromEntries(inputsToSave.map((name, i) => [name, () => tf.zeros(inputs[i]!.shape)])),
  });
}

/** Called with each output of each node; may return another tensor, which the layers after it then take. */
type Tap = (node: GraphNode, tensor: number, value: tf.Tensor) => tf.Tensor;

/**
 * Computes the whole graph as `LayersModel.predict` does, and lets every layer's outputs be seen on the way.
 * @param inputs one tensor for each of the graph's inputs, the number of records first
 */
export function runGraph(graph: ModelGraph, inputs: readonly tf.Tensor[], tap: Tap): tf.Tensor[] {
  const values = new Map<string, readonly tf.Tensor[]>();
  const masks = new Map<string, tf.Tensor | null>();
  const valueOf = ({ node, tensor }: Producer) => values.get(node)![tensor]!;
  for (const node of graph.nodes) {
    const { id, layer, inputs: producers, callArguments } = node;
    let outputs: tf.Tensor[];
    if (producers.length === 0) outputs = [inputs[graph.inputs.indexOf(id)]!];
    else {
      const given = producers.map(valueOf);
      const givenMasks = producers.map((producer) => masks.get(producer.node) ?? null);
      const mask = givenMasks.find((one) => one !== null);
      const result = layer.apply(given, { ...callArguments, ...(mask && { mask }) });
      outputs = (Array.isArray(result) ? result : [result]) as tf.Tensor[];
      if (
        layer.supportsMasking &&
        (mask || layer.getClassName() === 'Masking' || layer.getClassName() === 'Embedding')
      ) {
        const made = layer.computeMask(given, givenMasks as tf.Tensor[]) as tf.Tensor | tf.Tensor[] | null;
        masks.set(id, Array.isArray(made) ? (made[0] ?? null) : made);
      }
    }
    values.set(
      id,
      outputs.map((value, tensor) => tap(node, tensor, value)),
    );
  }
  return graph.outputs.map(valueOf);
}

export interface Computed {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What every layer puts out, by node and output; the tensors that enter the model are among them. */
export function activationsOf(graph: ModelGraph, inputs: readonly tf.Tensor[]): Map<string, Computed> {
  const computed = new Map<string, Computed>();
  tf.tidy(() => {
    runGraph(graph, inputs, ({ id }, tensor, value) => {
      computed.set(keyOf(id, tensor), { shape: value.shape, values: Float32Array.from(value.dataSync()) });
      return value;
    });
  });
  return computed;
}

/**
 * The gradient of one output number with respect to what every layer puts out. To each of these a tensor of zeros is
 * added, and the derivative by it is taken: that is the derivative by what it was added to.
 * @param discrete inputs that are whole numbers, such as tokens: nothing can be a little more than a token
 * @returns by node and output; nothing for those on which the number does not depend
 */
export function gradientsOf(
  graph: ModelGraph,
  inputs: readonly tf.Tensor[],
  target: { readonly output: number; readonly index: number },
  discrete: ReadonlySet<string>,
  shapes: ReadonlyMap<string, Pick<Computed, 'shape'>>,
): Map<string, Computed> {
  const found = new Map<string, Computed>();
  tf.tidy(() => {
    const keys = [...shapes.keys()].filter((key) => !discrete.has(key));
    const probes = keys.map((key) => tf.zeros([...shapes.get(key)!.shape]));
    const probeOf = new Map(keys.map((key, i) => [key, probes[i]!]));
    const output = () => {
      const outputs = runGraph(graph, inputs, ({ id }, tensor, value) => {
        const probe = probeOf.get(keyOf(id, tensor));
        return probe ? tf.add(value, probe) : value;
      });
      return tf.slice(tf.reshape(outputs[target.output]!, [-1]), [target.index], [1]).asScalar();
    };
    const { grads } = tf.engine().gradients(output, probes, undefined, true) as { grads: (tf.Tensor | undefined)[] };
    grads.forEach((gradient, i) => {
      if (gradient) found.set(keys[i]!, { shape: gradient.shape, values: Float32Array.from(gradient.dataSync()) });
    });
  });
  return found;
}

export function keyOf(node: string, tensor: number): string {
  return `${node}:${tensor}`;
}
