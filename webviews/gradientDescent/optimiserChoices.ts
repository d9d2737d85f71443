import {
  adam,
  batch,
  miniBatch,
  momentum,
  nesterov,
  rmsProp,
  type Optimiser,
} from '../../samples/linear-regression/optimisers';
import type { OptimiserId } from '../../src/teaching/gradientDescentState';
import type { Marker } from '../shared/chart/lineChart';

interface OptimiserChoice {
  readonly title: string;
  readonly make: (settings: { batchSize: number; seed: number }) => Optimiser;
  /** Trails differ in dash and marker as well as in colour. */
  readonly colour: string;
  readonly dash: string;
  readonly marker: Marker;
}

export const optimisers: Readonly<Record<OptimiserId, OptimiserChoice>> = {
  batch: { title: 'Batch', make: batch, colour: 'var(--vscode-charts-blue)', dash: '', marker: 'circle' },
  stochastic: {
    title: 'Stochastic',
    make: ({ seed }) => miniBatch(1, seed),
    colour: 'var(--vscode-descriptionForeground)',
    dash: '2 2',
    marker: 'cross',
  },
  miniBatch: {
    title: 'Mini-batch',
    make: ({ batchSize, seed }) => miniBatch(batchSize, seed),
    colour: 'var(--vscode-charts-green)',
    dash: '6 3',
    marker: 'triangle',
  },
  momentum: {
    title: 'Momentum',
    make: () => momentum(),
    colour: 'var(--vscode-charts-red)',
    dash: '',
    marker: 'square',
  },
  nesterov: {
    title: 'Nesterov',
    make: () => nesterov(),
    colour: 'var(--vscode-charts-purple)',
    dash: '8 3 2 3',
    marker: 'diamond',
  },
  rmsProp: {
    title: 'RMSProp',
    make: () => rmsProp(),
    colour: 'var(--vscode-foreground)',
    dash: '6 3',
    marker: 'square',
  },
  adam: { title: 'Adam', make: () => adam(), colour: 'var(--vscode-charts-yellow)', dash: '10 3', marker: 'circle' },
};
