/** Red, green and blue, each 0…255. */
export type Rgb = readonly [number, number, number];

export function css([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** `share` 0 is `from`, 1 is `to`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return [part(0), part(1), part(2)];
}

export interface DivergingScale {
  readonly negative: Rgb;
  readonly zero: Rgb;
  readonly positive: Rgb;
  /** The value with the full positive colour; its opposite has the full negative one. */
  readonly limit: number;
}

/** The colour of a value on a scale that is symmetric around zero; beyond the limits it is the limit's. */
export function diverging(value: number, { negative, zero, positive, limit }: DivergingScale): Rgb {
  if (limit === 0) return zero;
  return mix(zero, value < 0 ? negative : positive, Math.min(1, Math.abs(value) / limit));
}

/** The contrast ratio of two colours, 1…21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Whichever candidate is easiest to read on this background. */
export function mostReadable(background: Rgb, candidates: readonly [Rgb, ...Rgb[]]): Rgb {
  return candidates.reduce((best, next) => (contrast(next, background) > contrast(best, background) ? next : best));
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
