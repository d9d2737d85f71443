/** A topic of the course. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The id of its walkthrough in package.json; absent while this version has none. */
  readonly walkthrough?: string;
  /** The ids of the samples that it runs. */
  readonly samples: readonly string[];
  /** What else its panels compute with: modules to read. */
  readonly modules?: readonly CodeModule[];
}

export interface CodeModule {
  readonly title: string;
  /** Below samples/. */
  readonly file: string;
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
    modules: [
      { title: 'Model, cost and gradient', file: 'linear-regression/model.ts' },
      { title: 'Gradient descent', file: 'linear-regression/descend.ts' },
      { title: 'Seven optimisers', file: 'linear-regression/optimisers.ts' },
      { title: 'The answer in closed form', file: 'linear-regression/closedForm.ts' },
      { title: 'Curvature and the bound of the learning rate', file: 'linear-regression/curvature.ts' },
    ],
  },
  {
    id: 'intuition',
    title: 'Going deep: intuition',
    summary: 'From one neuron that decides to a network of many layers',
    walkthrough: 'intuition',
    samples: [],
    modules: [
      { title: 'The perceptron', file: 'neuron/perceptron.ts' },
      { title: 'Activation functions', file: 'neuron/activations.ts' },
      { title: 'A network that tells points apart', file: 'neuron/boundaryNetwork.ts' },
    ],
  },
  {
    id: 'forwardPass',
    title: 'Going deep: forward pass',
    summary: 'Follow the signals through a network, number by number',
    walkthrough: 'forwardPass',
    samples: [],
    modules: [
      { title: 'One layer', file: 'forward-pass/layer.ts' },
      { title: 'The forward pass', file: 'forward-pass/forwardPass.ts' },
      { title: 'The signal table', file: 'forward-pass/signalTable.ts' },
    ],
  },
  {
    id: 'backPropagation',
    title: 'Going deep: back propagation',
    summary: 'Send the error back and train a network on handwritten digits',
    walkthrough: 'backPropagation',
    samples: ['mnist-mlp'],
    modules: [
      { title: 'Learning one record', file: 'back-propagation/learnRecord.ts' },
      { title: 'Three rules for hidden errors', file: 'back-propagation/hiddenErrors.ts' },
      { title: 'A gradient measured', file: 'back-propagation/finiteDifference.ts' },
      { title: 'Back query', file: 'back-propagation/backQuery.ts' },
    ],
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
    modules: [
      { title: 'A car and a bus', file: 'devices/busAndCar.ts' },
      { title: 'A systolic array', file: 'devices/systolicArray.ts' },
      { title: 'The roofline', file: 'devices/roofline.ts' },
      { title: 'Fewer bits', file: 'devices/quantise.ts' },
      { title: 'Data-parallel training', file: 'devices/dataParallel.ts' },
    ],
  },
];
