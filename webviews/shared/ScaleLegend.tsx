import { useCallback } from 'preact/hooks';
import { formatValue } from './format';
import { paintDiverging, Picture, weightScale } from './Picture';
import type { Theme } from './theme';

const legendWidth = 101;

/** The colours and the numbers that they stand for. */
export function ScaleLegend({ limit }: { readonly limit: number }) {
  const paint = useCallback((image: ImageData, colours: Theme) => {
    const values = Array.from({ length: legendWidth }, (_, x) => (2 * x) / (legendWidth - 1) - 1);
    paintDiverging(image, values, weightScale(colours, 1));
  }, []);
  return (
    <div class="scale-legend">
      <Picture width={legendWidth} height={1} paint={paint} label="Colour scale, from blue to red" />
      <span>{formatValue(-limit)}</span>
      <span>0</span>
      <span>+{formatValue(limit)}</span>
    </div>
  );
}
