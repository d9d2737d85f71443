import * as tf from '@tensorflow/tfjs';
import { DataError } from '../data/dataError';
import { shapeText } from './describeLayer';
import { isRecord, type ModelFile } from './modelFile';

/**
 * Makes the layers of a model, all weights 0: their values are read when they are asked for.
 * @throws DataError that names the layer which TensorFlow.js does not have, or the weight which is missing
 */
export async function buildModel(file: ModelFile): Promise<tf.LayersModel> {
  checkClasses(file);
  // On this backend a tensor of zeros costs nothing, however large it is.
  await tf.setBackend('cpu');
  try {
    const modelTopology = withoutInitialisers(file.topology);
    const model = await withZeros(() => tf.models.modelFromJSON({ modelTopology } as never));
    if (model instanceof tf.Sequential) model.build();
    return model;
  } catch (error) {
    throw new DataError(
      {
        file: file.name,
        expected: 'layers that TensorFlow.js can put together',
        found: (error as Error).message.replace(/\.$/, ''),
        remedy: 'Save or convert the model again with the version that made it.',
      },
      { cause: error },
    );
  }
}

/**
 * For every weight of the model's layers, its place in the file.
 * @throws DataError when one is missing or has another shape
 */
export function matchWeights(model: tf.LayersModel, file: ModelFile): Map<tf.layers.Layer['weights'][number], number> {
  const places = new Map(file.weights.map(({ name }, index) => [name, index]));
  // Since TensorFlow 2.2, Keras writes the cell of a recurrent layer into the name: lstm/lstm_cell/kernel.
  file.weights.forEach(({ name }, index) => {
    const parts = name.split('/');
    const short = [...parts.slice(0, -2), parts.at(-1)].join('/');
    if (!places.has(short)) places.set(short, index);
  });
  const missing = (name: string, shape: string, found: string) =>
    new DataError({
      file: file.name,
      expected: `the weight ${name}, ${shape}`,
      found,
      remedy: 'Topology and weights do not belong together: save the model again.',
    });
  return new Map(
    model.weights.map((variable) => {
      const { originalName } = variable;
      const shape = shapeText([null, ...variable.shape]);
      const index = places.get(originalName);
      if (index === undefined) throw missing(originalName, shape, 'no weight of this name');
      const stored = shapeText([null, ...file.weights[index]!.shape]);
      if (stored !== shape) throw missing(originalName, shape, stored);
      return [variable, index];
    }),
  );
}

function checkClasses({ name, topology }: ModelFile): void {
  const { classNameMap: known } = tf.serialization.SerializationMap.getMap();
  for (const { className, layer } of classesIn(topology)) {
    if (className in known) continue;
    throw new DataError({
      file: name,
      expected: 'layers that TensorFlow.js has',
      found: `the layer "${layer}" of the class ${className}`,
      remedy:
        'A layer of one’s own, or one of a newer Keras, cannot be inspected: build the model from the standard layers.',
    });
  }
}

/** Every layer of a topology, those of nested models and within wrappers included. */
function* classesIn(value: unknown): Generator<{ className: string; layer: string }> {
  if (Array.isArray(value)) for (const one of value) yield* classesIn(one);
  if (!isRecord(value)) return;
  const { class_name: className, config } = value;
  if (typeof className === 'string' && isRecord(config)) {
    yield { className, layer: typeof config.name === 'string' ? config.name : className };
    for (const key of ['layers', 'layer', 'backward_layer', 'cell', 'cells']) yield* classesIn(config[key]);
  }
}

/** Initial values are never seen here, and one that TensorFlow.js does not have is no obstacle. */
function withoutInitialisers(topology: object): object {
  return JSON.parse(JSON.stringify(topology), (key, value: unknown) => {
    if (key.endsWith('_initializer')) return undefined;
    // Keras 3 writes a policy where TensorFlow.js expects a name.
    if (key === 'dtype' && isRecord(value)) return 'float32';
    return value;
  }) as object;
}

type AddWeight = (
  name: string,
  shape: tf.Shape,
  dtype?: tf.DataType,
  initializer?: object,
  ...others: unknown[]
) => object;

/** Lets every layer begin with zeros: random numbers take seconds for a large layer, orthogonal ones minutes. */
async function withZeros<T>(make: () => Promise<T>): Promise<T> {
  const layer = tf.layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const { addWeight } = layer;
  const zeros = tf.initializers.zeros();
  layer.addWeight = function (name, shape, dtype, _, ...others) {
    return addWeight.call(this, name, shape, dtype, zeros, ...others);
  };
  try {
    return await make();
  } finally {
    layer.addWeight = addWeight;
  }
}
