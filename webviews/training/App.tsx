import { Announcer } from '../shared/Announcer';
import { Messages } from '../shared/Messages';
import { Charts } from './Charts';
import { OutputTable } from './ChosenDigit';
import { Confusion } from './Confusion';
import { Drawing } from './Drawing';
import { Header } from './Header';
import { Mistakes } from './Mistakes';
import { Neurons } from './Neurons';
import { results } from './results';
import { isOver, loadError, network, run } from './run';
import { Scorecard } from './Scorecard';
import { Scrubber } from './Scrubber';

export function App() {
  return (
    <>
      {run.value ? (
        <>
          <Header run={run.value} />
          <Charts />
          <Scrubber />
          <Inside />
          <Drawing />
        </>
      ) : (
        <p class="empty" role="status">
          {loadError.value === undefined ? 'Loading the run…' : `This run could not be loaded: ${loadError.value}`}
        </p>
      )}
      <Messages />
      <Announcer />
    </>
  );
}

/** What the network of the shown epoch gets right and wrong, and what its neurons look for. */
function Inside() {
  const current = results.value;
  return (
    <>
      {current ? (
        <div class="answers">
          <div>
            <Scorecard results={current} />
            <Confusion results={current} />
          </div>
          <div>
            <OutputTable results={current} />
            <Mistakes results={current} />
          </div>
        </div>
      ) : (
        <p class="card empty">
          {isOver.value
            ? 'This run ended before its network was tested, so there are no answers to look at. Train again to get some.'
            : 'The network’s answers appear here as soon as it has been tested for the first time.'}
        </p>
      )}
      {network.value && <Neurons network={network.value} />}
    </>
  );
}
