import * as vscode from 'vscode';
import type { Exercise, ExerciseGroup } from '../../samples/exercises';

/** How far the learner has come with one exercise. */
export interface Progress {
  readonly isSolved: boolean;
  /** How many of the hints have been shown. */
  readonly hints: number;
}

const stateKey = 'exercises';
const untouched: Progress = { isSolved: false, hints: 0 };

/** Keeps the progress of all exercises, over sessions and workspaces. */
export class ExerciseProgress {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  of({ id }: Exercise): Progress {
    return this.all()[id] ?? untouched;
  }

  solvedIn(group: ExerciseGroup): number {
    return group.exercises.filter((exercise) => this.of(exercise).isSolved).length;
  }

  async update(exercise: Exercise, change: Partial<Progress>): Promise<void> {
    await this.state.update(stateKey, { ...this.all(), [exercise.id]: { ...this.of(exercise), ...change } });
    this.changed.fire();
  }

  /** As if it had never been started. */
  async reset(exercise: Exercise): Promise<void> {
    await this.update(exercise, untouched);
  }

  async resetAll(): Promise<void> {
    await this.state.update(stateKey, undefined);
    this.changed.fire();
  }

  private all(): Readonly<Record<string, Progress>> {
    return this.state.get(stateKey, {});
  }
}
