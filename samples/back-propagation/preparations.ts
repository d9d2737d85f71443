import { handMadeScaling } from '../mnist-mlp/prepare';
import type { Network } from '../observation';

/** How a record becomes numbers: pixels become inputs, the label becomes targets. */
export interface Preparation {
  readonly title: string;
  /** Of the inputs. */
  readonly range: string;
  readonly inputScaling: Network['inputScaling'];
  /** The target of the label's node, and that of all others. */
  readonly high: number;
  readonly low: number;
}

/** The deck's preparation, and what else one might do. */
export const preparations = {
  deck: {
    title: '0.01…1, targets 0.01 and 0.99',
    range: '0.01…1',
    inputScaling: handMadeScaling,
    high: 0.99,
    low: 0.01,
  },
  zeroAndOne: { title: '0…1, targets 0 and 1', range: '0…1', inputScaling: { scale: 1, offset: 0 }, high: 1, low: 0 },
  raw: {
    title: '0…255 as they are, targets 0 and 1',
    range: '0…255',
    inputScaling: { scale: 255, offset: 0 },
    high: 1,
    low: 0,
  },
} as const satisfies Record<string, Preparation>;

export type PreparationId = keyof typeof preparations;
