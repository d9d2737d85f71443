/** A table of numbers as a learner has it: from a CSV file, or copied out of an editor. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** In the file, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

/**
 * Takes a text apart: separated by tabs, semicolons, commas or spaces, whichever the first line has. The
 * first line names the columns when none of its cells is a number. Quotation marks around a cell are taken off.
 * @param firstLine the line of the file at which the text begins
 * @throws Error when there are not at least two columns and one row
 */
export function parseTable(text: string, firstLine = 1): Table {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line: firstLine + index, text: line }))
    .filter(({ text }) => text.trim() !== '');
  const separator = separatorOf(lines[0]?.text ?? '');
  const rows = lines.map(({ line, text }) => ({ line, cells: splitLine(text, separator) }));
  const first = rows[0]?.cells ?? [];
  if (first.length < 2)
    throw new Error('At least two columns are needed, separated by commas, semicolons, tabs or spaces.');
  const hasHeader = first.every((cell) => readCell(cell) === undefined);
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) throw new Error('There is only a header, and no row of numbers below it.');
  return { columns: first.map((cell, index) => (hasHeader && cell !== '' ? cell : `column ${index + 1}`)), rows: body };
}

/** The first two columns that begin with a number; where there are none, the first two. */
export function likelyColumns({ columns, rows }: Table): { x: number; y: number } {
  const numeric = columns
    .map((_, index) => index)
    .filter((index) => readCell(rows[0]!.cells[index] ?? '') !== undefined);
  const [x, y] = numeric.length < 2 ? [0, 1] : numeric;
  return { x: x!, y: y! };
}

/** Two columns as points; every row that is no point is named with its line and the reason. */
export function pointsFrom(table: Table, xColumn: number, yColumn: number) {
  const points: { x: number; y: number }[] = [];
  const bad: BadRow[] = [];
  for (const { line, cells } of table.rows) {
    const [x, y] = [readCell(cells[xColumn] ?? ''), readCell(cells[yColumn] ?? '')];
    if (x !== undefined && y !== undefined) points.push({ x, y });
    else bad.push({ line, reason: reasonFor(table, cells, x === undefined ? xColumn : yColumn) });
  }
  return { points, bad };
}

function reasonFor({ columns }: Table, cells: readonly string[], column: number): string {
  const name = columns[column] ?? `column ${column + 1}`;
  const cell = cells[column];
  if (cell === undefined) return `there is no "${name}"`;
  if (cell === '') return `"${name}" is empty`;
  return `"${name}" is "${cell.slice(0, 20)}", not a number`;
}

/** A comma counts last: beside tabs or semicolons it is a decimal comma. */
function separatorOf(line: string): string {
  return ['\t', ';', ','].find((separator) => line.includes(separator)) ?? ' ';
}

/** Between quotation marks a separator is part of the cell, and two quotation marks are one. */
function splitLine(line: string, separator: string): string[] {
  if (separator === ' ') return line.trim().split(/\s+/).map(unquoted);
  const cells = [''];
  let isQuoted = false;
  for (const character of line) {
    const cell = cells.length - 1;
    if (character === '"' && /^\s*("|$)/.test(cells[cell]!)) isQuoted = !isQuoted;
    if (character === separator && !isQuoted) cells.push('');
    else cells[cell] += character;
  }
  return cells.map(unquoted);
}

function unquoted(cell: string): string {
  const trimmed = cell.trim();
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
}

/** With a decimal point, or a decimal comma where commas don't separate; undefined when it is no finite number. */
function readCell(cell: string): number | undefined {
  const value = Number(cell.replace(',', '.'));
  return cell !== '' && Number.isFinite(value) ? value : undefined;
}
