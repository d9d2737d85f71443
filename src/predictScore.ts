import * as vscode from 'vscode';
import type { Services } from './services';

/** Asks what the next run will score; its panel shows how far off that was. */
export async function predictScore({ predictions, achievements }: Services): Promise<void> {
  const answer = await vscode.window.showInputBox({
    title: 'Predict the score of the next run',
    prompt: 'What share of the test digits will the network read correctly, in percent? Guessing blindly gets 10 %.',
    placeHolder: '0 … 100',
    ignoreFocusOut: true,
    validateInput: (text) => (percentFrom(text) === undefined ? 'A number from 0 to 100, in percent.' : undefined),
  });
  const percent = answer === undefined ? undefined : percentFrom(answer);
  if (percent === undefined) return;
  predictions.accuracy = percent / 100;
  await achievements.add('predictedScore');
  const train = 'Train on 100 Records';
  const choice = await vscode.window.showInformationMessage(`You predict ${percent} %. Now train, and see.`, train);
  if (choice === train) {
    await vscode.commands.executeCommand('learnDeepLearning.trainMnistMlp', { preset: 'hand-made-100' });
  }
}

function percentFrom(text: string): number | undefined {
  const percent = Number(text.replace('%', '').replace(',', '.'));
  return text.trim() !== '' && percent >= 0 && percent <= 100 ? percent : undefined;
}
