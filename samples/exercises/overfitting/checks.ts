import { checksFor } from '../check';

type OverfittingFrom = (training: readonly number[], validation: readonly number[]) => number;

const first = (length: number, holds: (epoch: number) => boolean) =>
  [...new Array(length).keys()].findIndex((epoch) => epoch > 0 && holds(epoch));

export const checks = checksFor<OverfittingFrom>({
  functionName: 'overfittingFrom',
  // The expected epochs were read off the two rows of losses by eye.
  cases: [
    {
      given: [
        [2.3, 1.1, 0.6, 0.3, 0.1],
        [2.2, 1.3, 1.0, 1.2, 1.5],
      ],
      expected: 3,
    },
    {
      given: [
        [1, 0.8, 0.6],
        [1.1, 0.9, 0.8],
      ],
      expected: -1,
    },
    {
      given: [
        [1, 1.2, 0.9, 0.7],
        [1.1, 1.3, 1.0, 1.4],
      ],
      expected: 3,
    }, // In epoch 1 both rise: that is no overfitting
    {
      given: [
        [0.5, 0.4],
        [0.6, 0.7],
      ],
      expected: 1,
    },
    {
      given: [
        [1, 0.9, 0.95, 0.7],
        [1, 1, 1.2, 1],
      ],
      expected: -1,
    },
  ],
  mistakes: [
    {
      diagnosis: 'You look at the validation loss alone. Where the training loss rises too, something else is wrong.',
      answer: (training, validation) => first(training.length, (e) => validation[e]! > validation[e - 1]!),
    },
    {
      diagnosis: 'You look for the epoch in which the validation loss is above the training loss. It nearly always is.',
      answer: (training, validation) => first(training.length, (e) => validation[e]! > training[e]!),
    },
    {
      diagnosis: 'Your epochs count from 1. They count from 0.',
      answer: (training, validation) => {
        const found = first(
          training.length,
          (e) => training[e]! < training[e - 1]! && validation[e]! > validation[e - 1]!,
        );
        return found < 0 ? found : found + 1;
      },
    },
  ],
});
