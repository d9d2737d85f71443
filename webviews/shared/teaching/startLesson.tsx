import { render, type ComponentType } from 'preact';
import '../base.css';
import './teaching.css';
import { Announcer } from '../Announcer';
import { Messages } from '../Messages';
import { watchHighlight } from './highlight';
import type { Lesson } from './lesson';

/** Shows a teaching panel once its state is known. */
export async function startLesson<State extends object>(
  lesson: Lesson<State>,
  title: string,
  App: ComponentType,
): Promise<void> {
  document.title = title;
  await lesson.open();
  watchHighlight();
  addEventListener('keydown', (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'z';
    // In a text field it takes back what was typed.
    if (!isUndo || (event.target as Element).matches('input:not([type="range"], [type="checkbox"], [type="radio"])'))
      return;
    lesson.undo();
    event.preventDefault();
  });
  render(
    <>
      <App />
      <Messages />
      <Announcer />
    </>,
    document.getElementById('root')!,
  );
}
