import { computed, signal } from '@preact/signals';
import { imageSide, pixelsPerImage } from '../../samples/digits';
import { prepareDrawing } from '../../samples/mnist-mlp/prepareDrawing';
import { RandomState } from '../../samples/numpyRandom';
import { sizeOfShape } from '../../src/inspector/sizeOfShape';
import type { ModelInput, ModelQuestion, TestDigit } from '../../src/protocol';
import { rasterise } from '../shared/drawing/rasterise';
import { formatCount } from '../shared/format';
import { attempt } from '../shared/Messages';
import { host, model } from './host';
import { inputChoices, strokes, type InputChoice, type InputKind } from './view';

/** What the learner puts into the model. */

/** Where a length is open, as many as fit on a page. */
const openLength = 16;
const drawnSide = 280;

export const kinds: Readonly<Record<InputKind, string>> = {
  digit: 'A test digit of MNIST',
  drawn: 'A digit that you draw',
  random: 'Random numbers',
  numbers: 'Your own numbers',
};

export interface Scaling {
  readonly name: string;
  readonly scale: number;
  readonly offset: number;
}

/** How pixels can enter a model, the way that its file names first. */
export function scalingsOf({ scaling }: ModelInput): readonly Scaling[] {
  const known = [
    { name: '0 to 1', scale: 1, offset: 0 },
    { name: '0.01 to 1', scale: 0.99, offset: 0.01 },
    { name: '−1 to 1', scale: 2, offset: -1 },
    { name: '0 to 255', scale: 255, offset: 0 },
  ];
  if (!scaling) return known;
  const { scale, offset } = scaling;
  const own = known.find((one) => one.scale === scale && one.offset === offset);
  const first = { name: `${own?.name ?? `${scale} · p + ${offset}`}, as it was trained`, scale, offset };
  return [first, ...known.filter((one) => one !== own)];
}

/** Whether the input is a grey image of the size of MNIST's digits. */
export function takesDigits({ shape, vocabulary }: ModelInput): boolean {
  const [, ...lengths] = shape;
  return vocabulary === undefined && ['784', '28,28', '28,28,1'].includes(lengths.join());
}

export function choiceOf(input: ModelInput): InputChoice {
  const given = inputChoices.value[input.node];
  return given ?? { kind: takesDigits(input) ? 'digit' : 'random', digit: 0, seed: 1, text: '', scaling: 0 };
}

export function choose(input: ModelInput, change: Partial<InputChoice>): void {
  inputChoices.value = { ...inputChoices.peek(), [input.node]: { ...choiceOf(input), ...change } };
}

/** The digits that were looked at, by number. */
const digits = signal<ReadonlyMap<number, TestDigit>>(new Map());
const asked = new Set<number>();

export function digitOf({ digit }: InputChoice): TestDigit | undefined {
  const known = digits.value.get(digit);
  if (!known && !asked.has(digit)) {
    asked.add(digit);
    attempt(async () => {
      try {
        const loaded = await host.bundledDigit(digit);
        digits.value = new Map([...digits.peek(), [digit, loaded]]);
      } catch (error) {
        asked.delete(digit);
        throw error;
      }
    });
  }
  return known;
}

const drawing = computed(() => prepareDrawing(rasterise(strokes.value, drawnSide))?.prepared.pixels);

export type InputValues =
  | { readonly shape: readonly number[]; readonly values: Float32Array; readonly pixels?: Uint8Array }
  /** Why there is nothing to put in; `waiting` when that will change by itself. */
  | { readonly missing: string; readonly waiting?: true };

export function valuesOf(input: ModelInput): InputValues {
  const choice = choiceOf(input);
  switch (choice.kind) {
    case 'digit': {
      const digit = digitOf(choice);
      return digit ? fromPixels(input, choice, digit.pixels) : { missing: 'Loading the digit…', waiting: true };
    }
    case 'drawn':
      return drawing.value ? fromPixels(input, choice, drawing.value) : { missing: 'Draw a digit first.' };
    case 'random':
      return random(input, choice.seed);
    case 'numbers':
      return fromText(input, choice.text);
  }
}

function fromPixels(input: ModelInput, choice: InputChoice, pixels: Uint8Array): InputValues {
  const { scale, offset } = scalingsOf(input)[choice.scaling] ?? scalingsOf(input)[0]!;
  const values = Float32Array.from({ length: pixelsPerImage }, (_, i) => (pixels[i]! / 255) * scale + offset);
  return { shape: concrete(input, imageSide), values, pixels };
}

function random(input: ModelInput, seed: number): InputValues {
  const shape = concrete(input, openLength);
  const count = sizeOfShape(shape);
  const state = new RandomState(seed);
  const { vocabulary } = input;
  const values = vocabulary === undefined ? state.normal(0, 1, count) : state.randint(0, vocabulary, count);
  return { shape, values: Float32Array.from(values) };
}

function fromText(input: ModelInput, text: string): InputValues {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const numbers = words.map(Number);
  const wrong = numbers.findIndex((number) => !Number.isFinite(number));
  if (wrong >= 0)
    return { missing: `Number ${formatCount(wrong + 1)} is “${words[wrong]!.slice(0, 20)}”, which is not a number.` };
  const { vocabulary } = input;
  const outside =
    vocabulary === undefined ? -1 : numbers.findIndex((one) => !Number.isInteger(one) || one < 0 || one >= vocabulary);
  if (outside >= 0) {
    return {
      missing: `Number ${outside + 1} is ${numbers[outside]}; tokens are whole numbers from 0 to ${vocabulary! - 1}.`,
    };
  }
  const open = input.shape.slice(1).filter((length) => length === null).length;
  const known = sizeOfShape(input.shape.slice(1).map((length) => length ?? 1));
  const length = open === 1 ? numbers.length / known : openLength;
  const shape = concrete(input, length);
  const expected = open === 1 ? `a multiple of ${formatCount(known)}` : formatCount(sizeOfShape(shape));
  if (numbers.length === 0) return { missing: `Type or paste numbers: ${expected} of them.` };
  if (!Number.isInteger(length) || numbers.length !== sizeOfShape(shape)) {
    return { missing: `${formatCount(numbers.length)} numbers are given; this input takes ${expected}.` };
  }
  return { shape, values: Float32Array.from(numbers) };
}

/** One record; where the model leaves a length open, this one. */
function concrete({ shape }: ModelInput, length: number): number[] {
  return [1, ...shape.slice(1).map((given) => given ?? length)];
}

/** All inputs together; undefined while one is missing. */
export const questionInputs = computed((): ModelQuestion['inputs'] | undefined => {
  const values = model.value?.inputs.map(valuesOf);
  if (!values || values.some((one) => 'missing' in one)) return undefined;
  return values as ModelQuestion['inputs'];
});
