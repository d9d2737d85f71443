import * as vscode from 'vscode';
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

/** The syllabus in the activity bar: topics with their steps, and how far the learner is. */
export class SyllabusView implements vscode.TreeDataProvider<Row> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly services: Services) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.changed,
      this.services.achievements.onDidChange(() => this.changed.fire()),
      vscode.window.registerTreeDataProvider('learnDeepLearning.syllabus', this),
    );
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return row.item;
  }

  getChildren(row?: Row): Row[] {
    return [...(row ? (row.children ?? []) : this.chapters().map(chapterRow))];
  }

  private chapters(): Chapter[] {
    const { achievements, extension } = this.services;
    return syllabus(topics, walkthroughsOf(extension), new Set(achievements.all()));
  }
}

function chapterRow({ title, summary, steps }: Chapter): Row {
  const children = steps.map(stepRow);
  const isMissing = children.length === 0;
  const doneSteps = steps.filter(({ isDone }) => isDone).length;
  const isDone = !isMissing && doneSteps === steps.length;
  const item = new vscode.TreeItem(
    title,
    isMissing ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
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
