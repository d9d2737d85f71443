import type * as vscode from 'vscode';
import type { Achievements } from './achievements';
import type { DataChoice } from './dataChoice';
import type { TeachingPanels } from './panels/teachingPanel';
import type { TrainingPanels } from './panels/trainingPanel';
import type { Runs } from './runs/runs';
import type { Workers } from './runs/activeRun';

/** The parts of the extension that its commands and panels work with. */
export interface Services {
  readonly extensionId: string;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly panels: TrainingPanels;
  readonly teaching: TeachingPanels;
  readonly achievements: Achievements;
  readonly data: DataChoice;
  readonly predictions: Prediction;
  readonly workers: () => Workers;
}

/** What the learner expects the next run to score. */
export interface Prediction {
  accuracy: number | undefined;
}
