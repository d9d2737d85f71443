/** A topic of the course. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The id of its walkthrough in package.json; absent while this version has none. */
  readonly walkthrough?: string;
  /** The ids of the samples that it runs. */
  readonly samples: readonly string[];
}

/** The eight topics, in the order in which they build on each other. */
export const topics: readonly Topic[] = [
  {
    id: 'introduction',
    title: 'Introduction',
    summary: 'What deep learning is, how it came about, and three ways to learn from data',
    samples: [],
  },
  {
    id: 'linearRegression',
    title: 'Foundation: linear regression',
    summary: 'A cost, its slope, and the path downhill',
    walkthrough: 'linearRegression',
    samples: [],
  },
  {
    id: 'intuition',
    title: 'Going deep: intuition',
    summary: 'From one neuron that decides to a network of many layers',
    walkthrough: 'intuition',
    samples: [],
  },
  {
    id: 'forwardPass',
    title: 'Going deep: forward pass',
    summary: 'Follow the signals through a network, number by number',
    walkthrough: 'forwardPass',
    samples: [],
  },
  {
    id: 'backPropagation',
    title: 'Going deep: back propagation',
    summary: 'Send the error back and train a network on handwritten digits',
    walkthrough: 'backPropagation',
    samples: ['mnist-mlp'],
  },
  {
    id: 'architectures',
    title: 'Architectures',
    summary: 'Convolution, autoencoders, embeddings, recurrence and attention',
    samples: [],
  },
  {
    id: 'fintechs',
    title: 'Fintechs',
    summary: 'Market surveillance, return prediction and mortgage risk',
    samples: [],
  },
  {
    id: 'gpuAndTpu',
    title: 'GPU and TPU',
    summary: 'Why the hardware matters, measured on your machine',
    walkthrough: 'gpuAndTpu',
    samples: [],
  },
];
