import { classes, imageSide } from '../../samples/digits';
import { formatCount, formatTwoDecimals } from '../shared/format';
import { Icon } from '../shared/Icon';
import { ImageNumbers } from '../shared/ImageNumbers';
import { Disclosure } from '../shared/Numbers';
import { describeDigit, Digit } from './Digit';
import { chooseDigit, results, type Results } from './results';
import { chosenDigit } from './view';

/** The digits that the deck shows. */
const exampleLabels = [5, 0, 9];

/** The ten output nodes for the chosen digit and for three examples. */
export function OutputTable({ results }: { readonly results: Results }) {
  const chosen = chosenDigit.value;
  const examples = exampleLabels.map((label) => results.labels.indexOf(label)).filter((digit) => digit !== -1);
  const columns = [...(chosen === undefined ? [] : [chosen]), ...examples];
  return (
    <section class="card" id="outputs" aria-labelledby="outputs-heading">
      <h2 id="outputs-heading">Output nodes</h2>
      <p class="note">
        Ten output nodes, one for each digit. The largest is the answer; <span class="truth-mark">◂</span> marks the
        true label.
      </p>
      <Stepper count={results.count} />
      <table class="output-table">
        <thead>
          <tr>
            <th scope="col">Node</th>
            {columns.map((digit, column) => (
              <th key={`${column}-${digit}`} scope="col" class={digit === chosen && column === 0 ? 'chosen' : ''}>
                <Digit digit={digit} label={`Test digit ${digit + 1}, a ${results.labels[digit]}`} />
                <span class="caption">{digit === chosen && column === 0 ? 'Chosen' : 'Example'}</span>
                <Verdict digit={digit} results={results} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: classes }, (_, node) => (
            <tr key={node}>
              <th scope="row">{node}</th>
              {columns.map((digit, column) => (
                <Output key={`${column}-${digit}`} node={node} digit={digit} results={results} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {chosen !== undefined && (
        <Disclosure id="numbers-digit" summary="Show the 784 pixels of the chosen digit">
          {() => (
            <ImageNumbers
              caption="Pixels of the chosen digit, 0 (paper) to 255 (ink)"
              width={imageSide}
              values={results.pixelsOf(chosen)}
              format={String}
            />
          )}
        </Disclosure>
      )}
    </section>
  );
}

function Verdict({ digit, results: { labels, answers } }: { readonly digit: number; readonly results: Results }) {
  const isRight = labels[digit] === answers[digit];
  return (
    <span class={`verdict ${isRight ? 'right' : 'wrong'}`}>
      <Icon name={isRight ? 'right' : 'wrong'} />
      {labels[digit]} → {answers[digit]}
    </span>
  );
}

interface OutputProps {
  readonly node: number;
  readonly digit: number;
  readonly results: Results;
}

function Output({ node, digit, results: { labels, answers, outputsOf } }: OutputProps) {
  const value = outputsOf(digit)[node]!;
  const isAnswer = answers[digit] === node;
  return (
    <td class={isAnswer ? 'answer' : ''} title={String(value)}>
      {formatTwoDecimals(value)}
      {labels[digit] === node ? (
        <span class="truth-mark" role="img" aria-label="true label">
          ◂
        </span>
      ) : (
        <span class="truth-mark" aria-hidden="true" />
      )}
    </td>
  );
}

function Stepper({ count }: { readonly count: number }) {
  const chosen = chosenDigit.value;
  const next = (step: number) => chooseDigit(chosen === undefined ? 0 : (chosen + step + count) % count);
  return (
    <div class="stepper">
      <button type="button" class="quiet" aria-label="Previous test digit" onClick={() => next(-1)}>
        <Icon name="previous" />
      </button>
      <span>
        {chosen === undefined
          ? 'Choose any digit on this page, or step through the test set'
          : `Test digit ${formatCount(chosen + 1)} of ${formatCount(count)}`}
      </span>
      <button type="button" class="quiet" aria-label="Next test digit" onClick={() => next(1)}>
        <Icon name="next" />
      </button>
    </div>
  );
}

/** The chosen digit stays in sight while the learner goes through the epochs. */
export function ChosenDigitLink() {
  const digit = chosenDigit.value;
  const current = results.value;
  if (digit === undefined || !current) return null;
  return (
    <a class="chosen-digit" href="#outputs" title={`${describeDigit(current, digit)}. Go to its output nodes.`}>
      <Digit digit={digit} />
      <Verdict digit={digit} results={current} />
    </a>
  );
}
