import code from 'excerpt:samples/neuron/boundaryNetwork.ts#learn';
import { activations } from '../../samples/neuron/activations';
import { maximumPoints, pointPresets, type LabelledPoint, type PointPresetName } from '../../samples/neuron/points';
import { limits, unitActivations } from '../../src/teaching/neuronState';
import { formatCount, formatPercent, formatValue } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { Code } from '../shared/teaching/Code';
import { NumberField } from '../shared/teaching/NumberField';
import { Prediction } from '../shared/teaching/Prediction';
import { change, ending, isTraining, live, points, restart, score, stepOnce, toggleTraining } from './trainer';
import { BoundaryPlot } from './BoundaryPlot';
import { fields, lesson } from './lesson';
import { NetworkPicture } from './NetworkPicture';

/** Points of two classes, and a network that learns the line between them. */
export function Boundary() {
  return (
    <section class="card" aria-labelledby="boundary-heading">
      <h2 id="boundary-heading">What one neuron can separate, and what takes more</h2>
      <p class="note">
        Each point has a class, circle or square. The network learns where one class ends and the other begins; the
        colours show what it would answer at each place. One neuron draws one straight line. Units of a hidden layer
        draw a line each, and the output puts them together.
      </p>
      <XorQuestion />
      <Task />
      <div class="beside boundary">
        <BoundaryPlot />
        <div class="column">
          <Training />
          <NetworkPicture />
        </div>
      </div>
      <div class="numbers-and-code">
        <Weights />
        <Code
          title="One step of gradient descent"
          excerpt={code}
          keys={{ links: 'learningRate *' }}
          onOpen={(file, line) => lesson.openSource(file, line)}
        />
      </div>
    </section>
  );
}

function XorQuestion() {
  return (
    <Prediction
      id="xor"
      about="xor"
      question="In XOR, points lie in four corners; opposite corners have the same class. Can one neuron tell the classes apart?"
      options={['Yes, with the right weights', 'No, whatever the weights']}
      truth="No, whatever the weights"
    >
      One neuron answers by the side of one straight line, and no straight line has two opposite corners on the same
      side and the other two on the other. Train it and see; then add a hidden layer.
    </Prediction>
  );
}

function Task() {
  const { task, count, noise, seed, points: own } = lesson.state.value;
  return (
    <div class="fields">
      <label class="choice">
        Task
        <select
          value={own ? 'own' : task}
          onChange={({ currentTarget: { value } }) => change({ task: value as PointPresetName, points: null })}
        >
          {Object.entries(pointPresets).map(([id, { title }]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
          {own && <option value="own">Your own</option>}
        </select>
      </label>
      {!own && (
        <>
          <NumberField field={fields.count} value={count} onChange={(value) => change({ count: value })} />
          <NumberField field={fields.noise} value={noise} onChange={(value) => change({ noise: value })} />
        </>
      )}
      <NumberField field={fields.seed} value={seed} onChange={(value) => change({ seed: value })} />
      <Layers />
    </div>
  );
}

function Layers() {
  const { hidden, unitActivation, learningRate } = lesson.state.value;
  const unitField = {
    ...fields.count,
    title: 'units',
    minimum: 1,
    maximum: limits.unitsPerLayer,
    check: (value: unknown) => fields.hidden.check([value], 'units')[0]!,
  };
  return (
    <>
      {hidden.map((units, index) => (
        <NumberField
          key={index}
          field={{ ...unitField, title: `units of hidden layer ${index + 1}` }}
          value={units}
          onChange={(value) => change({ hidden: hidden.with(index, value) })}
        />
      ))}
      <div class="layer-buttons">
        <button
          type="button"
          class="secondary"
          disabled={hidden.length === limits.hiddenLayers}
          onClick={() => change({ hidden: [...hidden, 4] })}
        >
          <Icon name="another" />
          Add a Hidden Layer
        </button>
        <button
          type="button"
          class="secondary"
          disabled={hidden.length === 0}
          onClick={() => change({ hidden: hidden.slice(0, -1) })}
        >
          <Icon name="close" />
          Remove a Layer
        </button>
      </div>
      <label class="choice">
        Hidden activation
        <select
          value={unitActivation}
          onChange={({ currentTarget: { selectedIndex } }) =>
            change({ unitActivation: unitActivations[selectedIndex]! })
          }
        >
          {unitActivations.map((name) => (
            <option key={name} value={name}>
              {activations[name].title}
            </option>
          ))}
        </select>
      </label>
      <NumberField
        field={fields.learningRate}
        value={learningRate}
        onChange={(value) => lesson.change({ learningRate: value })}
      />
    </>
  );
}

function Training() {
  const { epoch } = live.value;
  const { loss, accuracy } = score.value;
  const isEmpty = points.value.length === 0;
  return (
    <div class="training">
      <div class="training-buttons">
        <button type="button" disabled={isEmpty} onClick={toggleTraining}>
          <Icon name={isTraining.value ? 'pause' : 'play'} />
          {isTraining.value ? 'Pause' : 'Train'}
        </button>
        <button type="button" class="secondary" disabled={isEmpty} onClick={stepOnce}>
          <Icon name="next" />
          One Epoch
        </button>
        <button type="button" class="secondary" onClick={restart}>
          <Icon name="again" />
          Restart
        </button>
      </div>
      <dl class="score">
        <div>
          <dt>Epoch</dt>
          <dd>{formatCount(epoch)}</dd>
        </div>
        <div>
          <dt>Loss (cross-entropy)</dt>
          <dd>{isEmpty ? '–' : formatValue(loss)}</dd>
        </div>
        <div>
          <dt>Accuracy</dt>
          <dd>{isEmpty ? '–' : formatPercent(accuracy)}</dd>
        </div>
      </dl>
      {isEmpty && <p class="note">There are no points: draw some, or choose a preset.</p>}
      {ending.value !== undefined && (
        <p class="problem" role="alert">
          <Icon name="warning" />
          {ending.value}
        </p>
      )}
      {points.value.length >= maximumPoints && <p class="note">{formatCount(maximumPoints)} points are the most.</p>}
    </div>
  );
}

function Weights() {
  return (
    <Disclosure id="boundary-numbers" summary="Show all weights and points">
      {() => (
        <div class="column">
          <WeightTable />
          <PointTable points={points.value} />
        </div>
      )}
    </Disclosure>
  );
}

function WeightTable() {
  const { layers } = live.value.network;
  const rows = layers.flatMap(({ weights, biases }, layer) =>
    weights.map((row, unit) => [
      layer === layers.length - 1 ? 'output' : `layer ${layer + 1}, unit ${unit + 1}`,
      [...row].map(formatValue).join(', '),
      formatValue(biases[unit]!),
    ]),
  );
  return <NumberTable caption="Weights and biases" columns={['Unit', 'Weights, by input', 'Bias']} rows={rows} />;
}

function PointTable({ points }: { readonly points: readonly LabelledPoint[] }) {
  const rows = points.map(({ x, y, label }, index) => [
    String(index + 1),
    formatValue(x),
    formatValue(y),
    label === 1 ? 'square' : 'circle',
  ]);
  return <NumberTable caption="The points" columns={['Point', 'x', 'y', 'Class']} rows={rows} />;
}
