import { useCallback } from 'preact/hooks';
import { imageSide } from '../../samples/digits';
import { mostLayers } from '../../samples/forward-pass/network';
import { findPreset, presets } from '../../samples/forward-pass/presets';
import type { TestDigit } from '../../src/protocol';
import { number } from '../../src/teaching/fields';
import {
  activationNames,
  decimalsField,
  nodeCount,
  seedField,
  type ForwardPassState,
} from '../../src/teaching/forwardPassState';
import { formatCount, formatPercent } from '../shared/format';
import { Icon } from '../shared/Icon';
import { attempt } from '../shared/Messages';
import { paintInk, Picture } from '../shared/Picture';
import { NumberField } from '../shared/teaching/NumberField';
import type { Theme } from '../shared/theme';
import { host, lesson, state } from './lesson';
import { openedRun, testDigit, trainedRuns } from './source';

/** Another network: its changes and steps begin anew. */
function choose(part: Partial<ForwardPassState>): void {
  lesson.change({ changes: [], step: 0, ...part });
}

export function Setup() {
  const { source, decimals, changes } = state.value;
  return (
    <section class="card setup reasons-over" aria-label="Network">
      <div class="fields">
        <label class="choice">
          Network
          <select value={source} onChange={(event) => chooseSource(event.currentTarget.value as Source)}>
            {presets.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
            <option value="own">Your own, up to 6 layers of 12 nodes</option>
            <option value="run">One that you have trained, with a digit</option>
          </select>
        </label>
        {source === 'run' && <RunChoice />}
        {source === 'run' && testDigit.value && <DigitChoice digit={testDigit.value} />}
        <NumberField field={decimalsField} value={decimals} onChange={(value) => lesson.change({ decimals: value })} />
        {changes.length > 0 && (
          <button type="button" class="secondary" onClick={() => lesson.change({ changes: [] })}>
            <Icon name="undo" />
            Take Back {changes.length === 1 ? 'the Change' : `${changes.length} Changes`}
          </button>
        )}
      </div>
      {source === 'own' && <OwnNetwork />}
    </section>
  );
}

type Source = ForwardPassState['source'];

function chooseSource(source: Source): void {
  const preset = source === 'two-inputs' || source === 'three-layers' ? findPreset(source) : undefined;
  // As many decimals as the deck prints.
  const decimals = preset ? preset.printed[0]!.signals[0]!.split('.')[1]!.length : decimalsField.initial;
  choose({ source, decimals });
}

function OwnNetwork() {
  const { nodes, activations, biases, seed } = state.value;
  const setNodes = (changed: readonly number[]) =>
    choose({ nodes: changed, activations: changed.slice(1).map((_, l) => activations[l] ?? 'sigmoid') });
  return (
    <div class="own-network">
      <ol class="layers">
        {nodes.map((count, l) => (
          <li key={l} class="fields">
            <NumberField
              field={nodeCount}
              label={l === 0 ? 'Layer 1: inputs' : `Layer ${l + 1}: nodes`}
              value={count}
              onChange={(value) => setNodes(nodes.with(l, value))}
            />
            {l > 0 && (
              <label class="choice">
                activation
                <select
                  value={activations[l - 1] ?? 'sigmoid'}
                  onChange={(event) => {
                    const name = activationNames.find((one) => one === event.currentTarget.value)!;
                    choose({
                      activations: nodes.slice(1).map((_, k) => (k === l - 1 ? name : (activations[k] ?? 'sigmoid'))),
                    });
                  }}
                >
                  {activationNames.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </label>
            )}
          </li>
        ))}
      </ol>
      <div class="fields">
        <button
          type="button"
          class="secondary"
          disabled={nodes.length === mostLayers}
          onClick={() => setNodes([...nodes, nodeCount.initial])}
        >
          <Icon name="another" />
          Add a Layer
        </button>
        <button
          type="button"
          class="secondary"
          disabled={nodes.length === 2}
          onClick={() => setNodes(nodes.slice(0, -1))}
        >
          <Icon name="clear" />
          Remove the Last
        </button>
        <label class="checkbox">
          <input
            type="checkbox"
            checked={biases}
            onChange={(event) => choose({ biases: event.currentTarget.checked })}
          />
          with biases
        </label>
        <NumberField field={seedField} value={seed} onChange={(value) => choose({ seed: value })} />
      </div>
      <p class="note">
        The seed draws the inputs and the weights, these from a normal distribution around 0 with the standard deviation
        (incoming links)
        <sup>−½</sup>: with {nodes[0]} inputs {(nodes[0]! ** -0.5).toFixed(3)}.
      </p>
    </div>
  );
}

function RunChoice() {
  const opened = openedRun.value;
  if (!opened) return <p role="status">Reading the run…</p>;
  if (!opened.found) return <NoRun id={opened.id} />;
  const { run } = opened.found;
  return (
    <label class="choice">
      Run
      <select value={run.id} onChange={(event) => choose({ run: event.currentTarget.value })}>
        {(trainedRuns.value.some(({ id }) => id === run.id) ? trainedRuns.value : [run]).map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}, {formatPercent(one.testAccuracy!)} right, {new Date(one.startedAt).toLocaleString()}
          </option>
        ))}
      </select>
    </label>
  );
}

function NoRun({ id }: { readonly id: string }) {
  if (id !== '') {
    return (
      <div class="no-run">
        <p class="note">This run is no longer there.</p>
        <button type="button" class="secondary" onClick={() => choose({ run: '' })}>
          Show the Newest
        </button>
      </div>
    );
  }
  return (
    <div class="no-run">
      <p class="note">
        There is no trained network yet. Training on 100 digits takes a few seconds; then come back here.
      </p>
      <button type="button" onClick={() => attempt(() => host.trainRun())}>
        <Icon name="training" />
        Train on 100 Records
      </button>
    </div>
  );
}

function DigitChoice({ digit }: { readonly digit: TestDigit }) {
  const { pixels, label, index, count } = digit;
  const paint = useCallback((image: ImageData, theme: Theme) => paintInk(image, pixels, theme), [pixels]);
  const field = number('test digit', { initial: 1, minimum: 1, maximum: count, integer: true });
  return (
    <div class="digit-choice">
      <NumberField
        field={field}
        label={`Test digit (of ${formatCount(count)})`}
        value={index + 1}
        onChange={(value) => choose({ digit: value - 1 })}
      />
      <Picture width={imageSide} height={imageSide} paint={paint} label={`Test digit ${index + 1}: a ${label}`} />
      <p>
        a <strong>{label}</strong>
      </p>
    </div>
  );
}
