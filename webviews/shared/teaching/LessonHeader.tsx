import { Icon } from '../Icon';
import { Menu } from '../Menu';
import type { Lesson } from './lesson';

interface LessonHeaderProps<State extends object> {
  /** "Topic 2 · Linear regression" */
  readonly topic: string;
  readonly title: string;
  readonly lesson: Lesson<State>;
}

export function LessonHeader<State extends object>({ topic, title, lesson }: LessonHeaderProps<State>) {
  return (
    <header class="lesson-header">
      <div>
        <p class="overline">{topic}</p>
        <h1>{title}</h1>
      </div>
      <div class="lesson-actions" role="group" aria-label="Lesson">
        <Menu
          label="Copy Link to This State"
          icon="save"
          items={[
            { label: 'Link that opens VS Code', onChoose: () => lesson.copyLink('link') },
            { label: 'Command for a walkthrough', onChoose: () => lesson.copyLink('command') },
          ]}
        />
        <button
          type="button"
          class="secondary"
          disabled={lesson.earlier.value.length === 0}
          onClick={() => lesson.undo()}
        >
          <Icon name="undo" />
          Undo
        </button>
        <button type="button" class="secondary" onClick={() => lesson.startOver()}>
          <Icon name="again" />
          Start Over
        </button>
      </div>
    </header>
  );
}
