import * as vscode from 'vscode';
import type { Services } from '../services';
import { topics } from '../topics';
import { nextStep, syllabus } from './syllabus';
import { openStep, tick, walkthroughsOf } from './walkthroughs';

/** Opens the first step that is still to be done, in the topic where the learner was last. */
export async function continueLearning(services: Services): Promise<void> {
  const { achievements, extension, extensionId } = services;
  const achieved = achievements.all();
  const step = nextStep(syllabus(topics, walkthroughsOf(extension), new Set(achieved)), achieved);
  if (step) return openStep(extensionId, step);
  void vscode.window.showInformationMessage('You have done every step of this version. Well done.');
}

/** Asks, then forgets what was achieved; runs and files stay. */
export async function resetProgress(services: Services): Promise<void> {
  const { achievements, extension, extensionId } = services;
  const reset = 'Reset';
  const answer = await vscode.window.showWarningMessage(
    'Forget which steps and exercises you have done?',
    { modal: true, detail: 'Your runs, your files and your settings stay as they are.' },
    reset,
  );
  if (answer !== reset) return;
  await achievements.reset();
  for (const { steps } of syllabus(topics, walkthroughsOf(extension), new Set())) {
    for (const step of steps) await tick(extensionId, step, false);
  }
  void vscode.window.showInformationMessage('Your progress is reset.');
}
