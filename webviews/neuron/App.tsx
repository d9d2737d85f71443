import { parts, type Part } from '../../src/teaching/neuronState';
import { nextIndex } from '../shared/nextIndex';
import { LessonHeader } from '../shared/teaching/LessonHeader';
import { Boundary } from './Boundary';
import { Festival } from './Festival';
import { lesson } from './lesson';
import { Notation } from './Notation';
import { Response } from './Response';
import { pause } from './trainer';

const pages: Readonly<Record<Part, { title: string; Page: () => preact.JSX.Element }>> = {
  festival: { title: '1 · One decision', Page: Festival },
  response: { title: '2 · A little more or less', Page: Response },
  names: { title: '3 · Names in a deep network', Page: Notation },
  boundary: { title: '4 · What it can separate', Page: Boundary },
};

export function App() {
  const { part } = lesson.state.value;
  const { Page } = pages[part];
  return (
    <>
      <LessonHeader topic="Topic 3 · Intuition" title="Explore a neuron" lesson={lesson} />
      <Tabs part={part} />
      <div id="page" class="reasons-over" role="tabpanel" aria-labelledby={`tab-${part}`}>
        <Page />
      </div>
    </>
  );
}

/** One stop for the Tab key, arrow keys within. */
function Tabs({ part }: { readonly part: Part }) {
  const choose = (chosen: Part) => {
    pause();
    lesson.change({ part: chosen });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, parts.indexOf(part), parts.length, 1);
    if (next === undefined) return;
    choose(parts[next]!);
    (event.currentTarget as HTMLElement).querySelectorAll('button')[next]?.focus();
    event.preventDefault();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Parts of this lesson" onKeyDown={onKeyDown}>
      {parts.map((one) => (
        <button
          key={one}
          id={`tab-${one}`}
          type="button"
          class="quiet"
          role="tab"
          aria-selected={one === part}
          aria-controls="page"
          tabIndex={one === part ? 0 : -1}
          onClick={() => choose(one)}
        >
          {pages[one].title}
        </button>
      ))}
    </div>
  );
}
