import type * as vscode from 'vscode';
import type { Services } from '../services';
import { topics } from '../topics';
import { syllabus } from './syllabus';
import { tick, walkthroughsOf } from './walkthroughs';

/**
 * After a reset of the progress, ticks what is done again: VS Code's completion events count once in a session, so that
 * it would not do so itself before the window is reloaded.
 */
export function tickAgain({ achievements, extension, extensionId }: Services): vscode.Disposable {
  let isReset = false;
  return achievements.onDidChange((achievement) => {
    isReset ||= achievement === undefined;
    if (!isReset || achievement === undefined) return;
    const steps = syllabus(topics, walkthroughsOf(extension), new Set()).flatMap(({ steps }) => steps);
    for (const step of steps) if (step.achievement === achievement) void tick(extensionId, step, true);
  });
}
