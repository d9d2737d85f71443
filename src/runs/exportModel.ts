import type { DenseLayer, Network } from '../../samples/observation';

/** A model as TensorFlow.js saves it: two files that belong side by side. */
export interface TensorFlowModel {
  /** The text of model.json, which names weights.bin. */
  readonly modelJson: string;
  /** The bytes of weights.bin: float32. */
  readonly weights: Uint8Array;
}

/**
 * A TensorFlow.js layers model, for `tf.loadLayersModel`: a Sequential of Dense layers, [records, inputs] in and
 * [records, outputs] out. It expects pixels that are already scaled; how, says its user-defined metadata.
 */
export function modelAsTensorFlow(network: Network): TensorFlowModel {
  const names = network.layers.map((_, i) => `dense_${i + 1}`);
  const { scale, offset } = network.inputScaling;
  const model = {
    format: 'layers-model',
    generatedBy: 'Learn Deep Learning',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'network', layers: network.layers.map((layer, i) => dense(layer, names[i]!)) },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      { paths: ['weights.bin'], weights: network.layers.flatMap((layer, i) => weightSpecs(layer, names[i]!)) },
    ],
    userDefinedMetadata: {
      source: 'Learn Deep Learning',
      epochs: network.step,
      inputScaling: { scale, offset, formula: `pixel / 255 * ${scale} + ${offset}, pixel = 0 (paper) … 255 (ink)` },
      outputs: 'one for each digit, 0 to 9; the largest is the answer',
    },
  };
  return { modelJson: JSON.stringify(model, undefined, 2) + '\n', weights: bytes(network.layers.flatMap(tensors)) };
}

function dense({ activation, inputs, outputs, biases }: DenseLayer, name: string) {
  const use_bias = biases !== undefined;
  const batch_input_shape = [null, inputs];
  return {
    class_name: 'Dense',
    config: { name, units: outputs, activation, use_bias, batch_input_shape, dtype: 'float32' },
  };
}

function weightSpecs({ inputs, outputs, biases }: DenseLayer, name: string) {
  const kernel = { name: `${name}/kernel`, shape: [inputs, outputs], dtype: 'float32' };
  return biases ? [kernel, { name: `${name}/bias`, shape: [outputs], dtype: 'float32' }] : [kernel];
}

/** A layer's tensors as its weight specifications name them; TensorFlow.js keeps kernels as inputs × outputs. */
function tensors({ inputs, outputs, weights, biases }: DenseLayer): (Float32Array | Float64Array)[] {
  const kernel = new Float32Array(inputs * outputs);
  for (let j = 0; j < outputs; j++) for (let i = 0; i < inputs; i++) kernel[i * outputs + j] = weights[j * inputs + i]!;
  return biases ? [kernel, biases] : [kernel];
}

/** One array after another, as bytes in the machine's order, which is what TensorFlow.js writes and reads too. */
function bytes(arrays: readonly (Float32Array | Float64Array)[]): Uint8Array {
  const values = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    values.set(array, at);
    at += array.length;
  }
  return new Uint8Array(values.buffer);
}
