import type * as vscode from 'vscode';
import type { Services } from '../services';
import { topics } from '../topics';
import { syllabus } from './syllabus';
import { tick, walkthroughsOf } from './walkthroughs';

/**
 * Ticks each step as it is achieved. VS Code's completion events miss what is achieved before a walkthrough was opened in
 * the session, and after a reset of the progress they don't count again.
 */
export function tickSteps({ achievements, extension, extensionId }: Services): vscode.Disposable {
  return achievements.onDidChange((achievement) => {
    if (achievement === undefined) return;
    const steps = syllabus(topics, walkthroughsOf(extension), new Set()).flatMap(({ steps }) => steps);
    for (const step of steps) {
      if (step.achievement !== achievement) continue;
      // VS Code knows no step until it has read the walkthroughs; then its completion event does as well.
      tick(extensionId, step, true).catch(() => {});
    }
  });
}
