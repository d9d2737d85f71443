import evaluateCode from 'excerpt:samples/neuron/boundaryNetwork.ts#evaluate';
import learnCode from 'excerpt:samples/neuron/boundaryNetwork.ts#learn';
import signalsCode from 'excerpt:samples/neuron/boundaryNetwork.ts#signals';
import { activations } from '../../samples/neuron/activations';
import { pointPresets, type LabelledPoint } from '../../samples/neuron/points';
import { capitalised } from '../../src/teaching/fields';
import { limits, unitActivations, type Task as TaskName } from '../../src/teaching/neuronState';
import { formatValue } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { Code } from '../shared/teaching/Code';
import { NumberField } from '../shared/teaching/NumberField';
import { Prediction } from '../shared/teaching/Prediction';
import { BoundaryPlot } from './BoundaryPlot';
import { Chosen } from './Chosen';
import { linkKey, pointKey, unitKey } from './keys';
import { fields, lesson } from './lesson';
import { nameOfUnit } from './links';
import { NetworkPicture } from './NetworkPicture';
import { change, places, points, readable, sizes } from './trainer';
import { Training } from './Training';

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
          <Chosen />
        </div>
      </div>
      <div class="numbers-and-code">
        <div class="column">
          <WeightTable />
          <Points />
        </div>
        <SampleCode />
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
  const { task, count, noise, seed } = lesson.state.value;
  return (
    <div class="fields">
      <label class="choice">
        Task
        <select value={task} onChange={({ currentTarget: { value } }) => change({ task: value as TaskName })}>
          {Object.entries(pointPresets).map(([id, { title }]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
          <option value="own">Your own points</option>
        </select>
      </label>
      {task !== 'own' && (
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
      <div class="lightable" data-key="learningRate">
        <NumberField
          field={fields.learningRate}
          label="Learning rate η"
          value={learningRate}
          onChange={(value) => lesson.change({ learningRate: value })}
        />
      </div>
    </>
  );
}

/** Each unit's weights and bias; they light up with their links. */
function WeightTable() {
  const most = Math.max(...sizes.value.slice(0, -1));
  const biases = places.value.filter(({ from }) => from === undefined);
  const rows = biases.map(({ layer, to, index }) => {
    const incoming = places.value.filter((place) => place.layer === layer && place.to === to).map(({ index }) => index);
    const cell = (link: number) => ({ text: formatValue(readable.value[link]!), key: linkKey(link) });
    const weights = Array.from({ length: most }, (_, from) =>
      from < incoming.length - 1 ? cell(incoming[from]!) : '',
    );
    const heading = { text: capitalised(nameOfUnit(sizes.value, layer, to)), key: unitKey(layer, to) };
    return [heading, cell(index), ...weights];
  });
  const from = Array.from({ length: most }, (_, i) => `Weight ${i + 1}`);
  return <NumberTable caption="Weights and biases" columns={['Unit', 'Bias', ...from]} rows={rows} />;
}

function Points() {
  return (
    <Disclosure id="boundary-points" summary="Show all points">
      {() => <PointTable points={points.value} />}
    </Disclosure>
  );
}

function PointTable({ points }: { readonly points: readonly LabelledPoint[] }) {
  const rows = points.map(({ x, y, label }, index) => {
    const cell = (text: string) => ({ text, key: pointKey(index) });
    return [String(index + 1), formatValue(x), formatValue(y), label === 1 ? 'square' : 'circle'].map(cell);
  });
  return <NumberTable caption="The points" columns={['Point', 'x', 'y', 'Class']} rows={rows} />;
}

/** The lines that compute what the picture shows, and that change the weights. */
function SampleCode() {
  const all = (keys: readonly string[], piece: string) => Object.fromEntries(keys.map((key) => [key, piece]));
  const weights = places.value.filter(({ from }) => from !== undefined).map(({ index }) => linkKey(index));
  const biases = places.value.filter(({ from }) => from === undefined);
  const open = (file: string, line: number) => lesson.openSource(file, line);
  return (
    <div class="column">
      <Code
        title="What each unit puts out"
        excerpt={signalsCode}
        keys={all(
          biases.map(({ layer, to }) => unitKey(layer, to)),
          'value(dot(',
        )}
        onOpen={open}
      />
      <Code
        title="How well it does"
        excerpt={evaluateCode}
        keys={{
          ...all(
            points.value.map((_, index) => pointKey(index)),
            'of points',
          ),
          loss: 'loss -=',
          accuracy: 'right++',
        }}
        onOpen={open}
      />
      <Code
        title="One epoch of gradient descent"
        excerpt={learnCode}
        keys={{
          ...all(weights, 'row[i]! -='),
          ...all(
            biases.map(({ index }) => linkKey(index)),
            'biases[unit]! -=',
          ),
          learningRate: 'learningRate *',
          gradient: 'gradient(network',
        }}
        onOpen={open}
      />
    </div>
  );
}
