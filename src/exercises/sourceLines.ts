/** Where things stand in an exercise's file; lines are counted from 1. */

/** The line in which the exported function begins; 1 where there is none. */
export function functionLine(source: string, name: string): number {
  const start = new RegExp(`^export\\s+(?:(?:async\\s+)?function\\s+|const\\s+|let\\s+)${name}\\b`, 'm').exec(source);
  return start ? lineAt(source, start.index) : 1;
}

/** The line of the function's last `return`, where a wrong answer leaves it; else the line in which it begins. */
export function returnLine(source: string, name: string): number {
  const lines = source.split('\n');
  const first = functionLine(source, name);
  const length = lines.slice(first).findIndex((line) => line.startsWith('}'));
  const last = length < 0 ? lines.length : first + length;
  for (let line = last; line > first; line--) if (/^\s*return\b/.test(lines[line - 1]!)) return line;
  return first;
}

/** The name of the function that the file exports. */
export function functionName(source: string): string | undefined {
  return /^export\s+function\s+(\w+)/m.exec(source)?.[1];
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}
