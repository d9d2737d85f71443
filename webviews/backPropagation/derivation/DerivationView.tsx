import { lesson } from '../lesson';
import { linkName } from '../record/names';
import { RecordSetup } from '../record/RecordSetup';
import { chosenWeight, type ChosenWeight } from './chosenWeight';
import { Derivation } from './Derivation';
import { GradientCheck } from './GradientCheck';
import { Substitution } from './Substitution';

/** Where the formula of the update comes from, and how to see that it is right. */
export function DerivationView() {
  const chosen = chosenWeight.value;
  return (
    <>
      <RecordSetup />
      {typeof chosen === 'string' ? (
        <p class="card" role="alert">
          {chosen} Take back your changes, or start over.
        </p>
      ) : (
        <>
          <WeightChoice chosen={chosen} />
          <Derivation chosen={chosen} />
          <Substitution chosen={chosen} />
          <GradientCheck chosen={chosen} />
        </>
      )}
    </>
  );
}

function WeightChoice({ chosen }: { readonly chosen: ChosenWeight }) {
  const { learning, layer, node, from } = chosen;
  const places = learning.network.layers.flatMap(({ inputs, outputs }, l) =>
    Array.from({ length: inputs * outputs }, (_, link) => ({
      layer: l,
      node: Math.floor(link / inputs),
      from: link % inputs,
    })),
  );
  const index = places.findIndex((place) => place.layer === layer - 1 && place.node === node && place.from === from);
  return (
    <label class="choice">
      Weight to derive
      <select
        value={index}
        onChange={({ currentTarget }) => lesson.change({ weight: places[Number(currentTarget.value)]!, x: null })}
      >
        {places.map((place, i) => (
          <option key={i} value={i}>
            {linkName(learning, place.layer + 1, place.node, place.from)}
          </option>
        ))}
      </select>
    </label>
  );
}
