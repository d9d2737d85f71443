import { RandomState } from '../../numpyRandom';
import { plainLinearAlgebra } from '../../linearAlgebra';
import { HandMadeNetwork } from '../../mnist-mlp/handMadeNetwork';
import { checksFor } from '../check';

type Initialise = (draws: readonly number[], nodes: number, incoming: number) => number[][];

/** The first matrix of the product's hand-made network, and the draws that it is made of. */
const nodes = { inputs: 3, hidden: 4, outputs: 1 };
const draws = [...new RandomState(42).normal(0, 1, nodes.hidden * nodes.inputs)];
const { wih } = new HandMadeNetwork(plainLinearAlgebra, nodes, 42);
const rows = (values: ArrayLike<number>, length: number) =>
  Array.from({ length: values.length / length }, (_, row) =>
    Array.from(values).slice(row * length, (row + 1) * length),
  );

export const checks = checksFor<Initialise>({
  functionName: 'initialise',
  cases: [
    {
      given: [[2, -2, 1, 4, 0, -1, 3, 8], 2, 4],
      expected: [
        [1, -1, 0.5, 2],
        [0, -0.5, 1.5, 4],
      ],
    },
    { given: [draws, nodes.hidden, nodes.inputs], expected: rows(wih, nodes.inputs) },
    { given: [[3], 1, 1], expected: [[3]] },
  ],
  mistakes: [
    {
      diagnosis: 'The draws are not scaled: multiply each by 1/√incoming.',
      answer: (draws, _, incoming) => rows(draws, incoming),
    },
    {
      diagnosis: 'You divide by the number of incoming links. Divide by its square root.',
      answer: (draws, _, incoming) =>
        rows(
          draws.map((draw) => draw / incoming),
          incoming,
        ),
    },
    {
      diagnosis: 'You scale by the number of nodes. What counts is how many links come into each of them.',
      answer: (draws, nodes, incoming) =>
        rows(
          draws.map((draw) => draw / Math.sqrt(nodes)),
          incoming,
        ),
    },
    {
      diagnosis: 'Rows and columns are swapped: there must be a row for each node.',
      answer: (draws, nodes, incoming) =>
        rows(
          draws.map((draw) => draw / Math.sqrt(incoming)),
          nodes,
        ),
    },
  ],
});
