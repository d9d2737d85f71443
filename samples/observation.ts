/**
 * What a sample can report while it runs. The kinds are few and closed: a panel knows how to draw each one,
 * and a sample knows nothing of panels.
 */
export type Observation = Scalar | Matrix | Images | Network;

interface Observed {
  /** What was observed, in plain words: "training loss". */
  readonly name: string;
  /** When, in epochs: 1.5 is the middle of the second epoch. */
  readonly step: number;
  /** Replaces what was last seen under this name, and is not kept: for looking in between two recorded steps. */
  readonly transient?: true;
}

/** One number, such as a loss or an accuracy. */
export interface Scalar extends Observed {
  readonly kind: 'scalar';
  readonly value: number;
}

/** A rows × columns matrix, row by row. */
export interface Matrix extends Observed {
  readonly kind: 'matrix';
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Grey images of one size, 0 (background) to 255, one after another, with the class of each. */
export interface Images extends Observed {
  readonly kind: 'images';
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** A feed-forward network as it stands at this step. */
export interface Network extends Observed {
  readonly kind: 'network';
  /** A pixel p in 0…255 enters the network as `p / 255 * scale + offset`. */
  readonly inputScaling: { readonly scale: number; readonly offset: number };
  readonly layers: readonly DenseLayer[];
}

/** `activation(weights · x + biases)` */
export interface DenseLayer {
  readonly activation: 'sigmoid' | 'relu' | 'softmax';
  readonly inputs: number;
  readonly outputs: number;
  /** outputs × inputs, row by row: row j holds the links into node j. */
  readonly weights: Float32Array | Float64Array;
  /** One for each output node; absent in a network without biases. */
  readonly biases?: Float32Array | Float64Array;
}
