import * as vscode from 'vscode';
import type { Services } from './services';
import { topics } from './topics';

/** Shows the eight topics, and opens the walkthrough of the one that the learner picks. */
export async function openTopic({ achievements, extensionId }: Services): Promise<void> {
  const items = topics.map((topic, index) => ({
    label: `${index + 1} · ${topic.title}`,
    description: topic.walkthrough ? '' : 'not in this version yet',
    detail: topic.summary,
    topic,
  }));
  const choice = await vscode.window.showQuickPick(items, { title: 'The eight topics of deep learning' });
  if (!choice) return;
  const { topic } = choice;
  await achievements.add('openedTopics');
  if (topic.walkthrough) {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${topic.walkthrough}`);
  } else {
    void vscode.window.showInformationMessage(`"${topic.title}" is not in this version yet.`);
  }
}
