import { useCallback, useMemo, useState } from 'preact/hooks';
import { forward } from '../../samples/forwardPass';
import { classes, imageSide, pixelsPerImage } from '../../samples/digits';
import type { DenseLayer, Network } from '../../samples/observation';
import { css, diverging } from '../shared/colours';
import { formatCount, formatEpoch, formatTwoDecimals, formatValue } from '../shared/format';
import { Icon } from '../shared/Icon';
import { ItemGrid } from '../shared/ItemGrid';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { Pager } from '../shared/Pager';
import { paintDiverging, Picture, weightScale } from '../shared/Picture';
import { theme, type Theme } from '../shared/theme';
import { chooseNeuron, results } from './results';
import { frame } from './run';
import { chosenDigit, chosenNeuron, neuronOrder, neuronScale } from './view';

const pageSize = 24;

/** What each node of the first hidden layer looks for: its links to the pixels, as an image. */
export function Neurons({ network }: { readonly network: Network }) {
  const [wantedPage, setPage] = useState(0);
  const layer = network.layers[0]!;
  // Live weights change several times a second: the order of the last recorded epoch keeps the images in their places.
  const ordering = frame.value?.network ?? network;
  const order = useMemo(() => orderOf(ordering.layers[0]!), [ordering, neuronOrder.value]);
  const limit = useMemo(() => largestOf(layer.weights), [layer]);
  const page = Math.min(wantedPage, Math.ceil(order.length / pageSize) - 1);
  const shown = order.slice(page * pageSize, (page + 1) * pageSize);
  const chosen = chosenNeuron.value;
  const scaleLimit = (neuron: number) => (neuronScale.value === 'shared' ? limit : largestOf(weightsInto(layer, neuron)));
  return (
    <section class="card neurons" aria-labelledby="neurons-heading">
      <h2 id="neurons-heading">What each hidden neuron looks for</h2>
      <p class="note">
        The {formatCount(layer.outputs)} neurons of the first hidden layer at epoch {formatEpoch(network.step)}. Each image
        shows one neuron’s links to the 784 pixels: ink on yellow excites it, ink on blue inhibits it. Choose one to see more.
      </p>
      <div class="options">
        <Choice
          label="Order"
          options={{ strength: 'Strongest first', number: 'By number' }}
          value={neuronOrder.value}
          onChange={(value) => (neuronOrder.value = value)}
        />
        <Choice
          label="Colour scale"
          options={{ shared: 'The same for all', own: 'Each its own' }}
          value={neuronScale.value}
          onChange={(value) => (neuronScale.value = value)}
        />
        {neuronScale.value === 'shared' && <ScaleLegend limit={limit} />}
      </div>
      <div class={chosen !== undefined && chosen < layer.outputs ? 'with-detail' : ''}>
        <div>
          <ItemGrid
            label="Hidden neurons"
            class="gallery"
            count={shown.length}
            selected={chosen === undefined ? -1 : shown.indexOf(chosen)}
            describe={(index) => describe(layer, shown[index]!)}
            onChoose={(index) => chooseNeuron(shown[index]!)}
          >
            {(index) => {
              const neuron = shown[index]!;
              return (
                <>
                  <Weights weights={weightsInto(layer, neuron)} limit={scaleLimit(neuron)} />
                  <span class="caption">{neuron + 1}</span>
                </>
              );
            }}
          </ItemGrid>
          <Pager noun="neurons" count={order.length} pageSize={pageSize} page={page} onPage={setPage} />
        </div>
        {chosen !== undefined && chosen < layer.outputs && (
          <Detail network={network} neuron={chosen} limit={scaleLimit(chosen)} />
        )}
      </div>
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  return (
    <label class="choice">
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {Object.entries<string>(options).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Weights({ weights, limit, label }: { weights: DenseLayer['weights']; limit: number; label?: string }) {
  const paint = useCallback(
    (image: ImageData, colours: Theme) => paintDiverging(image, weights, weightScale(colours, limit)),
    [weights, limit],
  );
  return <Picture width={imageSide} height={imageSide} paint={paint} {...(label && { label })} />;
}
