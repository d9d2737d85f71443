import { stepTime } from '../../samples/devices/dataParallel';
import { isMeasured } from '../../samples/devices/results';
import { formatCount, formatPercent } from '../shared/format';
import { formatFactor, formatMilliseconds } from './format';
import { record } from './host';
import { Section } from './Section';
import { precision, scaling } from './view';

/** What follows for hardware, with the learner's own numbers as far as there are any. */
export function Conclusions() {
  const results = record.value?.outcomes.filter(isMeasured) ?? [];
  const hasNumbers = results.length > 0 || precision.value !== undefined || scaling.value !== undefined;
  return (
    <Section id="conclusions" heading="What dense computing asks of a chip" origins={hasNumbers ? ['measured'] : []}>
      <dl class="conclusions">
        <div>
          <dt>It can be programmed</dt>
          <dd>
            A systolic array multiplies matrices, whatever they mean; but networks change faster than chips are made. A
            convolution, an LSTM and attention need more than one kind of step, and a kernel must be written for each.{' '}
            {results.length > 0 && <Programmed />}
          </dd>
        </div>
        <div>
          <dt>It spends few bits</dt>
          <dd>
            Smaller numbers need less area, memory and energy, and a trained network hardly notices.{' '}
            {precision.value ? <Rounded /> : <>Round one of your own networks above to see what it costs.</>}
          </dd>
        </div>
        <div>
          <dt>It works in company</dt>
          <dd>
            What one chip can’t, several can, as long as adding up the gradients takes less than it saves.{' '}
            {scaling.value ? <Scaled /> : <>Train on several workers above to measure that.</>}
          </dd>
        </div>
      </dl>
    </Section>
  );
}

function Programmed() {
  const results = record.value!.outcomes.filter(isMeasured);
  const isComplete = ({ workloads }: (typeof results)[number]) => workloads.every((workload) => 'latency' in workload);
  const complete = results.filter(isComplete).length;
  return (
    <>
      Of the {formatCount(results.length)} devices measured here, {formatCount(complete)} could run every kind of work.
    </>
  );
}

function Rounded() {
  const [original, , eightBits] = precision.value!.results;
  return (
    <>
      Yours, in {formatPercent(eightBits!.bytes / original!.bytes)} of the space, reads{' '}
      {formatPercent(eightBits!.accuracy)} of the test digits; before, {formatPercent(original!.accuracy)}.
    </>
  );
}

function Scaled() {
  const [one, ...more] = scaling.value!.results;
  const last = more.at(-1)!;
  return (
    <>
      Here {formatCount(last.workers)} workers train {formatFactor(stepTime(one!) / stepTime(last))} as fast as one; the
      all-reduce takes {formatMilliseconds(last.allReduce)} of the {formatMilliseconds(stepTime(last))} of a step.
    </>
  );
}
