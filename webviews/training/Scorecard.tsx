import { useState } from 'preact/hooks';
import { sum } from '../../samples/classification';
import { formatCount, formatPercent } from '../shared/format';
import { ItemGrid } from '../shared/ItemGrid';
import { Pager } from '../shared/Pager';
import { describeDigit } from './Digit';
import { chooseDigit, type Results } from './results';
import { chosenDigit } from './view';

const pageSize = 100;

/** The deck's scorecard: one mark for each test digit, and their sum over their number. */
export function Scorecard({ results }: { readonly results: Results }) {
  const [page, setPage] = useState(0);
  const { scores } = results;
  const correct = sum(scores);
  const first = page * pageSize;
  return (
    <section class="card" aria-labelledby="scorecard-heading">
      <h2 id="scorecard-heading">Scorecard</h2>
      <p class="equation">
        performance = sum ÷ size = {formatCount(correct)} ÷ {formatCount(scores.length)} ={' '}
        <strong title={String(correct / scores.length)}>{formatPercent(correct / scores.length)}</strong>
      </p>
      <p class="note">1 for each test digit answered correctly, 0 for each other, in the order of the test set.</p>
      <ItemGrid
        label="Scorecard"
        class="marks"
        count={Math.min(pageSize, scores.length - first)}
        selected={chosenDigit.value === undefined ? -1 : chosenDigit.value - first}
        describe={(index) => describeDigit(results, first + index)}
        onChoose={(index) => chooseDigit(first + index)}
      >
        {(index) => <span class={scores[first + index] === 1 ? 'correct' : 'wrong'}>{scores[first + index]}</span>}
      </ItemGrid>
      <Pager noun="test digits" count={scores.length} pageSize={pageSize} page={page} onPage={setPage} />
    </section>
  );
}
