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
  'codedLinearRegression',
  'codedIntuition',
  'codedForwardPass',
  'codedBackPropagation',
  'codedEngine',
] as const;

export type Achievement = (typeof achievements)[number];

const stateKey = 'achievements';

/** Keeps what was achieved, and sets the context keys `learnDeepLearning.done.*` that the walkthroughs complete on. */
export class Achievements {
  constructor(private readonly state: vscode.Memento) {
    for (const achievement of this.all()) this.announce(achievement);
  }

  async add(achievement: Achievement): Promise<void> {
    const all = this.all();
    if (!all.includes(achievement)) await this.state.update(stateKey, [...all, achievement]);
    this.announce(achievement);
  }

  /** What a run that ended proves. */
  async addRun({ status, request }: RunSummary): Promise<void> {
    if (status !== 'finished') return;
    if (request.parameters.trainRecords === 100) await this.add('trained100');
    if (request.parameters.trainRecords === undefined) await this.add('trainedComplete');
  }

  private all(): Achievement[] {
    return this.state.get(stateKey, []);
  }

  private announce(achievement: Achievement): void {
    void vscode.commands.executeCommand('setContext', `learnDeepLearning.done.${achievement}`, true);
  }
}
