import { devices, isMeasured, type DeviceId } from '../../samples/devices/results';
import type { BenchmarkRecord, MachineInfo } from '../../src/protocol';
import { Fact } from '../shared/Fact';
import { formatCount } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Menu } from '../shared/Menu';
import { attempt } from '../shared/Messages';
import { Disclosure } from '../shared/Numbers';
import { formatBytes } from './format';
import { history, host, machine, progress, record, startBenchmark } from './host';
import { chosenDevices, comparedId, guesses, shownId } from './view';

export function Header() {
  const shown = record.value;
  return (
    <header class="header" id="benchmark">
      <div class="title">
        <p class="overline">Topic 8: GPU and TPU</p>
        <h1 tabIndex={-1}>What computes here, and how fast</h1>
      </div>
      <div class="controls" role="group" aria-label="Benchmark">
        {progress.value ? (
          <button type="button" class="secondary" onClick={() => attempt(() => host.cancelBenchmark())}>
            <Icon name="stop" />
            Cancel
          </button>
        ) : (
          <button type="button" disabled={chosenDevices.value.length === 0} onClick={() => attempt(startBenchmark)}>
            <Icon name="play" />
            Run the Benchmark
          </button>
        )}
        {shown && <Export record={shown} />}
      </div>
      {progress.value && <Progress />}
      {!shown && !progress.value && (
        <p class="note">
          Every device that can run TensorFlow.js here is timed with the same work, one after the other: a matrix
          product, a convolution, training steps of four models, and answers to 1 to 4,096 digits at once. That takes
          about a minute; leave the machine alone meanwhile.
        </p>
      )}
      <Guesses />
      <Choice />
      {(shown?.machine ?? machine.value) && <Machine machine={(shown?.machine ?? machine.value)!} />}
      {shown && <Records shown={shown} />}
    </header>
  );
}

function Export({ record: { id } }: { readonly record: BenchmarkRecord }) {
  const items = (['csv', 'json'] as const).map((format) => ({
    label: `Benchmark as ${format.toUpperCase()}…`,
    onChoose: () => attempt(() => host.exportBenchmark(id, format)),
  }));
  return <Menu label="Export" icon="save" items={items} />;
}

function Progress() {
  const { device, what, share } = progress.value!;
  return (
    <div class="progress">
      <progress max={1} value={share} aria-label="Progress of the benchmark" />
      <span>
        {devices.find(({ id }) => id === device)!.title}: {what}
      </span>
    </div>
  );
}

/** Guess first; the charts tell how good it was. */
function Guesses() {
  const { one, many } = guesses.value;
  const choose = (change: Partial<typeof guesses.value>) => (guesses.value = { ...guesses.value, ...change });
  return (
    <fieldset class="guesses">
      <legend>Guess first: which answers most digits a second?</legend>
      <DeviceChoice
        id="guess-one"
        label="asked one digit at a time"
        value={one}
        onChange={(id) => choose({ one: id })}
      />
      <DeviceChoice id="guess-many" label="asked 1,024 at once" value={many} onChange={(id) => choose({ many: id })} />
    </fieldset>
  );
}

/** What the next benchmark measures; plain JavaScript alone takes a third of the time. */
function Choice() {
  const chosen = chosenDevices.value;
  const choose = (id: DeviceId, isChosen: boolean) =>
    (chosenDevices.value = devices
      .map((device) => device.id)
      .filter((device) => (device === id ? isChosen : chosen.includes(device))));
  const all = formatCount(devices.length);
  const what =
    chosen.length === devices.length ? `all ${all} devices` : `${formatCount(chosen.length)} of ${all} devices`;
  return (
    <Disclosure id="chosen-devices" summary={`The next benchmark measures ${what}`}>
      {() => (
        <fieldset class="options" disabled={Boolean(progress.value)}>
          <legend class="visually-hidden">Devices to measure</legend>
          {devices.map(({ id, title }) => (
            <label key={id} class="checkbox">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(event) => choose(id, event.currentTarget.checked)}
              />
              {title}
            </label>
          ))}
          {chosen.length === 0 && <p class="problem">Choose at least one device.</p>}
        </fieldset>
      )}
    </Disclosure>
  );
}

interface DeviceChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (device: string) => void;
}

function DeviceChoice({ id, label, value, onChange }: DeviceChoiceProps) {
  return (
    <div class="choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">no guess</option>
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.title}
          </option>
        ))}
      </select>
    </div>
  );
}

function Machine({
  machine: { cpu, cores, memory, os, versions, power, isRemote },
}: {
  readonly machine: MachineInfo;
}) {
  return (
    <>
      <dl class="facts">
        <Fact name="Processor" value={`${cpu}, ${formatCount(cores)} ${cores === 1 ? 'core' : 'cores'}`} />
        <Fact name="Memory" value={formatBytes(memory)} />
        <Fact name="System" value={os} />
        <Fact name="Power" value={{ mains: 'mains', battery: 'battery', 'not known': 'not known' }[power]} />
        <Fact
          name="Versions"
          value={`VS Code ${versions.vscode}, Node ${versions.node}, extension ${versions.extension}`}
        />
      </dl>
      {isRemote && (
        <p class="note">
          This window is in a browser, or connected to another machine: WebGL and WebGPU are measured where the window
          is, the rest where the extension runs, on the machine above.
        </p>
      )}
    </>
  );
}

/** Which of the kept benchmarks is shown, and which one beside it. */
function Records({ shown }: { readonly shown: BenchmarkRecord }) {
  const others = history.value.filter(({ id }) => id !== shown.id);
  return (
    <div class="options">
      <div class="choice">
        <label htmlFor="shown">Shown</label>
        <select id="shown" value={shown.id} onChange={(event) => (shownId.value = event.currentTarget.value)}>
          {history.value.map((one) => (
            <option key={one.id} value={one.id}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </div>
      {others.length > 0 && (
        <div class="choice">
          <label htmlFor="compared">Compared with</label>
          <select
            id="compared"
            value={comparedId.value ?? ''}
            onChange={(event) => (comparedId.value = event.currentTarget.value || undefined)}
          >
            <option value="">none</option>
            {others.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  );
}

/** "11/23/2026, 2:05:12 PM, 3 devices" */
export function nameOf({ startedAt, outcomes, cancelled }: BenchmarkRecord): string {
  const measured = outcomes.filter(isMeasured).length;
  return `${new Date(startedAt).toLocaleString()}, ${measured} ${measured === 1 ? 'device' : 'devices'}${cancelled ? ', cancelled' : ''}`;
}
