import * as tf from '@tensorflow/tfjs';
import { noteNotFinite, NotFiniteError } from './notFinite';

type Tensor = tf.Tensor;
type Operation = (...args: unknown[]) => unknown;

const explained = new WeakSet<Error>();

/**
 * TensorFlow.js as a learner's code gets it: an operation that fails says which tensors it was given, a loss that is no longer
 * finite ends the run at the operation where that began, and a debugger shows tensors by their values.
 * @returns the source of a module with the same exports as '@tensorflow/tfjs'
 */
export function watchTensorFlow(): string {
  watchLoss();
  showInDebugger();
  const watched = watchOperations(tf, 'tf');
  (globalThis as Record<string, unknown>).learnDeepLearningTensorFlow = watched;
  const names = Object.keys(watched).filter((name) => name !== 'default');
  return [
    'const tf = globalThis.learnDeepLearningTensorFlow;',
    ...names.map((name, i) => `const export${i} = tf[${JSON.stringify(name)}];`),
    `export { ${names.map((name, i) => `export${i} as ${name}`).join(', ')} };`,
  ].join('\n');
}

/** The same functions; those that TensorFlow.js itself calls operations add to an error what they were called with. */
function watchOperations(module: Readonly<Record<string, unknown>>, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(module).map(([name, value]) => {
      if (isOperation(value)) return [name, watchOperation(value, `${prefix}.${name}`)];
      const holdsOperations = typeof value === 'object' && value !== null && Object.values(value).some(isOperation);
      return [name, holdsOperations ? watchOperations(value as Record<string, unknown>, `${prefix}.${name}`) : value];
    }),
  );
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'function' && value.name.endsWith('__op');
}

function watchOperation(operation: Operation, name: string): Operation {
  return (...args) => {
    try {
      return operation(...args);
    } catch (error) {
      throw explain(error, `${name}(${args.map(describe).join(', ')})`);
    }
  };
}

/** The innermost call is the one that says what was wrong. */
function explain(error: unknown, call: string): unknown {
  if (!(error instanceof Error) || explained.has(error)) return error;
  explained.add(error);
  const { message, stack } = error; // The stack is written down when it is first asked for: before the message changes.
  error.message = `${message} (in ${call})`;
  if (stack) error.stack = stack.replace(message, error.message);
  return error;
}

/**
 * Looks at the loss of every step. One that is not finite is computed once more, kernel by kernel, to find the first one that
 * made or was given such a number.
 */
function watchLoss(): void {
  const engine = tf.engine();
  const { prototype } = tf.Optimizer;
  let searching = false;
  const runKernel = engine.runKernel.bind(engine);
  engine.runKernel = <T extends Tensor | Tensor[]>(...[name, inputs, attributes]: Parameters<typeof runKernel>): T => {
    let outputs: T;
    try {
      outputs = runKernel<T>(name, inputs, attributes);
    } catch (error) {
      throw explain(error, `${name} of ${describeAll(inputs)}`);
    }
    if (searching) checkKernel(name, inputs, [outputs].flat());
    else if ([outputs].flat().some((output) => output.size === 1 && countNotFinite(output) > 0)) {
      noteNotFinite(() => `${name} of ${describeAll(inputs)}`);
    }
    return outputs;
  };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with `this` below
  const { minimize } = prototype;
  prototype.minimize = function (loss, ...rest) {
    const watched = () => {
      const value = loss();
      if (Number.isFinite(value.dataSync()[0])) return value;
      searching = true;
      try {
        loss();
      } finally {
        searching = false;
      }
      throw new NotFiniteError(`The loss is ${value.dataSync()[0]}.`);
    };
    return minimize.call(this, watched, ...rest);
  };
}

function checkKernel(kernel: string, inputs: tf.NamedTensorMap, outputs: readonly Tensor[]): void {
  const bad = [...Object.values(inputs).flat(), ...outputs].some((tensor) => countNotFinite(tensor) > 0);
  if (!bad) return;
  const given = Object.values(inputs)
    .flat()
    .some((tensor) => countNotFinite(tensor) > 0);
  throw new NotFiniteError(
    `The loss is not finite, and this is where it begins: ${kernel} of ${describeAll(inputs)} ` +
      (given
        ? 'is given numbers that are not finite: an earlier step spoilt them; the learning rate may be too large.'
        : `gives ${outputs.map(describe).join(', ')}.`),
  );
}

function describeAll(inputs: tf.NamedTensorMap): string {
  return Object.entries(inputs)
    .filter(([, input]) => isTensor(input))
    .map(([name, input]) => `${name}: ${describe(input)}`)
    .join(', ');
}

/** "[50, 784]", and how many of its values are not finite. */
function describe(value: unknown): string {
  if (!isTensor(value)) return describeOther(value);
  const shape = `${value.dtype === 'float32' ? '' : `${value.dtype} `}[${value.shape.join(', ')}]`;
  const notFinite = countNotFinite(value);
  return notFinite === 0 ? shape : `${shape} with ${notFinite} of ${value.size} not finite`;
}

function describeOther(value: unknown): string {
  if (Array.isArray(value) && value.length > 4) return `array of ${value.length}`;
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${(value as Uint8Array).length}`;
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) return '…';
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function countNotFinite(tensor: Tensor): number {
  if (tensor.isDisposed || tensor.dtype !== 'float32') return 0;
  let count = 0;
  for (const value of tensor.dataSync()) if (!Number.isFinite(value)) count++;
  return count;
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value && 'dtype' in value;
}

/** More values than these are shown as they lie in memory, in parts that the debugger can unfold. */
const nestedValues = 10_000;

/** The two methods that VS Code's JavaScript debugger asks an object for, instead of its private fields. */
function showInDebugger(): void {
  Object.assign(tf.Tensor.prototype, {
    [Symbol.for('debug.description')](this: Tensor) {
      const name = `Tensor ${this.dtype} [${this.shape.join(', ')}]`;
      if (this.isDisposed) return `${name} (disposed)`;
      const first = [...this.dataSync().slice(0, 3)].map((value) => Number(value.toPrecision(4)));
      return `${name} ${first.join(', ')}${this.size > first.length ? ', …' : ''}`;
    },
    [Symbol.for('debug.properties')](this: Tensor) {
      const { shape, dtype } = this;
      if (this.isDisposed) return { shape, dtype };
      return { shape, dtype, values: this.size <= nestedValues ? this.arraySync() : this.dataSync() };
    },
  });
}
