import * as tf from '@tensorflow/tfjs';
import { fusedFilterGradient, fusedInputGradient } from './convolution';

/** What a Conv2D layer of TensorFlow.js 4.22 has. */
interface ConvolutionLayer {
  kernel: tf.LayerVariable;
  bias: tf.LayerVariable | null;
  strides: [number, number];
  padding: 'same' | 'valid' | 'causal';
  dataFormat: 'channelsFirst' | 'channelsLast';
  dilationRate: [number, number];
  activation: { getClassName(): string };
  call: (this: ConvolutionLayer, inputs: tf.Tensor | tf.Tensor[], kwargs: object) => tf.Tensor | tf.Tensor[];
}

/**
 * Lets Conv2D layers with ReLU or no activation train with one kernel each for the result, the input's gradient, and
 * the gradients of filter and bias. TensorFlow.js fuses convolution, bias and ReLU only while predicting; in training
 * it goes over the whole result five times more. On other backends, and for other layers, its own code runs.
 */
export function fuseConvolutionLayers(): void {
  tf.registerGradient({
    kernelName: tf.FusedConv2D,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, [x, filter, y], attrs) => {
      const { strides, pad, dilations, activation } = attrs as unknown as tf.FusedConv2DAttrs;
      const gradients = { dy: dy as tf.Tensor, ...(activation === 'relu' && { y: y! }) };
      const run = (kernel: string, inputs: tf.NamedTensorMap, shapes: Record<string, number[]>) =>
        tf.engine().runKernel(kernel, inputs, { strides, pad, dilations, ...shapes });
      const shapes = { filterShape: filter!.shape };
      // At once, for what the two share is lost when either is asked for alone.
      const [filterGradient, biasGradient] = run(fusedFilterGradient, { x: x!, ...gradients }, shapes) as tf.Tensor[];
      return {
        x: () => run(fusedInputGradient, { filter: filter!, ...gradients }, { inputShape: x!.shape }) as tf.Tensor,
        filter: () => filterGradient!,
        bias: () => biasGradient!,
      };
    },
  });

  const [layer] = tf.serialization.SerializationMap.getMap().classNameMap.Conv2D!;
  const prototype = layer.prototype as unknown as ConvolutionLayer;
  const stock = prototype.call;
  prototype.call = function (inputs, kwargs) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const activation = this.activation.getClassName();
    const fits =
      tf.getBackend() === 'wasm' &&
      x.dtype === 'float32' &&
      this.dataFormat === 'channelsLast' &&
      (this.padding === 'same' || this.padding === 'valid') &&
      (activation === 'relu' || activation === 'linear');
    if (!fits) return stock.call(this, inputs, kwargs);
    return tf.tidy(() => {
      const tensors = { x, filter: this.kernel.read(), ...(this.bias && { bias: this.bias.read() }) };
      const attrs = {
        strides: this.strides,
        pad: this.padding,
        dataFormat: 'NHWC',
        dilations: this.dilationRate,
        activation,
      };
      return tf.engine().runKernel<tf.Tensor>(tf.FusedConv2D, tensors, attrs);
    });
  };
}
