import { StateError } from './fields';

const extensionId = 'learn-deep-learning.learn-deep-learning';

/**
 * The address that opens VS Code and, in it, this panel in this state.
 * @param scheme the editor's own: "vscode", "vscode-insiders", …
 */
export function linkTo(scheme: string, panel: string, state: object): string {
  return `${scheme}://${extensionId}/${panel}?state=${escaped(state)}`;
}

/** The command behind a button of a walkthrough or another trusted Markdown page. */
export function commandLinkTo(command: string, state: object): string {
  return `command:learnDeepLearning.${command}?${escaped([state])}`;
}

/**
 * Takes a link apart again; the state is still to be checked by the panel's own fields.
 * @param path with its slash
 * @param query already decoded, as `vscode.Uri` has it
 * @throws StateError when it is no such link
 */
export function readLink({ path, query }: { path: string; query: string }): { panel: string; state: unknown } {
  const json = /^state=([^]*)$/.exec(query)?.[1];
  try {
    return { panel: path.replace(/^\//, ''), state: json === undefined ? {} : JSON.parse(json) };
  } catch {
    throw new StateError('The link cannot be read: what follows "state=" is not JSON. Copy the whole link again.');
  }
}

/** Parentheses would end a link in Markdown; `encodeURIComponent` leaves them. */
function escaped(value: unknown): string {
  return encodeURIComponent(JSON.stringify(value)).replaceAll('(', '%28').replaceAll(')', '%29');
}
