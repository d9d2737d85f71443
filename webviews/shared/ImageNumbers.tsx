import { NumberTable } from './Numbers';

interface ImageNumbersProps {
  readonly caption: string;
  readonly width: number;
  /** Row by row. */
  readonly values: ArrayLike<number>;
  readonly format: (value: number) => string;
}

/** The numbers behind an image, one for each pixel. */
export function ImageNumbers({ caption, width, values, format }: ImageNumbersProps) {
  const rows = Array.from({ length: values.length / width }, (_, row) => row);
  const columns = Array.from({ length: width }, (_, column) => column);
  return (
    <NumberTable
      caption={caption}
      columns={['row', ...columns.map((column) => String(column + 1))]}
      rows={rows.map((row) => [String(row + 1), ...columns.map((column) => format(values[row * width + column]!))])}
    />
  );
}
