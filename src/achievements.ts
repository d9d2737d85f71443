import * as vscode from 'vscode';
import type { RunSummary } from './protocol';

/** What a learner can really have done; the steps of the walkthroughs wait for it. */
export const achievements = [
  'openedTopics',
  'predictedSignal',
  'followedSignals',
  'predictedShape',
  'changedWeight',
  'steeredOutput',
  'builtNetwork',
  'followedDigit',
  'predictedUpdate',
  'followedTheta',
  'crossedBound',
  'choseStart',
  'movedPoint',
  'comparedOptimisers',
  'walkedChainRule',
  'preparedData',
  'predictedScore',
  'trained100',
  'trainedComplete',
  'lookedInside',
  'drewDigit',
  'foundCrossoverGroup',
  'benchmarkedDevice',
  'countedTransfer',
  'comparedProcessors',
  'steppedSystolicArray',
  'movedRoofline',
  'quantisedNetwork',
  'scaledTraining',
  'foundWeights',
  'movedTangent',
  'foundNode',
  'sawXorFail',
  'solvedXor',
  'learntOwnPoints',
] as const;

export type Achievement = (typeof achievements)[number];

const stateKey = 'achievements';

/** Keeps what was achieved, and sets the context keys `learnDeepLearning.done.*` that the walkthroughs complete on. */
export class Achievements {
  private readonly changed = new vscode.EventEmitter<Achievement | undefined>();
  /** Something was achieved for the first time; undefined: all was forgotten. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {
    for (const achievement of this.all()) this.announce(achievement, true);
  }

  async add(achievement: Achievement): Promise<void> {
    const all = this.all();
    this.announce(achievement, true);
    if (all.includes(achievement)) return;
    await this.state.update(stateKey, [...all, achievement]);
    this.changed.fire(achievement);
  }

  /** What a run that ended proves. */
  async addRun({ status, request }: RunSummary): Promise<void> {
    if (status !== 'finished') return;
    if (request.parameters.trainRecords === 100) await this.add('trained100');
    if (request.parameters.trainRecords === undefined) await this.add('trainedComplete');
  }

  /** Forgets everything. */
  async reset(): Promise<void> {
    for (const achievement of this.all()) this.announce(achievement, false);
    await this.state.update(stateKey, undefined);
    this.changed.fire(undefined);
  }

  /** In the order in which it was achieved. */
  all(): readonly Achievement[] {
    return this.state.get(stateKey, []);
  }

  private announce(achievement: Achievement, isDone: boolean): void {
    void vscode.commands.executeCommand('setContext', `learnDeepLearning.done.${achievement}`, isDone);
  }
}
