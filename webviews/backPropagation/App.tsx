import type { ComponentType } from 'preact';
import type { ViewId } from '../../src/teaching/backPropagationState';
import { LessonHeader } from '../shared/teaching/LessonHeader';
import { stepForKey } from '../shared/teaching/stepping';
import { BackQueryView } from './backQuery/BackQueryView';
import { DataView } from './data/DataView';
import { DerivationView } from './derivation/DerivationView';
import { GradientsView } from './gradients/GradientsView';
import { lesson, state } from './lesson';
import { RecordView } from './record/RecordView';

const tabs: readonly { readonly id: ViewId; readonly title: string; readonly View: ComponentType }[] = [
  { id: 'record', title: 'One record', View: RecordView },
  { id: 'derivation', title: 'Derivation and check', View: DerivationView },
  { id: 'data', title: 'Prepare data', View: DataView },
  { id: 'backQuery', title: 'Back query', View: BackQueryView },
  { id: 'gradients', title: 'Watch gradients', View: GradientsView },
];

export function App() {
  const current = tabs.findIndex(({ id }) => id === state.value.view);
  const { id, View } = tabs[current]!;
  return (
    <>
      <LessonHeader topic="Topic 5 · Back propagation" title="Step through back propagation" lesson={lesson} />
      <Tabs current={current} />
      <div role="tabpanel" id="view" aria-labelledby={`tab-${id}`} class="view">
        <View />
      </div>
    </>
  );
}

function Tabs({ current }: { readonly current: number }) {
  const choose = (index: number) => lesson.change({ view: tabs[index]!.id });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepForKey(event.key, current, tabs.length - 1);
    if (next === undefined) return;
    choose(next);
    (event.currentTarget as HTMLElement).querySelectorAll('button')[next]!.focus();
    event.preventDefault();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Parts of the lesson" onKeyDown={onKeyDown}>
      {tabs.map(({ id, title }, index) => (
        <button
          key={id}
          type="button"
          role="tab"
          class="quiet"
          id={`tab-${id}`}
          aria-selected={index === current}
          aria-controls="view"
          tabIndex={index === current ? 0 : -1}
          onClick={() => choose(index)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
