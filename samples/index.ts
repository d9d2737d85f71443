import { mnistMlp } from './mnist-mlp';
import type { Sample } from './sample';

/** All samples, in the order in which people see them. */
export const samples: readonly Sample[] = [mnistMlp];

export function findSample(id: string): Sample | undefined {
  return samples.find((sample) => sample.id === id);
}
