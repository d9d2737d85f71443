/** Numbers as the panels write them: thousands separators, units, and the same number of decimals in a column. */

const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });
const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const minus = '\u2212';

export function formatCount(count: number): string {
  return integer.format(count);
}

/** "1 digit", "2,000 digits" */
export function formatCountOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** 0.9722 → "97.22%" */
export function formatPercent(fraction: number): string {
  return Number.isFinite(fraction) ? percent.format(fraction) : 'not a number';
}

/** Always two decimals, so that columns line up; very small values stay visible as such. */
export function formatTwoDecimals(value: number): string {
  if (!Number.isFinite(value)) return 'NaN';
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) !== 0 ? minus + text : text;
}

/** Three significant digits: "0.0123", "−1.5", "1.2e−7". */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e6) ? size.toExponential(2) : threeDigits.format(size);
  return (value < 0 ? minus : '') + text.replace('-', minus);
}

/** As many significant digits: "0.1235", "−1.5", "1.235e−7". What has grown beyond all numbers is "∞", never "NaN". */
export function formatDigits(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const sign = value < 0 ? minus : '';
  if (size === Infinity) return `${sign}∞`;
  const isPlain = size === 0 || (size >= 1e-4 && size < 1e6);
  const text = isPlain ? String(Number(size.toPrecision(digits))) : size.toExponential(digits - 1);
  return sign + text.replace('-', minus);
}

/** "2.4", "3": never ahead of what was reached, so 2.97 is "2.9". */
export function formatEpoch(step: number): string {
  return oneDecimal.format(Math.floor(step * 10 + 1e-6) / 10);
}

/** "8 s", "1 min 20 s", "2 h 5 min" */
export function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
