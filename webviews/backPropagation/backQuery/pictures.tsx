import { useCallback } from 'preact/hooks';
import { imageSide } from '../../../samples/digits';
import { paintDiverging, paintInk, Picture, weightScale } from '../../shared/Picture';
import type { Theme } from '../../shared/theme';

interface ValuesProps {
  readonly values: Float64Array;
  readonly label?: string;
}

/** Inputs of a network as the digit that they would be, 0.01 paper and 1 ink. */
export function InkPicture({ values, label }: ValuesProps) {
  const paint = useCallback((image: ImageData, theme: Theme) => paintInk(image, inkOf(values), theme), [values]);
  const side = values.length === imageSide ** 2 ? imageSide : undefined;
  return (
    <Picture
      width={side ?? values.length}
      height={side ?? 1}
      paint={paint}
      class={side ? '' : 'strip'}
      {...(label && { label })}
    />
  );
}

/** Numbers of both signs beside each other, red and blue; full colour is the largest. */
export function SignedPicture({ values, label }: ValuesProps) {
  const paint = useCallback(
    (image: ImageData, theme: Theme) =>
      paintDiverging(image, values, weightScale(theme, Math.max(...values.map(Math.abs)))),
    [values],
  );
  const side = values.length === imageSide ** 2 ? imageSide : undefined;
  return (
    <Picture
      width={side ?? values.length}
      height={side ?? 1}
      paint={paint}
      class={side ? '' : 'strip'}
      {...(label && { label })}
    />
  );
}

function inkOf(values: Float64Array): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(Math.max(0, Math.min(1, (value - 0.01) / 0.99)) * 255));
}
