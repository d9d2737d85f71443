import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { forward } from '../../samples/forwardPass';
import { classes, imageSide, pixelsPerImage } from '../../samples/digits';
import type { DenseLayer, Network } from '../../samples/observation';
import { Choice } from '../shared/Choice';
import { ClosableHeading } from '../shared/ClosableHeading';
import { css, diverging } from '../shared/colours';
import { formatCount, formatCountOf, formatEpoch, formatTwoDecimals, formatValue } from '../shared/format';
import { ItemGrid } from '../shared/ItemGrid';
import { ImageNumbers } from '../shared/ImageNumbers';
import { Disclosure } from '../shared/Numbers';
import { Pager } from '../shared/Pager';
import { paintDiverging, Picture, weightScale } from '../shared/Picture';
import { ScaleLegend } from '../shared/ScaleLegend';
import { theme, type Theme } from '../shared/theme';
import { chooseNeuron, results } from './results';
import { frame } from './run';
import { chosenDigit, chosenNeuron, neuronOrder, neuronScale } from './view';

const pageSize = 36;

/** What each node of the first hidden layer looks for: its links to the pixels, as an image. */
export function Neurons({ network }: { readonly network: Network }) {
  const [wantedPage, setPage] = useState(0);
  const detail = useRef<HTMLDivElement>(null);
  const layer = network.layers[0]!;
  // Live weights change several times a second: the order of the last recorded epoch keeps the images in their places.
  const ordering = frame.value?.network ?? network;
  const order = useMemo(() => orderOf(ordering.layers[0]!), [ordering, neuronOrder.value]);
  const limit = useMemo(() => largestOf(layer.weights), [layer]);
  const page = Math.min(wantedPage, Math.ceil(order.length / pageSize) - 1);
  const shown = order.slice(page * pageSize, (page + 1) * pageSize);
  const chosen = chosenNeuron.value;
  const scaleLimit = (neuron: number) =>
    neuronScale.value === 'shared' ? limit : largestOf(weightsInto(layer, neuron));
  return (
    <section class="card" aria-labelledby="neurons-heading">
      <h2 id="neurons-heading">What each hidden neuron looks for</h2>
      <p class="note">
        The first hidden layer at epoch {formatEpoch(network.step)}: {formatCountOf(layer.outputs, 'neuron')}. Each
        image shows one neuron’s links to the 784 pixels: ink on red excites it, ink on blue inhibits it. Choose one to
        see more.
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
            class="gallery neuron-gallery"
            count={shown.length}
            selected={chosen === undefined ? -1 : shown.indexOf(chosen)}
            describe={(index) => describe(layer, shown[index]!)}
            onChoose={(index) => {
              chooseNeuron(shown[index]!);
              requestAnimationFrame(() => detail.current?.scrollIntoView({ block: 'nearest' }));
            }}
          >
            {(index) => {
              const neuron = shown[index]!;
              return (
                <>
                  <Weights layer={layer} neuron={neuron} limit={scaleLimit(neuron)} />
                  <span class="caption">{neuron + 1}</span>
                </>
              );
            }}
          </ItemGrid>
          <Pager noun="neurons" count={order.length} pageSize={pageSize} page={page} onPage={setPage} />
        </div>
        {chosen !== undefined && chosen < layer.outputs && (
          <div class="detail" ref={detail}>
            <Detail network={network} neuron={chosen} limit={scaleLimit(chosen)} />
          </div>
        )}
      </div>
    </section>
  );
}

interface WeightsProps {
  readonly layer: DenseLayer;
  readonly neuron: number;
  readonly limit: number;
  readonly label?: string;
}

function Weights({ layer, neuron, limit, label }: WeightsProps) {
  const paint = useCallback(
    (image: ImageData, colours: Theme) =>
      paintDiverging(image, weightsInto(layer, neuron), weightScale(colours, limit)),
    [layer, neuron, limit],
  );
  return <Picture width={imageSide} height={imageSide} paint={paint} {...(label && { label })} />;
}

interface DetailProps {
  readonly network: Network;
  readonly neuron: number;
  readonly limit: number;
}

function Detail({ network, neuron, limit }: DetailProps) {
  const layer = network.layers[0]!;
  const weights = weightsInto(layer, neuron);
  const bias = layer.biases?.[neuron];
  const [pointed, setPointed] = useState<number>();
  const onPointerMove = (event: PointerEvent) => {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    const column = Math.floor(((event.clientX - left) / width) * imageSide);
    const row = Math.floor(((event.clientY - top) / height) * imageSide);
    setPointed(Math.max(0, Math.min(pixelsPerImage - 1, row * imageSide + column)));
  };
  return (
    <>
      <ClosableHeading
        heading={`Hidden neuron ${neuron + 1}`}
        closeLabel="Close this neuron"
        onClose={() => (chosenNeuron.value = undefined)}
      />
      <div class="large-picture" onPointerMove={onPointerMove} onPointerLeave={() => setPointed(undefined)}>
        <Weights layer={layer} neuron={neuron} limit={limit} label={describe(layer, neuron)} />
      </div>
      <p class="note">
        {pointed === undefined
          ? 'Point at the image to read a weight.'
          : `Row ${Math.floor(pointed / imageSide) + 1}, column ${(pointed % imageSide) + 1}: ${formatValue(weights[pointed]!)}`}
      </p>
      <ScaleLegend limit={limit} />
      <dl class="about">
        <div>
          <dt>Strength</dt>
          <dd>{formatValue(strengthOf(layer, neuron))} (length of its 784 weights)</dd>
        </div>
        <div>
          <dt>Bias</dt>
          <dd>{bias === undefined ? 'none in this network' : formatValue(bias)}</dd>
        </div>
        <ChosenDigitSignal network={network} neuron={neuron} />
      </dl>
      <Outgoing network={network} neuron={neuron} />
      <Disclosure id="numbers-neuron" summary="Show its 784 weights">
        {() => (
          <ImageNumbers
            caption={`Weights of hidden neuron ${neuron + 1} from each pixel`}
            width={imageSide}
            values={weights}
            format={formatTwoDecimals}
          />
        )}
      </Disclosure>
    </>
  );
}

function ChosenDigitSignal({ network, neuron }: { readonly network: Network; readonly neuron: number }) {
  const digit = chosenDigit.value;
  const current = results.value;
  if (digit === undefined || !current) return null;
  return (
    <div>
      <dt>Its output</dt>
      <dd>{formatTwoDecimals(forward(network, current.pixelsOf(digit))[0]![neuron]!)} for the chosen digit</dd>
    </div>
  );
}

/** Where the neuron's signal goes: ten links, when the next layer is the output. */
function Outgoing({ network: { layers }, neuron }: { readonly network: Network; readonly neuron: number }) {
  const [, next] = layers;
  if (!next) return null;
  if (layers.length > 2) {
    return (
      <p class="note">Its signal goes on to all {formatCount(next.outputs)} neurons of the second hidden layer.</p>
    );
  }
  const links = Array.from({ length: classes }, (_, node) => next.weights[node * next.inputs + neuron]!);
  const limit = largestOf(links);
  return (
    <table class="links">
      <caption>Its links to the ten output nodes</caption>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Weight</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {links.map((link, node) => (
          <tr key={node}>
            <th scope="row">{node}</th>
            <td title={String(link)}>{formatTwoDecimals(link)}</td>
            <td>
              <LinkBar link={link} limit={limit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** To the right when it excites, to the left when it inhibits. */
function LinkBar({ link, limit }: { readonly link: number; readonly limit: number }) {
  const length = limit === 0 ? 0 : (Math.abs(link) / limit) * 50;
  const colour = css(diverging(Math.sign(link) * limit, weightScale(theme.value, limit)));
  return (
    <svg class="link-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x={link < 0 ? 50 - length : 50} y="1" width={length} height="8" fill={colour} />
      <path d="M50 0v10" />
    </svg>
  );
}

function weightsInto({ weights, inputs }: DenseLayer, neuron: number) {
  return weights.subarray(neuron * inputs, (neuron + 1) * inputs);
}

/** The length of the vector of its weights. */
function strengthOf(layer: DenseLayer, neuron: number): number {
  let squares = 0;
  for (const weight of weightsInto(layer, neuron)) squares += weight ** 2;
  return Math.sqrt(squares);
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

function orderOf(layer: DenseLayer): number[] {
  const neurons = Array.from({ length: layer.outputs }, (_, neuron) => neuron);
  if (neuronOrder.value === 'number') return neurons;
  const strengths = neurons.map((neuron) => strengthOf(layer, neuron));
  return neurons.sort((one, other) => strengths[other]! - strengths[one]!);
}

function describe(layer: DenseLayer, neuron: number): string {
  return `Hidden neuron ${neuron + 1}, strength ${formatValue(strengthOf(layer, neuron))}`;
}
