import { useCallback } from 'preact/hooks';
import { imageSide } from '../../../samples/digits';
import { paintDiverging, paintInk, Picture, weightScale } from '../../shared/Picture';
import type { Theme } from '../../shared/theme';

interface ValuesProps {
  readonly values: Float64Array;
  readonly label?: string;
}

/** Signals, 0.01 paper and 1 ink: the inputs of a network as the digit that they would be, others beside each other. */
export function InkPicture(props: ValuesProps) {
  return <ValuesPicture {...props} paint={(image, values, theme) => paintInk(image, inkOf(values), theme)} />;
}

/** Numbers of both signs, red and blue; full colour is the largest. */
export function SignedPicture(props: ValuesProps) {
  return <ValuesPicture {...props} paint={paintSigned} />;
}

function paintSigned(image: ImageData, values: Float64Array, theme: Theme): void {
  paintDiverging(image, values, weightScale(theme, Math.max(...values.map(Math.abs))));
}

interface ValuesPictureProps extends ValuesProps {
  readonly paint: (image: ImageData, values: Float64Array, theme: Theme) => void;
}

function ValuesPicture({ values, label, paint }: ValuesPictureProps) {
  const paintValues = useCallback((image: ImageData, theme: Theme) => paint(image, values, theme), [values]);
  const isDigit = values.length === imageSide ** 2;
  return (
    <Picture
      width={isDigit ? imageSide : values.length}
      height={isDigit ? imageSide : 1}
      paint={paintValues}
      class={isDigit ? '' : 'strip'}
      {...(label && { label })}
    />
  );
}

function inkOf(values: Float64Array): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(Math.max(0, Math.min(1, (value - 0.01) / 0.99)) * 255));
}
