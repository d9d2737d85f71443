import { useMemo } from 'preact/hooks';
import { worstMistakes } from '../../samples/classification';
import { classes } from '../../samples/digits';
import { DigitGallery } from './Digit';
import type { Results } from './results';

/** Where the network was surest and yet wrong. */
export function Mistakes({ results }: { readonly results: Results }) {
  const mistakes = useMemo(() => worstMistakes(results.outputs, results.labels, classes), [results]);
  return (
    <section class="card" aria-labelledby="mistakes-heading">
      <h2 id="mistakes-heading">Worst mistakes</h2>
      {mistakes.length > 0 ? (
        <>
          <p class="note">
            Wrong answers, the surest first: what the digit is → what the network answered, and the value of that output
            node.
          </p>
          <DigitGallery label="Worst mistakes" digits={mistakes} results={results} />
        </>
      ) : (
        <p class="empty">Not one mistake: every test digit is answered correctly at this epoch.</p>
      )}
    </section>
  );
}
