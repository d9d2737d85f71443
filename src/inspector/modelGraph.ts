import * as tf from '@tensorflow/tfjs';

/** One use of a layer, with where its inputs come from. */
export interface GraphNode {
  readonly id: string;
  readonly title: string;
  readonly layer: tf.layers.Layer;
  readonly inputs: readonly Producer[];
  readonly inputShapes: readonly tf.Shape[];
  readonly outputShapes: readonly tf.Shape[];
  readonly callArguments: Readonly<Record<string, unknown>>;
}

/** One of a node's outputs. */
export interface Producer {
  readonly node: string;
  readonly tensor: number;
}

/** A model without its nesting: every node comes after those that it depends on. */
export interface ModelGraph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly string[];
  readonly outputs: readonly Producer[];
}

type LayerNode = tf.layers.Layer['inboundNodes'][number];

/** Lays the models that a model uses as layers out into one graph, and names each use of a shared layer. */
export function graphOf(model: tf.LayersModel): ModelGraph {
  const nodes: GraphNode[] = [];
  const ids = new Set<string>();

  function add(node: LayerNode, prefix: string, inputs: readonly Producer[]): readonly Producer[] {
    const layer = node.outboundLayer;
    const title = prefix + layer.name;
    let id = title;
    for (let use = 2; ids.has(id); use++) id = `${title} #${use}`;
    ids.add(id);
    const outputShapes = asList(node.outputShapes);
    const inputShapes = inputs.length === 0 ? [] : asList(node.inputShapes);
    nodes.push({ id, title, layer, inputs, inputShapes, outputShapes, callArguments: node.callArgs ?? {} });
    return outputShapes.map((_, tensor) => ({ node: id, tensor }));
  }

  /** @param given what is put into a nested model; undefined for the outermost */
  function walk(container: tf.LayersModel, given: readonly Producer[] | undefined, prefix: string): Producer[] {
    const produced = new Map<LayerNode, readonly Producer[]>();
    const producerOf = (layer: tf.layers.Layer, node: number, tensor: number) =>
      produced.get(layer.inboundNodes[node]!)![tensor]!;
    const depths = Object.keys(container.nodesByDepth).map(Number);
    for (const depth of depths.sort((a, b) => b - a)) {
      for (const node of container.nodesByDepth[depth]!) {
        const layer = node.outboundLayer;
        const input = container.inputLayers.indexOf(layer);
        if (input >= 0) produced.set(node, given ? [given[input]!] : add(node, prefix, []));
        else {
          const inputs = node.inboundLayers.map((from, i) =>
            producerOf(from, node.nodeIndices[i]!, node.tensorIndices[i]!),
          );
          const isNested = layer instanceof tf.LayersModel;
          produced.set(node, isNested ? walk(layer, inputs, `${prefix}${layer.name} › `) : add(node, prefix, inputs));
        }
      }
    }
    return container.outputLayers.map((layer, i) =>
      producerOf(layer, container.outputLayersNodeIndices[i]!, container.outputLayersTensorIndices[i]!),
    );
  }

  const outputs = walk(model, undefined, '');
  return { nodes, outputs, inputs: nodes.filter(({ inputs }) => inputs.length === 0).map(({ id }) => id) };
}

/** Where Keras has one shape it writes the shape itself, where it has several, a list of them. */
function asList(shapes: tf.Shape | tf.Shape[]): tf.Shape[] {
  return Array.isArray(shapes[0]) ? (shapes as tf.Shape[]) : [shapes as tf.Shape];
}
