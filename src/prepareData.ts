import * as vscode from 'vscode';
import { imageSide } from '../samples/digits';
import { handMadeScaling, prepareInputs } from '../samples/mnist-mlp/prepare';
import type { Services } from './services';
import { readTrainingRecords } from './trainingRecords';

const scheme = 'learn-deep-learning-record';
/** Two decimals are what the numbers are shown with. */
const tolerance = 0.005;

/** The first record of the learner's digits as a read-only document: its pixels, and what enters the network. */
export class RecordDocument implements vscode.TextDocumentContentProvider {
  private text = '';
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly uri = vscode.Uri.from({ scheme, path: 'First training record' });

  register(): vscode.Disposable {
    return vscode.Disposable.from(this.changed, vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  async show(text: string): Promise<void> {
    this.text = text;
    this.changed.fire(this.uri);
    const document = await vscode.workspace.openTextDocument(this.uri);
    // As a preview it would take the place of the walkthrough that asked for it.
    await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true });
  }
}

/** Loads the learner's digits, shows one record, and asks what one of its pixels becomes in the network. */
export async function prepareData(services: Services, view: RecordDocument): Promise<void> {
  const { info, digits } = await readTrainingRecords(services, 0, 1);
  const { pixels } = digits;
  const label = digits.labels[0]!;
  const inputs = new Float64Array(pixels.length);
  prepareInputs(pixels, handMadeScaling, inputs);
  const position = pixelToAskFor(pixels);
  const pixel = pixels[position]!;
  const prepared = inputs[position]!;
  const { scale, offset } = handMadeScaling;

  const heading = [
    info.title,
    `${info.trainRecords.toLocaleString('en')} training records, ${info.testRecords.toLocaleString('en')} test records.`,
    '',
    `The first training record: label ${label}, ${imageSide} × ${imageSide} pixels, 0 (paper) to 255 (ink).`,
    '',
    grid(pixels, (value) => String(value).padStart(4)),
  ].join('\n');
  await view.show(heading);

  const row = Math.floor(position / imageSide) + 1;
  const column = (position % imageSide) + 1;
  const answer = await vscode.window.showInputBox({
    // The question is the title, because a wrong answer's correction takes the place of the prompt.
    title: `Row ${row}, column ${column} holds ${pixel}. What does it become?`,
    prompt: `Pixels 0…255 enter the network as ${offset}…1.`,
    placeHolder: 'two decimals',
    ignoreFocusOut: true,
    validateInput: (text) => problemWith(text, pixel, prepared),
  });
  if (answer === undefined) return;
  await view.show(
    [
      heading,
      '',
      `What enters the network: pixel / 255 × ${scale} + ${offset}`,
      `${pixel} / 255 × ${scale} + ${offset} = ${prepared.toFixed(4)}`,
      'No input is 0, because a weight on an input of 0 would never change.',
      '',
      grid(inputs, (value) => value.toFixed(2).padStart(5)),
    ].join('\n'),
  );
  await services.achievements.add('preparedData');
}

/** A grey pixel is a better question than a black or a white one. */
function pixelToAskFor(pixels: Uint8Array): number {
  const distance = (value: number) => Math.abs(value - 170);
  return pixels.reduce((best, value, index) => (distance(value) < distance(pixels[best]!) ? index : best), 0);
}

function problemWith(text: string, pixel: number, prepared: number): string | undefined {
  const given = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(given)) return 'A number from 0.01 to 1, such as 0.42.';
  const difference = given - prepared;
  if (Math.abs(difference) <= tolerance) return undefined;
  const direction = difference > 0 ? 'too high' : 'too low';
  return `${Math.abs(difference).toFixed(2)} ${direction}. First divide ${pixel} by 255, then fit the result into 0.01…1.`;
}

/** The values row by row, with the number of each row and column. */
function grid(values: ArrayLike<number>, format: (value: number) => string): string {
  const line = (cell: (column: number) => string) => Array.from({ length: imageSide }, (_, i) => cell(i)).join('');
  const width = format(0).length;
  const head = line((column) => String(column + 1).padStart(width));
  const rows = Array.from(
    { length: imageSide },
    (_, row) => `${String(row + 1).padStart(2)} │${line((column) => format(values[row * imageSide + column]!))}`,
  );
  return [`   │${head}`, `───┼${'─'.repeat(head.length)}`, ...rows].join('\n');
}
