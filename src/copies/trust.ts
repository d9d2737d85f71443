import * as vscode from 'vscode';

/** A learner's own code may do whatever its author can, so it runs only where the learner trusts the workspace. */
export class Trust {
  isTrusted = () => vscode.workspace.isTrusted;

  /** Says why not, unless the workspace is trusted. */
  allows(): boolean {
    if (this.isTrusted()) return true;
    const manage = 'Manage Trust';
    void vscode.window.showWarningMessage(`${reason} The samples themselves run everywhere.`, manage).then((choice) => {
      if (choice === manage) void vscode.commands.executeCommand('workbench.trust.manage');
    });
    return false;
  }

  /** @throws Error where the code must not run, whoever asks for it */
  require(): void {
    if (!this.isTrusted()) throw new Error(reason);
  }
}

const reason = 'Your copy is code, and this workspace is not trusted, so it does not run here.';
