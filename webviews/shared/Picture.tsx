import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { diverging, mix, type DivergingScale, type Rgb } from './colours';
import { forgetPaint, paintWhenVisible } from './paintQueue';
import { theme, type Theme } from './theme';

interface PictureProps {
  /** Says what it shows; absent where the element around it already does. */
  readonly label?: string;
  readonly width: number;
  readonly height: number;
  readonly paint: (image: ImageData, theme: Theme) => void;
  readonly class?: string;
}

/** A small image, drawn pixel by pixel and enlarged by the style sheet. */
export function Picture({ label, width, height, paint, class: className = '' }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = theme.value;
  useEffect(() => {
    const element = canvas.current!;
    return () => forgetPaint(element);
  }, []);
  useLayoutEffect(() => {
    const element = canvas.current!;
    paintWhenVisible(element, () => {
      const image = new ImageData(width, height);
      paint(image, colours);
      element.getContext('2d')!.putImageData(image, 0, 0);
    });
  }, [width, height, paint, colours]);
  const naming = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const);
  return <canvas ref={canvas} class={`picture ${className}`} width={width} height={height} {...naming} />;
}

/** Paints grey values, 0 (paper) to 255 (ink), in the theme's own paper and ink. */
export function paintInk(image: ImageData, pixels: ArrayLike<number>, { background, foreground }: Theme): void {
  const shades = Array.from({ length: 256 }, (_, ink) => mix(background, foreground, ink / 255));
  for (let i = 0; i < image.width * image.height; i++) setPixel(image, i, shades[pixels[i]!]!);
}

/** Negative values blue, positive ones red, zero in the colour of the background. */
export function weightScale({ background, blue, red }: Theme, limit: number): DivergingScale {
  return { negative: blue, zero: background, positive: red, limit };
}

export function paintDiverging(image: ImageData, values: ArrayLike<number>, scale: DivergingScale): void {
  for (let i = 0; i < image.width * image.height; i++) setPixel(image, i, diverging(values[i]!, scale));
}

function setPixel({ data }: ImageData, index: number, [red, green, blue]: Rgb): void {
  const start = index * 4;
  data[start] = red;
  data[start + 1] = green;
  data[start + 2] = blue;
  data[start + 3] = 255;
}
