/** The records that one epoch learns. */
export interface Epoch {
  /** In the order in which they are learnt. */
  readonly order: Uint32Array;
  /** How many of them are learnt already. */
  readonly learnt: number;
  readonly batchSize: number;
}

/** Where a loop gives way: a few times a second, and nowhere else. */
export interface Pauses {
  /** Cheap enough to ask after every step. */
  readonly isDue: () => boolean;
  /** Reports, lets messages in, and throws to end the loop. */
  readonly rest: () => Promise<void>;
}

/**
 * The training loop: learns the rest of an epoch batch by batch; the last batch may be smaller. A stop or a pause waits
 * for no more than the time between two pauses and one step.
 * @param learn makes one step; it need not wait for the device, since nothing here asks for a result
 */
export async function learnEpoch(
  { order, learnt, batchSize }: Epoch,
  learn: (records: Uint32Array) => void,
  { isDue, rest }: Pauses,
): Promise<void> {
  for (let start = learnt; start < order.length; start += batchSize) {
    learn(order.subarray(start, start + batchSize));
    if (isDue()) await rest();
  }
}
