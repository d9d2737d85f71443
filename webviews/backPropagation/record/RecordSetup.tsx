import { learningRateField, nodeCount, repeatsField } from '../../../src/teaching/backPropagationState';
import { seedField } from '../../../src/teaching/forwardPassState';
import { Choice } from '../../shared/Choice';
import { Icon } from '../../shared/Icon';
import { NumberField } from '../../shared/teaching/NumberField';
import { lesson, state } from '../lesson';
import { choose } from './learning';
import { ruleTitles } from './names';

const networks = { deck: 'The deck’s, 3-3-3', random: 'Drawn with a seed' } as const;
const mostLayers = 4;

interface RecordSetupProps {
  /** The derivation is that of the exact gradient, and has no other rule to choose. */
  readonly isDerivation?: boolean;
}

/** Which network learns which record, how fast, and by which rule. */
export function RecordSetup({ isDerivation = false }: RecordSetupProps) {
  const { network, nodes, seed, learningRate, rule, repeats, changes, targets } = state.value;
  const other = { changes: [], targets: null };
  const setNodes = (changed: readonly number[]) => choose({ ...other, nodes: changed });
  const isChanged = changes.length > 0 || targets !== null;
  return (
    <section class="card setup" aria-label="Network and record">
      <div class="fields reasons-over">
        <Choice
          label="Network"
          options={networks}
          value={network}
          onChange={(value) => choose({ ...other, network: value })}
        />
        {network === 'random' && (
          <>
            {nodes.map((count, layer) => (
              <NumberField
                key={layer}
                field={nodeCount}
                label={layer === 0 ? 'Inputs' : layer === nodes.length - 1 ? 'Outputs' : `Hidden ${layer}`}
                value={count}
                onChange={(value) => setNodes(nodes.with(layer, value))}
              />
            ))}
            <button
              type="button"
              class="secondary"
              disabled={nodes.length === mostLayers}
              onClick={() => setNodes(nodes.toSpliced(-1, 0, nodeCount.initial))}
            >
              <Icon name="another" />
              Add a Hidden Layer
            </button>
            <button
              type="button"
              class="secondary"
              disabled={nodes.length === 2}
              onClick={() => setNodes(nodes.toSpliced(-2, 1))}
            >
              <Icon name="clear" />
              Remove a Layer
            </button>
            <NumberField field={seedField} value={seed} onChange={(value) => choose({ ...other, seed: value })} />
          </>
        )}
        {!isDerivation && (
          <Choice
            label="Hidden errors"
            options={ruleTitles}
            value={rule}
            onChange={(value) => lesson.change({ rule: value })}
          />
        )}
        <NumberField
          field={learningRateField}
          label="Learning rate α"
          value={learningRate}
          onChange={(value) => lesson.change({ learningRate: value })}
        />
        <NumberField
          field={repeatsField}
          label="Learnt before"
          value={repeats}
          onChange={(value) => lesson.change({ repeats: value })}
        />
        {isChanged && (
          <button type="button" class="secondary" onClick={() => choose(other)}>
            <Icon name="undo" />
            Take Back All Changes
          </button>
        )}
      </div>
    </section>
  );
}
