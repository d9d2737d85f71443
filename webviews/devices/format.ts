/** Quantities of hardware as the panel writes them. */

const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** Three significant digits with the prefix of a thousand, a million …: 35.2e9 → "35.2 G". */
export function formatSi(value: number): string {
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];
  // Rounded first, so that 999.9 doesn't become "1,000".
  const rounded = Number(value.toPrecision(3));
  const step = rounded < 1 ? 0 : Math.min(prefixes.length - 1, Math.floor(Math.log10(rounded) / 3 + 1e-9));
  return `${threeDigits.format(rounded / 1000 ** step)} ${prefixes[step]}`.trimEnd();
}

export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 1000) return `${threeDigits.format(milliseconds / 1000)} s`;
  if (milliseconds >= 1) return `${threeDigits.format(milliseconds)} ms`;
  return `${threeDigits.format(milliseconds * 1000)} µs`;
}

/** In powers of 1024, as memory is counted. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${threeDigits.format(bytes / 1024 ** step)} ${units[step]}`;
}

/** "3.2×" */
export function formatFactor(factor: number): string {
  return `${threeDigits.format(factor)}×`;
}
