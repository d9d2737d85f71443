import { computed } from '@preact/signals';
import { answersOf, confusionMatrix, scorecard } from '../../samples/classification';
import { classes, pixelsPerImage } from '../../samples/digits';
import { attempt } from '../shared/Messages';
import { frame, host, testDigits } from './run';
import { chosenCell, chosenDigit, chosenNeuron, type Cell } from './view';

/** What the network of the shown frame answered to the test digits; undefined until both are known. */
export const results = computed(() => {
  const outputs = frame.value?.outputs.values;
  const digits = testDigits.value;
  if (!outputs || !digits) return undefined;
  const { labels, pixels } = digits;
  const answers = answersOf(outputs, classes);
  return {
    count: labels.length,
    labels,
    answers,
    outputs,
    scores: scorecard(answers, labels),
    confusion: confusionMatrix(answers, labels, classes),
    pixelsOf: (digit: number) => pixels.subarray(digit * pixelsPerImage, (digit + 1) * pixelsPerImage),
    outputsOf: (digit: number) => outputs.subarray(digit * classes, (digit + 1) * classes),
  };
});

export type Results = NonNullable<typeof results.value>;

// Choosing something is what the walkthrough means by looking inside.

export function chooseDigit(digit: number): void {
  chosenDigit.value = digit;
  lookedInside();
}

export function chooseCell(cell: Cell): void {
  chosenCell.value = cell;
  lookedInside();
}

export function chooseNeuron(neuron: number): void {
  chosenNeuron.value = neuron;
  lookedInside();
}

function lookedInside(): void {
  attempt(() => host.achieved('lookedInside'));
}
