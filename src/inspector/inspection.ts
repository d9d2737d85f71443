import * as tf from '@tensorflow/tfjs';
import type {
  EngineInfo,
  InspectorWorkerFunctions,
  ModelAnswer,
  ModelFiles,
  ModelInput,
  ModelNode,
  ModelOverview,
  ModelQuestion,
  Shape,
  TensorRef,
} from '../protocol';
import { buildModel, matchWeights } from './buildModel';
import { describeLayer, textOf } from './describeLayer';
import { activationsOf, gradientsOf, keyOf, type Computed } from './execute';
import { placeBoxes } from './layout';
import { checkShards, isRecord, parseModelFile, type ModelFile, type StoredWeight } from './modelFile';
import { graphOf, type GraphNode, type ModelGraph } from './modelGraph';
import { sizeOfShape } from './sizeOfShape';
import { activationAxes, activationImages, squareSide, weightAxes, weightImages } from './tensorAxes';
import { imagesOf, summarise, tensorAsCsv, windowOf, type NamedTensor } from './tensorViews';
import { decodeWeight, readWeight } from './weights';

type Variable = tf.layers.Layer['weights'][number];

/** One opened model: its layers, its weights as they are asked for, and what it made of the last input. */
export class Inspection implements Omit<InspectorWorkerFunctions, 'openModel' | 'bundledDigit'> {
  /** Of the weight that was looked at last, for its parts are asked for one by one. */
  private lastWeight: { readonly index: number; readonly tensor: NamedTensor } | undefined;
  private activations = new Map<string, Computed>();
  private gradients = new Map<string, Computed>();
  private hasWeights = false;

  private constructor(
    readonly overview: ModelOverview,
    private readonly file: ModelFile,
    private readonly shards: ModelFiles['shards'],
    private readonly model: tf.LayersModel,
    private readonly graph: ModelGraph,
    private readonly places: ReadonlyMap<Variable, number>,
    private readonly loadEngine: () => Promise<EngineInfo>,
  ) {}

  static async open(files: ModelFiles, loadEngine: () => Promise<EngineInfo>): Promise<Inspection> {
    const file = parseModelFile(files.name, files.json);
    if (typeof files.shards !== 'string') {
      const { shards } = files;
      checkShards(file, (path) => shards[path]?.length);
    }
    const model = await buildModel(file);
    const places = matchWeights(model, file);
    const graph = graphOf(model);
    return new Inspection(overviewOf(file, model, graph, places), file, files.shards, model, graph, places, loadEngine);
  }

  async summariseTensor(ref: TensorRef) {
    return summarise(await this.tensor(ref));
  }

  async tensorImages(ref: TensorRef, group: number, from: number, count: number) {
    return imagesOf(await this.tensor(ref), group, from, count);
  }

  async tensorWindow(ref: TensorRef, window: Parameters<InspectorWorkerFunctions['tensorWindow']>[1]) {
    return windowOf(await this.tensor(ref), window);
  }

  async tensorAsCsv(ref: TensorRef) {
    return tensorAsCsv(await this.tensor(ref));
  }

  async askModel({ inputs, target }: ModelQuestion): Promise<ModelAnswer> {
    const engine = await this.loadEngine();
    await this.loadWeights();
    const tensors = inputs.map(({ shape, values }) => tf.tensor(values, [...shape]));
    try {
      this.activations = activationsOf(this.graph, tensors);
      const outputs = this.graph.outputs.map(({ node, tensor }) => this.activations.get(keyOf(node, tensor))!);
      const { output, index } = target ?? { output: 0, index: indexOfLargest(outputs[0]!.values) };
      const value = outputs[output]?.values[index];
      if (value === undefined) throw new Error('The model has no such output.');
      const discrete = this.overview.inputs.filter(({ vocabulary }) => vocabulary !== undefined);
      this.gradients = gradientsOf(
        this.graph,
        tensors,
        { output, index },
        new Set(discrete.map(({ node }) => keyOf(node, 0))),
        this.activations,
      );
      return {
        engine: engine.title,
        outputs,
        target: { output, index, value },
        withGradient: this.graph.nodes.map(({ id }) => id).filter((id) => this.gradients.has(keyOf(id, 0))),
      };
    } finally {
      tf.dispose(tensors);
    }
  }

  dispose(): void {
    this.model.dispose();
  }

  private async tensor(ref: TensorRef): Promise<NamedTensor> {
    if (ref.of === 'weight') return this.weight(ref.weight);
    const computed = (ref.of === 'activation' ? this.activations : this.gradients).get(keyOf(ref.node, ref.tensor));
    if (!computed) throw new Error('This layer has not been computed. Choose an input first.');
    const shape = computed.shape.slice(1);
    const images = activationImages(shape, this.isImage(shape));
    return { shape, axes: activationAxes(shape), values: computed.values, ...(images && { images }) };
  }

  private async weight(index: number): Promise<NamedTensor> {
    if (this.lastWeight?.index === index) return this.lastWeight.tensor;
    const stored = this.file.weights[index];
    if (!stored) throw new Error('The model has no such weight.');
    const values = await this.valuesOf(stored);
    const variable = [...this.places].find(([, place]) => place === index)?.[0];
    const node = this.graph.nodes.find(({ layer }) => variable && layer.weights.includes(variable));
    const facts = {
      className: node?.layer.getClassName() ?? '',
      name: stored.name.slice(stored.name.lastIndexOf('/') + 1),
      shape: stored.shape,
    };
    const images = weightImages(facts, node && this.imageInto(node));
    const tensor = { shape: stored.shape, axes: weightAxes(facts), values, ...(images && { images }) };
    this.lastWeight = { index, tensor };
    return tensor;
  }

  private async valuesOf(stored: StoredWeight) {
    return decodeWeight(await readWeight(stored, this.file.groups, this.shards), stored);
  }

  private async loadWeights(): Promise<void> {
    if (this.hasWeights) return;
    for (const [variable, index] of this.places) {
      const stored = this.file.weights[index]!;
      const value = tf.tensor(await this.valuesOf(stored), [...stored.shape], variable.dtype);
      variable.write(value);
      value.dispose();
    }
    this.hasWeights = true;
  }

  /** Whether a row of numbers is the size of an image that the model takes in. */
  private isImage(shape: readonly number[]): boolean {
    const count = sizeOfShape(shape);
    return this.overview.inputs.some((input) => {
      const side = imageSize(input.shape);
      return side !== undefined && side[0] * side[1] === count;
    });
  }

  /** The size of the image that a layer gets straight from the model's input. */
  private imageInto({ inputs }: GraphNode): readonly [number, number] | undefined {
    const before = this.graph.nodes.find(({ id }) => id === inputs[0]?.node);
    if (!before || inputs.length !== 1) return undefined;
    if (before.inputs.length === 0) return imageSize(before.outputShapes[0]!);
    return ['Flatten', 'Reshape', 'Dropout', 'Rescaling'].includes(before.layer.getClassName())
      ? this.imageInto(before)
      : undefined;
  }
}

/** Height and width of the grey image that a model may take in. */
function imageSize(shape: Shape): readonly [number, number] | undefined {
  const [height, width, channels] = shape.slice(1);
  if (shape.length === 4 && height && width && channels === 1) return [height, width];
  const side = squareSide(shape.slice(1));
  return side === undefined ? undefined : [side, side];
}

function overviewOf(
  file: ModelFile,
  model: tf.LayersModel,
  graph: ModelGraph,
  places: ReadonlyMap<Variable, number>,
): ModelOverview {
  const links = graph.nodes.flatMap(({ id, inputs }) => inputs.map(({ node }) => [node, id] as const));
  const placed = placeBoxes(
    graph.nodes.map(({ id }) => id),
    links,
  );
  const layers = new Set(graph.nodes.map(({ layer }) => layer));
  const sum = (count: (layer: tf.layers.Layer) => number) =>
    [...layers].reduce((total, layer) => total + count(layer), 0);
  return {
    name: model.name,
    ...(file.generatedBy !== undefined && { generatedBy: file.generatedBy }),
    nodes: graph.nodes.map((node, i) => ({ ...describe(node, graph, places), ...placed.places[i]! })),
    links: links.map(([from, to], i) => ({ from, to, points: placed.paths[i]! })),
    width: placed.width,
    height: placed.height,
    inputs: graph.inputs.map((id) => inputOf(id, graph, file.metadata)),
    outputs: graph.outputs.map(({ node, tensor }) => ({
      node,
      tensor,
      shape: graph.nodes.find(({ id }) => id === node)!.outputShapes[tensor]!,
    })),
    parameters: {
      total: sum((layer) => layer.countParams()),
      trainable: sum((layer) => countValues(layer.trainableWeights)),
    },
    bytes: file.groups.reduce((total, { bytes }) => total + bytes, 0),
    precision: [...new Set(file.weights.map(precisionOf))].join(', ') || 'none',
    weights: file.weights.map((weight) => ({ name: weight.name, shape: weight.shape, precision: precisionOf(weight) })),
  };
}

/** Nothing that a learner would want to see, or said elsewhere. */
const hiddenSettings =
  /initializer|regularizer|constraint|^(name|trainable|batchInputShape|dtype|implementation|layer|cell)$/i;

function describe(
  { id, title, layer, inputShapes, outputShapes }: GraphNode,
  { nodes }: ModelGraph,
  places: ReadonlyMap<Variable, number>,
): Omit<ModelNode, 'x' | 'y'> {
  const className = layer.getClassName();
  const config = layer.getConfig();
  const uses = nodes.filter((other) => other.layer === layer);
  const number = uses.findIndex((use) => use.id === id) + 1;
  const weights = layer.weights;
  return {
    id,
    title,
    className,
    sentence: describeLayer({ className, config, inputShapes, outputShapes }),
    inputShapes,
    outputShapes,
    parameters: number === 1 ? layer.countParams() : 0,
    ...(weights.length > 0 && { formula: weights.map(({ shape }) => shape.join(' × ')).join(' + ') }),
    trainable: layer.trainable && layer.trainableWeights.length > 0,
    weights: weights.map((variable) => places.get(variable)!),
    ...(uses.length > 1 && { use: { number, of: uses.length } }),
    settings: Object.entries(config)
      .filter(([name, value]) => !hiddenSettings.test(name) && value !== null && value !== undefined)
      .map(([name, value]) => [name, textOf(value)] as const),
  };
}

function inputOf(id: string, { nodes }: ModelGraph, metadata: unknown): ModelInput {
  const reader = nodes.find(({ layer, inputs }) => layer.getClassName() === 'Embedding' && inputs[0]?.node === id);
  const vocabulary = reader?.layer.getConfig().inputDim;
  const scaling = isRecord(metadata) && isRecord(metadata.inputScaling) ? metadata.inputScaling : undefined;
  return {
    node: id,
    shape: nodes.find((node) => node.id === id)!.outputShapes[0]!,
    ...(typeof vocabulary === 'number' && { vocabulary }),
    ...(typeof scaling?.scale === 'number' &&
      typeof scaling.offset === 'number' && { scaling: { scale: scaling.scale, offset: scaling.offset } }),
  };
}

function precisionOf({ dtype, quantization }: StoredWeight): string {
  return quantization ? `${quantization.dtype}, quantised` : dtype;
}

function countValues(variables: readonly Variable[]): number {
  return variables.reduce((total, { shape }) => total + sizeOfShape(shape as number[]), 0);
}

function indexOfLargest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}
