import type { Place } from '../../samples/forward-pass/change';
import { describePlace, valueAt } from '../../samples/forward-pass/change';
import { signalNumber } from '../../src/teaching/forwardPassState';
import { InlineNumber as Inline } from '../shared/teaching/InlineNumber';
import { changedAt } from './achievements';
import { figure } from './figures';
import { changeNumber, keyOf, type View } from './view';

interface InlineNumberProps {
  readonly view: View;
  readonly place: Place;
  /** Absent: as many as the learner chose. */
  readonly decimals?: number;
}

/** An input, a weight or a bias within the table or the drawing, where it can be changed. */
export function InlineNumber({ view, place, decimals }: InlineNumberProps) {
  const key = keyOf(place);
  const value = valueAt(view.network, place);
  return (
    <Inline
      field={signalNumber(describePlace(place))}
      value={value}
      shown={figure(value, decimals)}
      {...(view.changed.has(key) && { before: figure(valueAt(view.original.network, place)) })}
      dataKey={key}
      onChange={(changed) => {
        changeNumber(view, place, changed);
        changedAt(place);
      }}
    />
  );
}
