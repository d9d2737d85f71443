import * as tf from '@tensorflow/tfjs';
import { BatchTrainer } from '../../samples/batchTrainer';
import { cases, records, type ConformanceCase } from './cases';

/** What became of one case on one backend. */
export interface Outcome {
  readonly name: string;
  /** Before each of 20 steps; empty when it failed. */
  readonly losses: readonly number[];
  /** Tensors that each further step left behind, and what was left after all was given back. */
  readonly leaks: { readonly perStep: number; readonly atEnd: number };
  readonly error?: string;
}

const steps = 20;

/** Trains every case on the backend that is set, through the product's own trainer. */
export async function trainAll(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of cases) {
    try {
      outcomes.push(await train(one));
    } catch (error) {
      const { message } = error as Error;
      outcomes.push({ name: one.name, losses: [], leaks: { perStep: 0, atEnd: 0 }, error: message });
    }
  }
  return outcomes;
}

async function train({ name, create }: ConformanceCase): Promise<Outcome> {
  const before = tf.memory().numTensors;
  const task = create();
  const trainer = new BatchTrainer(task);
  const batchSize = records / 2;
  const losses: number[] = [];
  const tensors: number[] = [];
  for (let step = 0; step < steps; step++) {
    const start = step % 2 === 0 ? 0 : batchSize;
    trainer.learn(Uint32Array.from({ length: batchSize }, (_, i) => start + i));
    losses.push((await trainer.takeLoss()) / batchSize);
    tensors.push(tf.memory().numTensors);
  }
  trainer.dispose();
  task.disposeModel();
  const perStep = (tensors[steps - 1]! - tensors[1]!) / (steps - 2);
  return { name, losses, leaks: { perStep, atEnd: tf.memory().numTensors - before } };
}
