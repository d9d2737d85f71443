import { gradient } from '../../samples/neuron/boundaryNetwork';
import { linkNumber } from '../../src/teaching/neuronState';
import { capitalised } from '../../src/teaching/fields';
import { Formula, Formulas } from '../shared/teaching/Formula';
import { fraction, keyed, numeral, operator, quantity, row, variable } from '../shared/teaching/math';
import { NumberField } from '../shared/teaching/NumberField';
import { linkKey } from './keys';
import { lesson } from './lesson';
import { linksOf, nameOfLink } from './links';
import { changeLink, chosen, live, points, sizes } from './trainer';

/** The weight or bias that was chosen in the picture: to be changed by hand, and what the next epoch does to it. */
export function Chosen() {
  const link = chosen.value;
  const { network } = live.value;
  if (!link) {
    return (
      <p class="note">
        Choose a link to change its weight, or a unit to change its bias and see its picture large. The thicker a link,
        the larger its weight; dashed links are negative.
      </p>
    );
  }
  const name = nameOfLink(sizes.value, link);
  return (
    <div class="column">
      <NumberField
        key={link.index}
        field={{ ...linkNumber, title: name }}
        label={capitalised(name)}
        value={linksOf(network)[link.index]!}
        onChange={(value) => changeLink(link.index, value)}
      />
      <NextEpoch index={link.index} symbol={link.from === undefined ? 'b' : 'w'} />
    </div>
  );
}

function NextEpoch({ index, symbol }: { readonly index: number; readonly symbol: string }) {
  const { network } = live.value;
  const { learningRate } = lesson.state.value;
  if (points.value.length === 0) return null;
  const value = linksOf(network)[index]!;
  const slope = linksOf({ layers: gradient(network, points.value) })[index]!;
  const slopeSymbol = fraction(row(operator('∂'), variable('L')), row(operator('∂'), variable(symbol)));
  return (
    <Formulas>
      <Formula
        name="What the next epoch does to it"
        result={keyed(linkKey(index), variable(symbol))}
        is="←"
        expression={row(
          quantity(variable(symbol), value, linkKey(index)),
          operator('−'),
          quantity(variable('η'), learningRate, 'learningRate'),
          operator('·'),
          quantity(slopeSymbol, slope, 'gradient'),
        )}
        value={keyed(linkKey(index), numeral(value - learningRate * slope))}
      />
    </Formulas>
  );
}
