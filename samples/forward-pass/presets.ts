import type { SignalNetwork } from './network';

/** The networks of deck topic 4, with the figures that the deck prints for them. */
export interface Preset extends SignalNetwork {
  readonly id: string;
  readonly title: string;
  /** For each layer after the inputs, as many digits as the deck has. */
  readonly printed: readonly { readonly sums: readonly string[]; readonly signals: readonly string[] }[];
}

export const presets: readonly Preset[] = [
  {
    id: 'two-inputs',
    title: 'Two inputs',
    inputs: Float64Array.of(1, 0.5),
    layers: [{ activation: 'sigmoid', inputs: 2, outputs: 2, weights: Float64Array.of(0.9, 0.3, 0.2, 0.8) }],
    printed: [{ sums: ['1.05', '0.6'], signals: ['0.7408', '0.6457'] }],
  },
  {
    id: 'three-layers',
    title: 'Three layers, 3-3-3',
    inputs: Float64Array.of(0.9, 0.1, 0.8),
    layers: [
      {
        activation: 'sigmoid',
        inputs: 3,
        outputs: 3,
        weights: Float64Array.of(0.9, 0.3, 0.4, 0.2, 0.8, 0.2, 0.1, 0.5, 0.6),
      },
      {
        activation: 'sigmoid',
        inputs: 3,
        outputs: 3,
        weights: Float64Array.of(0.3, 0.7, 0.5, 0.6, 0.5, 0.2, 0.8, 0.1, 0.9),
      },
    ],
    printed: [
      { sums: ['1.16', '0.42', '0.62'], signals: ['0.76133271', '0.60348325', '0.65021855'] },
      {
        sums: ['0.97594736', '0.88858496', '1.25461119'],
        signals: ['0.72630335', '0.70859807', '0.77809706'],
      },
    ],
  },
];

/** @throws RangeError that lists the presets there are */
export function findPreset(id: string): Preset {
  const preset = presets.find((one) => one.id === id);
  if (preset) return preset;
  throw new RangeError(`There is no network "${id}". There are: ${presets.map((one) => one.id).join(', ')}.`);
}
