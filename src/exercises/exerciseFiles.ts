import * as vscode from 'vscode';
import { exerciseGroups, type Exercise, type ExerciseGroup } from '../../samples/exercises';

const folderName = 'deep-learning-exercises';

/** All of the learner's exercise files, wherever in the workspace. */
export const exercisePattern = `**/${folderName}/*/*.ts`;

/** An exercise as a file of the learner's. */
export interface ExerciseFile {
  readonly group: ExerciseGroup;
  readonly exercise: Exercise;
  readonly uri: vscode.Uri;
}

/** Puts exercises into a workspace folder and finds them there; reads what was shipped with them. */
export class ExerciseFiles {
  constructor(private readonly extensionUri: vscode.Uri) {}

  /** Which exercise a file is. */
  at(uri: vscode.Uri): ExerciseFile | undefined {
    const [, groupId, id] = new RegExp(`/${folderName}/([\\w-]+)/([\\w-]+)\\.ts$`).exec(uri.path) ?? [];
    const group = exerciseGroups.find((group) => group.id === groupId);
    const exercise = group?.exercises.find((exercise) => exercise.id === id);
    return group && exercise && { group, exercise, uri };
  }

  /** The exercises that are in a workspace folder, in their order. */
  async in(folder: vscode.Uri): Promise<ExerciseFile[]> {
    const groups = await namesIn(vscode.Uri.joinPath(folder, folderName));
    const found = await Promise.all(
      exerciseGroups
        .filter(({ id }) => groups.has(id))
        .map(async (group) => {
          const names = await namesIn(vscode.Uri.joinPath(folder, folderName, group.id));
          return group.exercises
            .filter(({ id }) => names.has(`${id}.ts`))
            .map((exercise) => ({ group, exercise, uri: uriIn(folder, group, exercise) }));
        }),
    );
    return found.flat();
  }

  /** Writes the exercises that are not there yet; what the learner has stays as it is. */
  async writeMissing(folder: vscode.Uri): Promise<void> {
    const there = new Set((await this.in(folder)).map(({ exercise }) => exercise.id));
    const settings = vscode.Uri.joinPath(folder, folderName, 'tsconfig.json');
    if (!(await namesIn(vscode.Uri.joinPath(folder, folderName))).has('tsconfig.json')) {
      await vscode.workspace.fs.writeFile(settings, await this.read('tsconfig.json'));
    }
    for (const group of exerciseGroups) {
      for (const exercise of group.exercises.filter(({ id }) => !there.has(id))) {
        const gap = await this.read(`${exercise.id}/exercise.ts`);
        await vscode.workspace.fs.writeFile(uriIn(folder, group, exercise), gap);
      }
    }
  }

  /** The exercise as the learner got it. */
  async gap({ id }: Exercise): Promise<string> {
    return text(await this.read(`${id}/exercise.ts`));
  }

  async hints({ id }: Exercise): Promise<readonly string[]> {
    return JSON.parse(text(await this.read(`${id}/hints.json`))) as string[];
  }

  private read(file: string): Thenable<Uint8Array> {
    return vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extensionUri, 'samples/exercises', file));
  }
}

function uriIn(folder: vscode.Uri, group: ExerciseGroup, exercise: Exercise): vscode.Uri {
  return vscode.Uri.joinPath(folder, folderName, group.id, `${exercise.id}.ts`);
}

/** The names in a folder; none where there is no such folder. */
async function namesIn(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    return new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return new Set();
    throw error;
  }
}

function text(bytes: Uint8Array): string {
  // As an editor opens it, whatever line ends the checkout was packaged with.
  return new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
}
