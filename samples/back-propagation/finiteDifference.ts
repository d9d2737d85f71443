import { withChanges, valueAt, type Place } from '../forward-pass/change';
import type { Layer } from '../forward-pass/layer';
import { learnRecord, lossOf, type LabelledRecord } from './learnRecord';

/**
 * ∂loss/∂w measured instead of derived: (loss(w + h) − loss(w − h)) / 2h, the central difference. Its own error is
 * about h² · loss‴ / 6 from the curve, and about 10⁻¹⁶ · loss / h from rounding: neither a large nor a tiny h is good.
 * @param place the weight, bias or input to move
 * @param h how far, to both sides
 */
export function centralDifference(layers: readonly Layer[], record: LabelledRecord, place: Place, h: number): number {
  const network = { inputs: Float64Array.from(record.inputs), layers };
  const value = valueAt(network, place);
  const lossAt = (moved: number) => {
    const { inputs, layers } = withChanges(network, [{ ...place, value: moved }]);
    return lossOf(layers, { inputs, targets: record.targets });
  };
  return (lossAt(value + h) - lossAt(value - h)) / (2 * h);
}

export interface GradientCheck {
  /** ∂loss/∂w by the chain rule. */
  readonly derived: number;
  /** ∂loss/∂w by moving the weight. */
  readonly measured: number;
}

/** Derived beside measured, for every weight. @returns for each layer, outputs × inputs */
export function checkGradients(layers: readonly Layer[], record: LabelledRecord, h: number): GradientCheck[][] {
  const { weightSteps } = learnRecord(layers, record, 0, 'exact gradient');
  return layers.map(({ inputs }, layer) =>
    Array.from(weightSteps[layer]!, (weightStep, link) => {
      const place: Place = { kind: 'weight', layer, node: Math.floor(link / inputs), from: link % inputs };
      return { derived: -weightStep, measured: centralDifference(layers, record, place, h) };
    }),
  );
}

/** How far the measurement of one weight is off with h = 10⁻¹, 10⁻², … 10⁻¹². */
export function errorByStepSize(
  layers: readonly Layer[],
  record: LabelledRecord,
  weight: Place & { readonly kind: 'weight' },
): { readonly h: number; readonly error: number }[] {
  const { weightSteps } = learnRecord(layers, record, 0, 'exact gradient');
  const derived = -weightSteps[weight.layer]![weight.node * layers[weight.layer]!.inputs + weight.from]!;
  return Array.from({ length: 12 }, (_, i) => {
    const h = Number(`1e-${i + 1}`);
    return { h, error: Math.abs(centralDifference(layers, record, weight, h) - derived) };
  });
}
