import { capitalised } from '../teaching/fields';
import type { Topic } from '../topics';

/** A walkthrough as package.json declares it, with its texts filled in. */
export interface Walkthrough {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly completionEvents: readonly string[];
  }[];
}

/** A step of a walkthrough, and whether the learner has done it. */
export interface Step {
  readonly walkthrough: string;
  readonly id: string;
  readonly title: string;
  /** What is to be achieved, by its name in achievements.ts. */
  readonly achievement: string;
  readonly isDone: boolean;
}

/** A topic, or the start before all topics. */
export interface Chapter {
  readonly title: string;
  readonly summary: string;
  /** None where this version has no walkthrough for the topic. */
  readonly steps: readonly Step[];
  readonly topic: Topic | undefined;
}

const completion = /^onContext:learnDeepLearning\.done\.(\w+)$/;

/** All chapters in the order of the course; `done` holds what the learner has achieved. */
export function syllabus(
  topics: readonly Topic[],
  walkthroughs: readonly Walkthrough[],
  done: ReadonlySet<string>,
): Chapter[] {
  const stepsOf = (walkthrough: Walkthrough | undefined): Step[] =>
    (walkthrough?.steps ?? []).map(({ id, title, completionEvents }) => {
      const achievement = completion.exec(completionEvents[0] ?? '')?.[1] ?? '';
      return { walkthrough: walkthrough!.id, id, title, achievement, isDone: done.has(achievement) };
    });
  const start = walkthroughs.filter(({ id }) => !topics.some((topic) => topic.walkthrough === id));
  return [
    ...start.map((walkthrough) => ({
      title: walkthrough.title.split(':')[0]!,
      summary: walkthrough.description,
      steps: stepsOf(walkthrough),
      topic: undefined,
    })),
    ...topics.map((topic, index) => ({
      title: `${index + 1} · ${shortTitle(topic)}`,
      summary: topic.summary,
      steps: stepsOf(walkthroughs.find(({ id }) => id === topic.walkthrough)),
      topic,
    })),
  ];
}

/**
 * Where to go on: the first step that is not done in the chapter of the newest achievement, else in the chapters after
 * it, else anywhere; undefined when everything is done.
 * @param achieved in the order in which it happened
 */
export function nextStep(chapters: readonly Chapter[], achieved: readonly string[]): Step | undefined {
  const isIn = (achievement: string) => (chapter: Chapter) =>
    chapter.steps.some((step) => step.achievement === achievement);
  const newest = achieved.findLast((achievement) => chapters.some(isIn(achievement)));
  const current = newest === undefined ? 0 : chapters.findIndex(isIn(newest));
  const inOrder = [...chapters.slice(current), ...chapters.slice(0, current)];
  return inOrder.flatMap(({ steps }) => steps).find(({ isDone }) => !isDone);
}

/** A side bar has no room for the part of the course that stands before the colon. */
const shortTitle = ({ title }: Topic) => capitalised(title.split(': ').at(-1)!);
