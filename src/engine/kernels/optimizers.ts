import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';

type Gradients = Parameters<tf.Optimizer['applyGradients']>[0];

/** What an optimiser remembers of each variable; TensorFlow.js saves and restores it by these names. */
type State = { originalName: string; variable: tf.Variable }[];

/** Parts of a variable are whole vectors of four. */
const grain = 1024;

/**
 * Lets TensorFlow.js's own optimisers make their steps with one kernel for each variable, in place of four to fifteen.
 * They keep their state where they always do, so that saving, restoring and disposing stay theirs. On other backends, and
 * for Adagrad, Adadelta and Adamax, nothing changes.
 */
export function speedUpOptimizers({ heap, threads }: Kernels): void {
  const { backend } = heap;

  /** Calls `step` with addresses: of old and new values (the same where nobody else holds them), and of the gradient. */
  const update = (
    value: tf.Variable,
    gradient: tf.Tensor,
    states: readonly tf.Variable[],
    step: (w: number, g: number, olds: number[], result: number, news: number[]) => void,
  ) => {
    const variables = [value, ...states];
    const news = variables.map((variable) =>
      backend.refCount(variable.dataId) === 1 ? undefined : heap.output(variable.shape),
    );
    const olds = variables.map((variable) => heap.address(variable));
    const targets = news.map((tensor, i) => (tensor ? heap.address(tensor) : olds[i]!));
    step(olds[0]!, heap.address(gradient), olds.slice(1), targets[0]!, targets.slice(1));
    news.forEach((info, i) => {
      if (!info) {
        heap.changed(variables[i]!);
        return;
      }
      const tensor = tf.engine().makeTensorFromTensorInfo(info);
      variables[i]!.assign(tensor);
      tensor.dispose();
    });
  };
  const work = (size: number, flopsPerValue: number) => ({ count: size, grain, flops: flopsPerValue * size });

  replaceStep(tf.SGDOptimizer.prototype, (optimizer: { learningRate: number }, gradients) => {
    for (const { value, gradient } of gradients) {
      update(value, gradient, [], (w, g, _, result) => {
        threads.parallel('sgdStep', work(value.size, 2), w, g, result, optimizer.learningRate);
      });
    }
  });

  type Momentum = { learningRate: number; momentum: number; useNesterov: boolean; accumulations: State };
  replaceStep(tf.MomentumOptimizer.prototype, (optimizer: Momentum, gradients) => {
    const { learningRate, momentum, useNesterov } = optimizer;
    for (const { value, index, gradient } of gradients) {
      const states = [stateOf(optimizer.accumulations, index, value, 'momentum')];
      update(value, gradient, states, (w, g, [m], result, [newM]) => {
        const settings = [learningRate, momentum, Number(useNesterov)];
        threads.parallel('momentumStep', work(value.size, 6), w, g, m!, result, newM!, ...settings);
      });
    }
  });

  type Adam = Record<'learningRate' | 'beta1' | 'beta2' | 'epsilon', number> &
    Record<'accumulatedFirstMoment' | 'accumulatedSecondMoment', State> &
    Record<'accBeta1' | 'accBeta2', tf.Variable>;
  replaceStep(tf.AdamOptimizer.prototype, (optimizer: Adam, gradients) => {
    const { learningRate, beta1, beta2, epsilon, accBeta1, accBeta2 } = optimizer;
    const [power1, power2] = [heap.address(accBeta1), heap.address(accBeta2)];
    for (const { value, index, gradient } of gradients) {
      const states = [
        stateOf(optimizer.accumulatedFirstMoment, index, value, 'm'),
        stateOf(optimizer.accumulatedSecondMoment, index, value, 'v'),
      ];
      update(value, gradient, states, (w, g, olds, result, news) => {
        const settings = [power1, power2, learningRate, beta1, 1 - beta1, beta2, 1 - beta2, epsilon];
        threads.parallel('adamStep', work(value.size, 30), w, g, ...olds, result, ...news, ...settings);
      });
    }
    heap.float32(power1, 1)[0]! *= Math.fround(beta1);
    heap.float32(power2, 1)[0]! *= Math.fround(beta2);
  });

  type RmsProp = Record<'learningRate' | 'decay' | 'momentum' | 'epsilon', number> &
    Record<'accumulatedMeanSquares' | 'accumulatedMoments' | 'accumulatedMeanGrads', State> & { centered: boolean };
  replaceStep(tf.RMSPropOptimizer.prototype, (optimizer: RmsProp, gradients) => {
    const { learningRate, decay, momentum, epsilon, centered } = optimizer;
    for (const { value, index, gradient } of gradients) {
      const states = [
        stateOf(optimizer.accumulatedMeanSquares, index, value, 'rms'),
        stateOf(optimizer.accumulatedMoments, index, value, 'momentum'),
      ];
      if (centered) states.push(stateOf(optimizer.accumulatedMeanGrads, index, value, 'mg'));
      update(
        value,
        gradient,
        states,
        (w, g, [square, moment, mean = 0], result, [newSquare, newMoment, newMean = 0]) => {
          const settings = [learningRate, decay, 1 - decay, momentum, epsilon];
          const olds = [w, g, square!, moment!, mean];
          const news = [result, newSquare!, newMoment!, newMean];
          threads.parallel('rmsPropStep', work(value.size, 25), ...olds, ...news, ...settings);
        },
      );
    }
  });
}

interface VariableGradient {
  value: tf.Variable;
  /** Its place among the variables, by which the optimiser finds its state. */
  index: number;
  gradient: tf.Tensor;
}

/** Replaces the step of all optimisers of a class while the WebAssembly backend computes. */
function replaceStep<T>(prototype: tf.Optimizer, step: (optimizer: T, gradients: VariableGradient[]) => void): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the optimiser as `this`
  const stock = prototype.applyGradients;
  prototype.applyGradients = function (this: tf.Optimizer, variableGradients: Gradients) {
    const named = Array.isArray(variableGradients)
      ? variableGradients
      : Object.entries(variableGradients).map(([name, tensor]) => ({ name, tensor }));
    const gradients = named.flatMap(({ name, tensor }: { name: string; tensor: tf.Tensor | null }, index) =>
      tensor ? [{ value: tf.engine().registeredVariables[name]!, index, gradient: tensor }] : [],
    );
    const isOurs = gradients.every(({ value, gradient }) => value.dtype === 'float32' && gradient.dtype === 'float32');
    if (tf.getBackend() !== 'wasm' || !isOurs || gradients.length < named.length)
      return stock.call(this, variableGradients);
    step(this as T, gradients);
    (this as unknown as { incrementIterations(): void }).incrementIterations();
  };
}

/** What is remembered of a variable; zeros at first. */
function stateOf(states: State, index: number, value: tf.Variable, suffix: string): tf.Variable {
  states[index] ??= {
    originalName: `${value.name}/${suffix}`,
    variable: tf.tidy(() => tf.zerosLike(value).variable(false)),
  };
  return states[index].variable;
}
