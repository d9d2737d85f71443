import { classes, pixelsPerImage } from '../digits';
import type { Sample, RunContext } from '../sample';
import type { Classifier } from './classifier';
import { HandMadeNetwork } from './handMadeNetwork';
import { train } from './train';

/** A multi-layer perceptron learns to read handwritten digits (deck topic 5), by hand and with TensorFlow. */
export const mnistMlp: Sample = {
  id: 'mnist-mlp',
  title: 'MLP on MNIST',
  description: 'A multi-layer perceptron learns to read handwritten digits.',
  parameters: {
    model: {
      type: 'choice',
      title: 'model',
      description: 'A three-layer sigmoid network made by hand, or a four-layer ReLU network with TensorFlow.',
      options: ['hand-made', 'tensorflow'],
      default: 'hand-made',
    },
    hiddenUnits: {
      type: 'integer',
      title: 'hidden units',
      description: "Nodes of the hidden layer; TensorFlow's second hidden layer has a third as many, rounded.",
      minimum: 1,
      maximum: 1000,
      default: 200,
      defaultWhen: { model: { tensorflow: 300 } },
    },
    learningRate: {
      type: 'number',
      title: 'learning rate',
      description: 'How far each step goes down the slope; it may change while the network learns.',
      minimum: 0.00001,
      maximum: 10,
      default: 0.1,
      defaultWhen: { model: { tensorflow: 0.01 } },
      live: true,
    },
    epochs: {
      type: 'integer',
      title: 'epochs',
      description: 'How many times the network sees every training record.',
      minimum: 1,
      maximum: 1000,
      default: 5,
      defaultWhen: { model: { tensorflow: 10 } },
    },
    batchSize: {
      type: 'integer',
      title: 'batch size',
      description: 'Records that share one step; the hand-made network learns record by record.',
      minimum: 1,
      maximum: 1000,
      default: 1,
      defaultWhen: { model: { tensorflow: 50 } },
      askedWhen: { model: 'tensorflow' },
    },
    trainRecords: {
      type: 'integer',
      title: 'training records',
      description: 'How many of the training records to learn from, counted from the first; all when left out.',
      minimum: 1,
      maximum: 1_000_000,
    },
  },
  presets: [
    {
      id: 'hand-made-100',
      title: '100 records',
      description: 'The hand-made network learns 100 records, in a moment.',
      parameters: { model: 'hand-made', hiddenUnits: 200, learningRate: 0.1, epochs: 5, trainRecords: 100 },
    },
    {
      id: 'hand-made-complete',
      title: 'Complete set',
      description: 'The hand-made network learns all records.',
      parameters: { model: 'hand-made', hiddenUnits: 200, learningRate: 0.1, epochs: 5 },
    },
    {
      id: 'tensorflow',
      title: 'TensorFlow network',
      description: 'A deeper network learns all records, in batches of 50.',
      parameters: { model: 'tensorflow', hiddenUnits: 300, learningRate: 0.01, epochs: 10, batchSize: 50 },
    },
  ],
  usesTensorFlow: ({ model }) => model === 'tensorflow',
  check: ({ model, batchSize }) =>
    model === 'hand-made' && batchSize !== 1
      ? `batchSize is ${batchSize}, but the hand-made network learns record by record: leave it at 1, or choose model tensorflow.`
      : undefined,
  async run(context) {
    const classifier = await createClassifier(context);
    try {
      await train(classifier, context);
    } finally {
      classifier.dispose?.();
    }
  },
};

async function createClassifier({ parameters, seed, linearAlgebra }: RunContext): Promise<Classifier> {
  const hidden = parameters.hiddenUnits as number;
  if (parameters.model === 'tensorflow') {
    // Only here, so that a hand-made run does not wait for TensorFlow.js.
    const { TensorflowNetwork } = await import('./tensorflowNetwork');
    return new TensorflowNetwork(hidden, seed);
  }
  return new HandMadeNetwork(linearAlgebra, { inputs: pixelsPerImage, hidden, outputs: classes }, seed);
}
