import * as vscode from 'vscode';
import type { Step, Walkthrough } from './syllabus';

/** The walkthroughs of the manifest; VS Code has put in their texts. */
export function walkthroughsOf({ packageJSON }: vscode.Extension<unknown>): readonly Walkthrough[] {
  return (packageJSON as { contributes: { walkthroughs: Walkthrough[] } }).contributes.walkthroughs;
}

/** Opens a step's walkthrough with that step unfolded. */
export async function openStep(extensionId: string, { walkthrough, id }: Step): Promise<void> {
  const category = `${extensionId}#${walkthrough}`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', { category, step: id });
}

/** Sets VS Code's own tick, which its completion events give only once in a session and never take away. */
export async function tick(extensionId: string, { walkthrough, id }: Step, isDone: boolean): Promise<void> {
  const command = isDone ? 'welcome.markStepComplete' : 'welcome.markStepIncomplete';
  await vscode.commands.executeCommand(command, `${extensionId}#${walkthrough}#${id}`);
}
