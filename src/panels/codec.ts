/**
 * VS Code carries messages between host and webview as JSON and typed arrays. An error would arrive as `{}`, NaN and
 * the infinities as null; these two functions, one on each side, put them into a form that survives.
 */
export function encode(value: unknown): unknown {
  if (value instanceof Error) return { $error: value.message };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  return mapParts(value, encode);
}

/** Undoes `encode`. */
export function decode(value: unknown): unknown {
  if (isRecord(value) && typeof value.$error === 'string') return new Error(value.$error);
  if (isRecord(value) && typeof value.$number === 'string') return Number(value.$number);
  return mapParts(value, decode);
}

function mapParts(value: unknown, map: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, map(part)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}
