import { shapeText } from '../../src/inspector/describeLayer';
import type { InspectorSnapshot, ModelOverview } from '../../src/protocol';
import { Fact } from '../shared/Fact';
import { formatCount, formatEpoch } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Menu } from '../shared/Menu';
import { attempt } from '../shared/Messages';
import { graphPicture } from './Graph';
import { chooseStep, host, open } from './host';
import { savePicture } from './pictures';
import { chosenStep } from './view';

export function Header({ snapshot: { title, place, run, model } }: { readonly snapshot: InspectorSnapshot }) {
  return (
    <header class="header">
      <div class="title">
        <p class="overline">Inspect Model · {place}</p>
        <h1>{title}</h1>
      </div>
      <div class="controls" role="group" aria-label="Model">
        {run && run.steps.length > 0 && <Epochs run={run} />}
        <button type="button" class="secondary" onClick={() => attempt(() => host.openSource())}>
          {run ? 'Open Run' : 'Open as Text'}
        </button>
        <button type="button" class="secondary" onClick={() => void open()}>
          <Icon name="again" />
          Read Again
        </button>
        {model && (
          <Menu
            label="Export"
            icon="save"
            items={[
              { label: 'Layers as CSV…', onChoose: () => attempt(() => host.saveLayers()) },
              { label: 'Graph as PNG…', onChoose: () => attempt(() => savePicture('graph', graphPicture(), 'png')) },
              { label: 'Graph as SVG…', onChoose: () => attempt(() => savePicture('graph', graphPicture(), 'svg')) },
            ]}
          />
        )}
      </div>
      {model && <Facts model={model} />}
    </header>
  );
}

function Epochs({ run: { steps, status } }: { readonly run: NonNullable<InspectorSnapshot['run']> }) {
  const newest = status === 'finished' || status === 'stopped' || status === 'failed' ? 'Newest' : 'Newest, following';
  const chosen = chosenStep.value;
  return (
    <label class="choice">
      Epoch
      <select
        value={chosen === undefined ? '' : String(chosen)}
        onChange={({ currentTarget: { value } }) => chooseStep(value === '' ? undefined : Number(value))}
      >
        <option value="">
          {newest} ({formatEpoch(steps.at(-1)!)})
        </option>
        {steps.map((step) => (
          <option key={step} value={String(step)}>
            {formatEpoch(step)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Facts({ model: { nodes, parameters, bytes, precision, inputs, outputs } }: { readonly model: ModelOverview }) {
  const fixed = parameters.total - parameters.trainable;
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['Layers', formatCount(new Set(nodes.map(({ title }) => title)).size)],
    ['Parameters', formatCount(parameters.total)],
    ...(fixed > 0 ? [['Not trainable', formatCount(fixed)] as const] : []),
    ['Takes', inputs.map(({ shape }) => shapeText(shape)).join(' and ')],
    ['Gives', outputs.map(({ shape }) => shapeText(shape)).join(' and ')],
    ['Weights on disk', `${formatBytes(bytes)}, ${precision}`],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

/** "627 kB", "200 MB" */
function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${size < 10 ? size.toFixed(1) : formatCount(size)} ${unit}`;
}
