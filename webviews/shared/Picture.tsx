import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { diverging, mix, type DivergingScale } from './colours';
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
  useEffect(() => () => forgetPaint(canvas.current!), []);
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
  for (let i = 0; i < image.width * image.height; i++) {
    setPixel(image, i, mix(background, foreground, pixels[i]! / 255));
  }
}

/** Negative values blue, positive ones yellow, zero in the colour of the background. */
export function weightScale({ background, blue, yellow }: Theme, limit: number): DivergingScale {
  return { negative: blue, zero: background, positive: yellow, limit };
}

export function paintDiverging(image: ImageData, values: ArrayLike<number>, scale: DivergingScale): void {
  for (let i = 0; i < image.width * image.height; i++) setPixel(image, i, diverging(values[i]!, scale));
}

function setPixel(image: ImageData, index: number, [red, green, blue]: readonly [number, number, number]): void {
  image.data.set([red, green, blue, 255], index * 4);
}
