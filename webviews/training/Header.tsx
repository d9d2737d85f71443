import type { CodePosition, RunStatus, RunSummary } from '../../src/protocol';
import { Fact } from '../shared/Fact';
import { formatCount, formatDuration, formatEpoch, formatPercent } from '../shared/format';
import { Icon, type IconName } from '../shared/Icon';
import { attempt } from '../shared/Messages';
import { Disclosure } from '../shared/Numbers';
import { ExportMenu } from './ExportMenu';
import { LiveParameters } from './LiveParameters';
import { host, isOver, parameterSchema } from './run';

const statuses: Readonly<Record<RunStatus, { word: string; icon: IconName }>> = {
  starting: { word: 'Starting', icon: 'waiting' },
  running: { word: 'Training', icon: 'training' },
  paused: { word: 'Paused', icon: 'pause' },
  finished: { word: 'Finished', icon: 'right' },
  stopped: { word: 'Stopped', icon: 'stop' },
  failed: { word: 'Failed', icon: 'warning' },
};

export function statusWord(status: RunStatus): string {
  return statuses[status].word;
}

export function Header({ run }: { readonly run: RunSummary }) {
  const { word, icon } = statuses[run.status];
  return (
    <header class="header">
      <div class="title">
        <p class="overline">Multilayer perceptron on MNIST</p>
        <h1>{run.title}</h1>
        <p class={`status ${run.status}`}>
          <Icon name={icon} />
          {word}
        </p>
      </div>
      <Controls status={run.status} />
      {run.error && <Failure error={run.error} place={run.failedAt?.[0]} />}
      <Progress run={run} />
      <Facts run={run} />
      {!isOver.value && <LiveParameters />}
      <Disclosure id="about" summary="About this run">
        {() => <About run={run} />}
      </Disclosure>
    </header>
  );
}

function Controls({ status }: { readonly status: RunStatus }) {
  return (
    <div class="controls" role="group" aria-label="Run">
      {status === 'running' && <Control label="Pause" icon="pause" primary action={() => host.pause()} />}
      {status === 'paused' && <Control label="Resume" icon="play" primary action={() => host.resume()} />}
      {!isOver.value && <Control label="Stop" icon="stop" action={() => host.stop()} />}
      <Control label="Train Again" icon="again" primary={isOver.value} action={() => host.runAgain()} />
      <Control label="Train Another…" icon="another" action={() => host.trainAnother()} />
      <Control label="Open Code" icon="code" action={() => host.openCode()} />
      <ExportMenu />
    </div>
  );
}

interface ControlProps {
  readonly label: string;
  readonly icon: IconName;
  readonly primary?: boolean;
  readonly action: () => Promise<unknown>;
}

function Control({ label, icon, primary = false, action }: ControlProps) {
  return (
    <button type="button" class={primary ? '' : 'secondary'} onClick={() => attempt(action)}>
      <Icon name={icon} />
      {label}
    </button>
  );
}

function Failure({ error, place }: { readonly error: string; readonly place: CodePosition | undefined }) {
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <div>
        <p>{error}</p>
        {place && (
          <p>
            In {place.file.split(/[\\/]/).at(-1)}, line {place.line}: “Open Code” shows it.
          </p>
        )}
        <p>
          “Train Again” starts over with the same settings; “Train Another…” lets you change them. What was recorded
          until then stays here.
        </p>
        <button type="button" class="secondary" onClick={() => attempt(() => host.copyText(error))}>
          Copy the Message
        </button>
      </div>
    </div>
  );
}

function Progress({ run }: { readonly run: RunSummary }) {
  const epochs = Number(run.request.parameters.epochs);
  return (
    <div class="progress">
      <progress max={epochs} value={run.step} aria-label="Progress through the epochs" />
      <span>
        Epoch {formatEpoch(run.step)} of {formatCount(epochs)}
      </span>
    </div>
  );
}

function Facts({ run }: { readonly run: RunSummary }) {
  const { engine, data, testAccuracy, recordsPerSecond, secondsLeft, status } = run;
  // Only the first so many records, when the run was asked for that.
  const learnt = Number(run.request.parameters.trainRecords ?? data?.trainRecords);
  return (
    <dl class="facts">
      <Fact name="Test accuracy" value={testAccuracy === undefined ? '–' : formatPercent(testAccuracy)} />
      <Fact name="Speed" value={recordsPerSecond === undefined ? '–' : `${formatCount(recordsPerSecond)} records/s`} />
      {status === 'running' && (
        <Fact name="Time left" value={secondsLeft === undefined ? '–' : formatDuration(secondsLeft)} />
      )}
      <Fact
        name="Data"
        value={data ? `${formatCount(learnt)} to learn, ${formatCount(data.testRecords)} to test` : '–'}
      />
      <Fact name="Engine" value={engine?.title ?? '–'} {...(engine && { hint: engine.reason })} />
    </dl>
  );
}

function About({ run: { request, tuned, engine, data, startedAt } }: { readonly run: RunSummary }) {
  const parameters = Object.entries({ ...request.parameters, ...tuned });
  return (
    <dl class="about">
      <Fact name="Engine" value={engine ? `${engine.title}: ${engine.reason}` : 'not chosen yet'} />
      <Fact
        name="Data"
        value={
          data
            ? `${data.title}: ${formatCount(data.trainRecords)} digits to learn from, ${formatCount(data.testRecords)} to test with`
            : 'not loaded yet'
        }
      />
      <Fact name="Started" value={new Date(startedAt).toLocaleString()} />
      <Fact name="Seed" value={String(request.seed)} />
      {parameters.map(([name, value]) => (
        <Fact key={name} name={parameterSchema.value[name]?.title ?? name} value={String(value)} />
      ))}
    </dl>
  );
}
