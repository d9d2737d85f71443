import type { Shape } from '../protocol';

/** What a description needs of a layer: Keras's class name, its configuration in TensorFlow.js's spelling, its shapes. */
export interface LayerFacts {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputShapes: readonly Shape[];
  readonly outputShapes: readonly Shape[];
}

/** "28 × 28 × 1"; the number of records, which every shape begins with, is left out; "?" where any length will do. */
export function shapeText(shape: Shape): string {
  const lengths = shape.slice(1);
  return lengths.length === 0 ? '1' : lengths.map((length) => length ?? '?').join(' × ');
}

/** Says in one plain sentence what the layer computes. */
export function describeLayer(layer: LayerFacts): string {
  const describe = sentences[layer.className];
  const input = layer.inputShapes.map(shapeText).join(' and ');
  const output = layer.outputShapes.map(shapeText).join(' and ');
  return describe
    ? describe({
        ...layer,
        input,
        output,
        value: (name) => textOf(layer.config[name]),
        act: activationOf(layer.config),
      })
    : `Turns ${input || 'its input'} into ${output}.`;
}

interface Words extends LayerFacts {
  readonly input: string;
  readonly output: string;
  readonly value: (name: string) => string;
  /** ", then relu" or nothing */
  readonly act: string;
}

const last = (shapes: readonly Shape[]) => shapes[0]?.at(-1) ?? '?';

const channels = ({ inputShapes }: Words) =>
  last(inputShapes) === 1 ? 'its one channel' : `all ${last(inputShapes)} channels`;

const biasOf = ({ config }: Words) => (config.useBias === false ? '' : ' and adds a bias');

/** One number where a window moves as far along every axis. */
function steps({ config: { strides } }: Words): string {
  const lengths = Array.isArray(strides) ? (strides as number[]) : [];
  return lengths.length > 0 && lengths.every((length) => length === lengths[0]) ? String(lengths[0]) : textOf(strides);
}

const pooling = (how: string) => (words: Words) =>
  `Slides a window of ${words.value('poolSize')} over each channel in steps of ${steps(words)} and keeps ${how}: ${words.input} becomes ${words.output}.`;
const globalPooling = (how: string) => (words: Words) =>
  `Reduces each channel to one number, ${how} of all its places: ${words.input} becomes ${words.output}.`;
const convolution = (words: Words) =>
  `Slides ${words.value('filters')} filters of ${words.value('kernelSize')} over ${channels(words)} in steps of ${steps(words)}, each the sum of weight × input${biasOf(words)}${words.act}: ${words.input} becomes ${words.output}.`;
const merge = (how: string) => (words: Words) =>
  `${how} its ${words.inputShapes.length} inputs, place by place: ${words.output} come out.`;
const recurrent = (what: string) => (words: Words) =>
  `Reads the sequence ${words.input} step by step with ${words.value('units')} units, ${what}; ${words.config.returnSequences === true ? 'every step’s' : 'the last step’s'} hidden state comes out: ${words.output}.`;
const unchanged = (what: string) => (words: Words) => `${what}; the shape stays ${words.output}.`;

const sentences: Readonly<Record<string, (words: Words) => string>> = {
  InputLayer: ({ output }) => `Takes in records of ${output} numbers and passes them on.`,
  Dense: (words) => {
    const nodes = last(words.outputShapes);
    return `${nodes === 1 ? 'Its one node' : `Each of its ${nodes} nodes`} sums all ${last(words.inputShapes)} inputs times their weights${biasOf(words)}${words.act}: ${words.input} becomes ${words.output}.`;
  },
  Conv1D: convolution,
  Conv2D: convolution,
  Conv3D: convolution,
  SeparableConv2D: ({ value, act, input, output }) =>
    `First slides a ${value('kernelSize')} filter over each channel alone, then mixes the channels with ${value('filters')} 1 × 1 filters${act}: ${input} becomes ${output}.`,
  DepthwiseConv2D: ({ value, act, input, output }) =>
    `Slides a ${value('kernelSize')} filter over each channel alone, without mixing them${act}: ${input} becomes ${output}.`,
  Conv2DTranspose: (words) =>
    `Lays ${words.value('filters')} patterns of ${words.value('kernelSize')}, as strong as the input at each place, over one another in steps of ${steps(words)}${words.act}: ${words.input} grows to ${words.output}.`,
  MaxPooling1D: pooling('the largest value'),
  MaxPooling2D: pooling('the largest value'),
  MaxPooling3D: pooling('the largest value'),
  AveragePooling1D: pooling('the mean'),
  AveragePooling2D: pooling('the mean'),
  AveragePooling3D: pooling('the mean'),
  GlobalMaxPooling1D: globalPooling('the largest'),
  GlobalMaxPooling2D: globalPooling('the largest'),
  GlobalAveragePooling1D: globalPooling('the mean'),
  GlobalAveragePooling2D: globalPooling('the mean'),
  Flatten: ({ input, output }) => `Writes the ${input} numbers in one row of ${output}; nothing is computed.`,
  Reshape: ({ input, output }) => `Arranges the same numbers anew, ${input} as ${output}; nothing is computed.`,
  Permute: ({ input, output }) => `Swaps axes, ${input} to ${output}; the numbers stay the same.`,
  RepeatVector: ({ value, output }) => `Repeats its input ${value('n')} times: ${output}.`,
  Dropout: ({ value }) =>
    `While training sets a random share of ${value('rate')} of its inputs to zero; afterwards it passes everything on.`,
  SpatialDropout1D: ({ value }) =>
    `While training sets a random share of ${value('rate')} of whole channels to zero; afterwards it passes everything on.`,
  GaussianNoise: ({ value }) =>
    `While training adds random noise with a standard deviation of ${value('stddev')}; afterwards it passes everything on.`,
  Activation: ({ value, output }) => `Applies ${value('activation')} to each number; the shape stays ${output}.`,
  ReLU: unchanged('Sets every negative number to zero'),
  LeakyReLU: ({ value, output }) =>
    `Multiplies negative numbers by ${value('alpha')} and keeps the others; the shape stays ${output}.`,
  PReLU: unchanged('Multiplies negative numbers by a learnt slope and keeps the others'),
  ELU: unchanged('Bends negative numbers to an exponential curve and keeps the others'),
  Softmax: unchanged('Turns numbers into shares that add up to 1'),
  ThresholdedReLU: ({ value, output }) => `Sets everything up to ${value('theta')} to zero; the shape stays ${output}.`,
  BatchNormalization: ({ inputShapes, output }) =>
    `Subtracts from each of ${last(inputShapes)} channels the mean, and divides by the standard deviation, that it saw in training, then scales by γ and shifts by β; the shape stays ${output}.`,
  LayerNormalization: unchanged(
    'Brings each record to mean 0 and standard deviation 1, then scales by γ and shifts by β',
  ),
  Embedding: ({ value, output }) =>
    `Looks up the vector of ${value('outputDim')} numbers that stands for each of ${value('inputDim')} tokens: ${output} come out.`,
  SimpleRNN: recurrent('each a weighted sum of the input and of the state before'),
  LSTM: recurrent('each with a cell and three gates, so that every weight matrix has four parts'),
  GRU: recurrent('each with two gates, so that every weight matrix has three parts'),
  ConvLSTM2D: ({ value, output }) =>
    `An LSTM whose sums are convolutions with ${value('filters')} filters of ${value('kernelSize')}: ${output} come out.`,
  Bidirectional: ({ value, input, output }) =>
    `Reads ${input} once forward and once backward with two layers of the same kind, and combines both (${value('mergeMode')}): ${output} come out.`,
  TimeDistributed: ({ input, output }) =>
    `Applies one and the same layer to every step of ${input}: ${output} come out.`,
  Add: merge('Adds'),
  Multiply: merge('Multiplies'),
  Average: merge('Takes the mean of'),
  Maximum: merge('Takes the largest of'),
  Minimum: merge('Takes the smallest of'),
  Concatenate: ({ input, output }) => `Puts its inputs ${input} side by side: ${output}.`,
  Dot: ({ input, output }) => `Multiplies its inputs ${input} and sums along an axis: ${output}.`,
  ZeroPadding2D: ({ input, output }) => `Lays a border of zeros around ${input}: ${output}.`,
  Cropping2D: ({ input, output }) => `Cuts a border off ${input}: ${output} is left.`,
  UpSampling2D: ({ value, input, output }) => `Repeats each place ${value('size')} times: ${input} grows to ${output}.`,
  Masking: ({ value }) => `Marks steps that hold only ${value('maskValue')}, so that the layers after it skip them.`,
  Rescaling: ({ value }) => `Multiplies every number by ${value('scale')} and adds ${value('offset')}.`,
};

function activationOf({ activation }: LayerFacts['config']): string {
  if (activation === undefined || activation === null || activation === 'linear') return '';
  return `, then applies ${textOf(activation)}`;
}

/** A setting as people write it: 3 × 3, relu, yes. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.map(textOf).join(' × ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') {
    const { className, class_name: name } = value as Record<string, unknown>;
    const kind = className ?? name;
    return typeof kind === 'string' ? kind : JSON.stringify(value);
  }
  return `${value as number | string}`;
}
