import { computed } from '@preact/signals';
import { signals, type BoundaryNetwork } from '../../samples/neuron/boundaryNetwork';
import type { ActivationName } from '../../samples/neuron/activations';
import { live } from './trainer';

/** Cells along each side of a map. */
export const mapSide = 36;

/** For every unit of every layer, what it puts out all over the plane, −1 (blue) … 1 (red), from the upper left. */
export const maps = computed(() => mapsOf(live.value.network));

function mapsOf(network: BoundaryNetwork): Float32Array[][] {
  const all = network.layers.map(({ biases }) => Array.from(biases, () => new Float32Array(mapSide ** 2)));
  for (let row = 0; row < mapSide; row++) {
    for (let column = 0; column < mapSide; column++) {
      const [x, y] = [coordinate(column), -coordinate(row)];
      for (const [layer, outputs] of signals(network, x, y).entries()) {
        const isOutput = layer === network.layers.length - 1;
        const toScale = scaled[isOutput ? 'sigmoid' : network.activation];
        for (const [unit, output] of outputs.entries()) all[layer]![unit]![row * mapSide + column] = toScale(output);
      }
    }
  }
  return all;
}

const coordinate = (cell: number) => -1 + (2 * (cell + 0.5)) / mapSide;

/** The range of each activation on the colours' −1…1; ReLU is cut off at 1. */
const scaled: Readonly<Record<ActivationName, (output: number) => number>> = {
  step: (output) => 2 * output - 1,
  sigmoid: (output) => 2 * output - 1,
  tanh: (output) => output,
  relu: (output) => Math.min(1, output),
};
