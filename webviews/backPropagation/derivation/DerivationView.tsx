import { RecordSetup } from '../record/RecordSetup';
import { chosenWeight } from './chosenWeight';
import { Derivation } from './Derivation';
import { GradientCheck } from './GradientCheck';
import { Substitution } from './Substitution';

/** Where the formula of the update comes from, and how to see that it is right. */
export function DerivationView() {
  const chosen = chosenWeight.value;
  return (
    <>
      <RecordSetup isDerivation />
      {typeof chosen === 'string' ? (
        <p class="card" role="alert">
          {chosen} Take back your changes, or start over.
        </p>
      ) : (
        <>
          <Derivation chosen={chosen} />
          <Substitution chosen={chosen} />
          <GradientCheck chosen={chosen} />
        </>
      )}
    </>
  );
}
