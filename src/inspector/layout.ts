import { Graph, layout } from '@dagrejs/dagre';
import { boxSize } from './boxSize';

export interface Placed {
  readonly width: number;
  readonly height: number;
  /** The middle of each box, in the order of the ids given. */
  readonly places: readonly Point[];
  /** From the edge of one box to the edge of another, through these points, in the order of the links given. */
  readonly paths: readonly (readonly Point[])[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Places boxes in layers from top to bottom so that few links cross, and none runs through a box. */
export function placeBoxes(ids: readonly string[], links: readonly (readonly [from: string, to: string])[]): Placed {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 30, marginx: 12, marginy: 12 });
  for (const id of ids) graph.setNode(id, { ...boxSize });
  links.forEach(([from, to], i) => graph.setEdge(from, to, {}, String(i)));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const point = ({ x, y }: Point) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    places: ids.map((id) => point(graph.node(id) as Point)),
    paths: links.map(([from, to], i) => (graph.edge(from, to, String(i)) as { points: Point[] }).points.map(point)),
  };
}
