import { signal } from '@preact/signals';
import type { Stroke } from '../shared/drawing/rasterise';
import { keepParts } from '../shared/keepParts';
import { scrollPosition } from '../shared/keepScroll';
import { openDisclosures } from '../shared/Numbers';

/** What the learner chose to look at and what they put in. It is kept, so that it is still there after a reload. */

/** The id of a node; undefined for the first that has weights. */
export const chosenNode = signal<string | undefined>(undefined);
/** What of the node is shown: the place of a weight among its weights, or what it computed. */
export const chosenTensor = signal<number | 'activation' | 'gradient'>(0);
/** The recorded epoch of a run; undefined follows the newest. */
export const chosenStep = signal<number | undefined>(undefined);
/** By the node of the input; absent ones take what suits them. */
export const inputChoices = signal<Readonly<Record<string, InputChoice>>>({});
export const strokes = signal<readonly Stroke[]>([]);
/** The output number whose gradient is shown; undefined for the largest. */
export const target = signal<{ readonly output: number; readonly index: number } | undefined>(undefined);

export interface InputChoice {
  readonly kind: InputKind;
  /** Which of the bundled test digits. */
  readonly digit: number;
  readonly seed: number;
  /** Typed or pasted numbers. */
  readonly text: string;
  /** Index into the scalings that are offered. */
  readonly scaling: number;
}

export type InputKind = 'digit' | 'drawn' | 'random' | 'numbers';

const parts = {
  chosenNode,
  chosenTensor,
  chosenStep,
  inputChoices,
  strokes,
  target,
  openDisclosures,
  scrollPosition,
};

/** Takes up what was kept for this model, and from now on keeps every change. */
export function keepView(source: string): void {
  keepParts(source, parts);
}
