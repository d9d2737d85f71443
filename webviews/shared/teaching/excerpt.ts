/** Lines of a sample's source. */
export interface Excerpt {
  /** "samples/linear-regression/cost.ts" */
  readonly file: string;
  /** The function's, or the region's. */
  readonly name: string;
  /** Counted from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** Key to a piece of the code: every line that contains it computes what has this key in the picture and the table. */
export type CodeKeys = Readonly<Record<string, string>>;

export interface CodeLine {
  readonly number: number;
  readonly text: string;
  readonly keys: readonly string[];
}

/** @throws Error when a key's piece of code is in no line: then the sample was changed and the panel must follow */
export function codeLines({ lines, firstLine, file, name }: Excerpt, keys: CodeKeys): CodeLine[] {
  for (const [key, piece] of Object.entries(keys)) {
    if (lines.some((line) => line.includes(piece))) continue;
    throw new Error(`"${key}" should light up in ${name} of ${file}, but no line contains ${piece}`);
  }
  return lines.map((text, index) => ({
    number: firstLine + index,
    text,
    keys: Object.keys(keys).filter((key) => text.includes(keys[key]!)),
  }));
}

export interface Token {
  readonly kind: 'comment' | 'keyword' | 'literal' | 'plain';
  readonly text: string;
}

const tokenPattern =
  /(?<comment>\/\/.*|\/\*.*?\*\/)|(?<literal>'[^']*'|`[^`]*`|\b\d[\d._e]*\b)|(?<keyword>\b(?:as|async|await|break|case|class|const|continue|default|else|export|for|function|if|in|let|new|of|return|switch|throw|while)\b)/g;

/** As much of TypeScript's grammar as makes a short function easier to read. */
export function tokens(line: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(tokenPattern)) {
    if (match.index > end) found.push({ kind: 'plain', text: line.slice(end, match.index) });
    const kind = (['comment', 'literal', 'keyword'] as const).find((group) => match.groups![group] !== undefined)!;
    found.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) found.push({ kind: 'plain', text: line.slice(end) });
  return found;
}
