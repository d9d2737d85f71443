/** A function for the learner to write: its folder beside this file holds the gap, a solution, hints and checks. */
export interface Exercise {
  /** Its folder, and the learner's file without ".ts". */
  readonly id: string;
  readonly title: string;
}

export interface ExerciseGroup {
  /** The id of the topic that it belongs to, and the learner's folder. */
  readonly id: string;
  readonly title: string;
  /** In the order in which they build on each other. */
  readonly exercises: readonly Exercise[];
}

export const exerciseGroups: readonly ExerciseGroup[] = [
  {
    id: 'linearRegression',
    title: '2 · Linear regression',
    exercises: [
      { id: 'predict', title: 'Predict with a line' },
      { id: 'cost', title: 'The cost of a line' },
      { id: 'gradient', title: 'The slope of the cost' },
      { id: 'one-update', title: 'One update of all parameters' },
      { id: 'descend', title: 'Downhill in many steps' },
      { id: 'standardise', title: 'Scale a feature' },
      { id: 'momentum', title: 'Momentum' },
    ],
  },
  {
    id: 'intuition',
    title: '3 · Intuition',
    exercises: [
      { id: 'perceptron', title: 'A perceptron decides' },
      { id: 'sigmoid', title: 'The sigmoid' },
      { id: 'sigmoid-slope', title: 'The slope of the sigmoid' },
      { id: 'neuron', title: 'A sigmoid neuron' },
      { id: 'small-change', title: 'Foretell a small change' },
    ],
  },
  {
    id: 'forwardPass',
    title: '4 · Forward pass',
    exercises: [
      { id: 'layer-loops', title: 'A layer, by loops' },
      { id: 'matrix-product', title: 'The product of two matrices' },
      { id: 'forward-pass', title: 'Through all layers' },
      { id: 'initialise', title: 'Random weights to start with' },
      { id: 'softmax', title: 'Softmax' },
    ],
  },
  {
    id: 'backPropagation',
    title: '5 · Back propagation',
    exercises: [
      { id: 'prepare', title: 'Prepare a record' },
      { id: 'one-hot', title: 'One-hot targets' },
      { id: 'split-error', title: 'Split an error among the links' },
      { id: 'send-back', title: 'Send errors back with Wᵀ' },
      { id: 'weight-update', title: 'The step of every weight' },
      { id: 'cross-entropy', title: 'Cross-entropy' },
      { id: 'softmax-gradient', title: 'The gradient of softmax and cross-entropy' },
      { id: 'numeric-gradient', title: 'A gradient by measuring' },
      { id: 'accuracy', title: 'Accuracy' },
      { id: 'back-query', title: 'Ask a layer backwards' },
      { id: 'overfitting', title: 'Where overfitting begins' },
      { id: 'early-stopping', title: 'Early stopping' },
    ],
  },
  {
    id: 'engine',
    title: 'Engine basics',
    exercises: [
      { id: 'flat-index', title: 'Where a number lies in memory' },
      { id: 'add-bias', title: 'A bias for every record' },
      { id: 'column-means', title: 'The mean along an axis' },
      { id: 'batches', title: 'Mini-batches' },
      { id: 'autodiff', title: 'Gradients through a tape' },
    ],
  },
];

export const exercises: readonly Exercise[] = exerciseGroups.flatMap((group) => group.exercises);
