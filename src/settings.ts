import * as vscode from 'vscode';
import type { RunRequest } from './protocol';

const section = 'learnDeepLearning';

/** The settings of the manifest, typed; read when needed, so that a change holds for the next run. */
export const settings = {
  engine: (): RunRequest['engine'] => get('engine'),
  setEngine: (engine: RunRequest['engine']) =>
    vscode.workspace.getConfiguration(section).update('engine', engine, vscode.ConfigurationTarget.Global),
  runHistoryLimit: (): number => get('runHistoryLimit'),
  mnistMirrors: (): readonly string[] => get('mnistMirrors'),
  seed: (): number => get('seed'),
};

/** The manifest gives every setting a default. */
function get<T>(name: string): T {
  return vscode.workspace.getConfiguration(section).get(name) as T;
}
