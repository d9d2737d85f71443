import { signalTable } from './signalTable.mjs';

/** What it costs to work with the teaching panels, in a real VS Code. */
export async function panels() {
  return [...(await signalTable())];
}
