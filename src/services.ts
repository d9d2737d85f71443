import type * as vscode from 'vscode';
import type { Achievements } from './achievements';
import type { DataChoice } from './dataChoice';
import type { NativeTensorFlow } from './nativeTensorFlow';
import type { Benchmarks } from './devices/benchmarks';
import type { DevicesPanel } from './panels/devicesPanel';
import type { TeachingPanels } from './panels/teachingPanel';
import type { TrainingPanels } from './panels/trainingPanel';
import type { Runs } from './runs/runs';
import type { Workers } from './runs/activeRun';

/** The parts of the extension that its commands and panels work with. */
export interface Services {
  readonly extensionId: string;
  readonly extension: vscode.Extension<unknown>;
  readonly version: string;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly panels: TrainingPanels;
  readonly devicesPanel: DevicesPanel;
  readonly benchmarks: Benchmarks;
  readonly teaching: TeachingPanels;
  readonly achievements: Achievements;
  readonly data: DataChoice;
  readonly predictions: Prediction;
  readonly native: NativeTensorFlow;
  readonly workers: () => Workers;
}

/** What the learner expects the next run to score. */
export interface Prediction {
  accuracy: number | undefined;
}
