import * as vscode from 'vscode';
import { exerciseGroups, type Exercise, type ExerciseGroup } from '../../samples/exercises';
import type { ExerciseProgress } from '../exercises/exerciseProgress';
import { codeOf, type TopicCode } from './topicCode';
import { topics } from '../topics';
import type { Services } from '../services';
import { syllabus, type Chapter, type Step } from './syllabus';
import { walkthroughsOf } from './walkthroughs';

/** A row that can be opened, or a heading over more rows. */
export interface Row {
  readonly item: vscode.TreeItem;
  readonly children?: readonly Row[];
}

const done = new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'));
const open = new vscode.ThemeIcon('circle-large-outline');

/** The syllabus in the activity bar: topics with their steps, sample code and exercises, and how far the learner is. */
export class SyllabusView implements vscode.TreeDataProvider<Row> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly services: Services) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.changed,
      this.services.achievements.onDidChange(() => this.changed.fire()),
      this.services.exercises.progress.onDidChange(() => this.changed.fire()),
      vscode.window.registerTreeDataProvider('learnDeepLearning.syllabus', this),
    );
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return row.item;
  }

  getChildren(row?: Row): Row[] {
    return [...(row ? (row.children ?? []) : this.chapterRows())];
  }

  private chapterRows(): Row[] {
    const { progress } = this.services.exercises;
    const rows = this.chapters().map((chapter) => {
      const group = exerciseGroups.find(({ id }) => id === chapter.topic?.id);
      return chapterRow(chapter, [
        ...codeRows(chapter.topic ? codeOf(chapter.topic) : []),
        ...(group ? [exercisesRow(group, 'Exercises', progress)] : []),
      ]);
    });
    const withoutTopic = exerciseGroups.filter(({ id }) => !topics.some((topic) => topic.id === id));
    return [...rows, ...withoutTopic.map((group) => exercisesRow(group, group.title, progress))];
  }

  private chapters(): Chapter[] {
    const { achievements, extension } = this.services;
    return syllabus(topics, walkthroughsOf(extension), new Set(achievements.all()));
  }
}

function chapterRow({ title, summary, steps }: Chapter, more: readonly Row[]): Row {
  const children = [...steps.map(stepRow), ...more];
  const isMissing = steps.length === 0;
  const doneSteps = steps.filter(({ isDone }) => isDone).length;
  const isDone = !isMissing && doneSteps === steps.length;
  const item = new vscode.TreeItem(
    title,
    children.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
  );
  const progress = isMissing ? 'not in this version yet' : `${doneSteps} of ${steps.length}`;
  item.id = title;
  item.tooltip = `${summary} (${progress})`;
  item.description = isMissing ? 'later' : progress;
  item.accessibilityInformation = { label: `${title}, ${progress}` };
  item.iconPath = isDone ? done : new vscode.ThemeIcon(isMissing ? 'circle-slash' : 'book');
  return { item, children };
}

function stepRow(step: Step): Row {
  const item = new vscode.TreeItem(step.title);
  item.id = `${step.walkthrough}#${step.id}`;
  item.iconPath = step.isDone ? done : open;
  item.accessibilityInformation = { label: `${step.title}, ${step.isDone ? 'done' : 'not done yet'}` };
  item.tooltip = step.isDone ? 'Done' : 'Not done yet';
  item.command = { command: 'learnDeepLearning.openStep', title: 'Open Step', arguments: [step] };
  return { item };
}

/** A heading and its rows; none where there is no code. */
function codeRows(code: readonly TopicCode[]): Row[] {
  if (code.length === 0) return [];
  const item = new vscode.TreeItem('Sample code', vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon('file-code');
  return [{ item, children: code.map(codeRow) }];
}

function codeRow({ title, argument }: TopicCode): Row {
  const item = new vscode.TreeItem(title);
  item.iconPath = new vscode.ThemeIcon('file-code');
  item.command = { command: 'learnDeepLearning.openSampleCode', title: 'Open Sample Code', arguments: [argument] };
  return { item };
}

function exercisesRow(group: ExerciseGroup, title: string, progress: ExerciseProgress): Row {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  const solved = progress.solvedIn(group);
  item.id = `exercises#${group.id}`;
  item.description = `${solved} of ${group.exercises.length} solved`;
  item.iconPath = solved === group.exercises.length ? done : new vscode.ThemeIcon('beaker');
  item.accessibilityInformation = { label: `${title}, ${item.description}` };
  return { item, children: group.exercises.map((exercise) => exerciseRow(exercise, progress.of(exercise).isSolved)) };
}

function exerciseRow({ id, title }: Exercise, isSolved: boolean): Row {
  const item = new vscode.TreeItem(title);
  item.id = `exercise#${id}`;
  item.iconPath = isSolved ? done : open;
  item.tooltip = isSolved ? 'Solved' : 'Not solved yet';
  item.accessibilityInformation = { label: `${title}, ${isSolved ? 'solved' : 'not solved yet'}` };
  item.command = {
    command: 'learnDeepLearning.startExercises',
    title: 'Start Exercises',
    arguments: [{ exercise: id }],
  };
  return { item };
}
