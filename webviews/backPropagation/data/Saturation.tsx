import { preparations, type PreparationId } from '../../../samples/back-propagation/preparations';
import { pixelsPerImage } from '../../../samples/digits';
import { backPropagationState } from '../../../src/teaching/backPropagationState';
import { number } from '../../../src/teaching/fields';
import { axis } from '../../shared/chart/lineChart';
import { formatDigits, formatPercent } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { Disclosure, NumberTable } from '../../shared/Numbers';
import { NumberField } from '../../shared/teaching/NumberField';
import { Prediction } from '../../shared/teaching/Prediction';
import { lesson, state } from '../lesson';
import { Lines, powerAxis, type LineLook } from '../lines';
import { digitsToLearn, epochs, hiddenNodes, preparationIds, records, reports } from './threeTrainings';

const looks: Readonly<Record<PreparationId, LineLook>> = {
  deck: { colour: 'var(--vscode-foreground)', dash: '' },
  zeroAndOne: { colour: 'var(--vscode-charts-blue)', dash: '7 4' },
  raw: { colour: 'var(--vscode-charts-red)', dash: '2 3' },
};

/** What 0 and 1 do instead: the same network really trained with each preparation. */
export function Saturation() {
  const trained = reports.value;
  const done = trained ? Math.min(...preparationIds.map((id) => trained[id].length)) : 0;
  const { saturationRate, saturationTrained } = state.value;
  return (
    <section class="card" aria-labelledby="saturation-heading">
      <h2 id="saturation-heading">Why not 0 and 1?</h2>
      <p class="note">
        The same network, 784-{hiddenNodes}-10 with the same first weights, learns the first {records} records {epochs}{' '}
        times, in three preparations. A weight moves by error × slope × signal: where the signal is 0, or the slope of a
        saturated sigmoid nearly so, it stays where it is.
      </p>
      <UnmovedWeights />
      <div class="fields reasons-over">
        <NumberField
          field={backPropagationState.fields.saturationRate}
          label="Learning rate α"
          value={saturationRate}
          onChange={(value) => lesson.change({ saturationRate: value })}
        />
        <button type="button" disabled={saturationTrained} onClick={() => lesson.change({ saturationTrained: true })}>
          <Icon name="training" />
          Train with All Three
        </button>
        {trained && (
          <p role="status">{done < epochs ? `Epoch ${done} of ${epochs}…` : `Trained for ${epochs} epochs.`}</p>
        )}
      </div>
      {done > 0 && <Results done={done} />}
    </section>
  );
}

const share = number('percent', { initial: 0, minimum: 0, maximum: 100 });

function UnmovedWeights() {
  const digits = digitsToLearn();
  if (!digits) return null;
  let blank = 0;
  for (let pixel = 0; pixel < pixelsPerImage; pixel++) {
    let isBlank = true;
    for (let record = 0; record < digits.count; record++) {
      if (digits.pixels[record * pixelsPerImage + pixel] !== 0) isBlank = false;
    }
    if (isBlank) blank++;
  }
  return (
    <Prediction
      id="unmoved"
      about={`${blank}`}
      question={`Paper enters as 0 instead of 0.01. What part of the weights from the inputs, in percent, will never move while it learns these ${digits.count} records?`}
      field={share}
      truth={(100 * blank) / pixelsPerImage}
    >
      {blank} of the {pixelsPerImage} pixels are paper in every one of the records, most of them along the edges. A
      signal of 0 makes every step 0, whatever the error. With 0.01 all of them learn a little.
    </Prediction>
  );
}

function Results({ done }: { readonly done: number }) {
  const all = reports.value!;
  const newest = (id: PreparationId) => all[id][done - 1]!;
  const slopes = preparationIds.flatMap((id) => all[id].map(({ outputSlope }) => Math.log10(outputSlope)));
  const percent = (value: number) => formatPercent(Math.round(value * 1000) / 1000);
  const rows: readonly (readonly [string, (id: PreparationId) => string])[] = [
    ['Read right, of these records', (id) => percent(newest(id).accuracy)],
    ['Loss, Σ (t − o)²', (id) => formatDigits(newest(id).loss, 3)],
    ['Mean slope of the outputs', (id) => formatDigits(newest(id).outputSlope, 3)],
    ['Outputs with a slope below 0.001', (id) => percent(newest(id).saturated)],
    ['Mean slope of the hidden nodes', (id) => formatDigits(newest(id).hiddenSlope, 3)],
    ['Input weights that never moved', (id) => percent(newest(id).unmoved)],
  ];
  return (
    <>
      <div class="sides">
        <Lines
          label={`Mean slope of the output nodes over ${done} epochs. Now: ${preparationIds.map((id) => `${preparations[id].title} ${formatDigits(newest(id).outputSlope, 3)}`).join('; ')}.`}
          x={axis('epoch', 0, epochs)}
          y={powerAxis('mean slope of the outputs', Math.floor(Math.min(...slopes)), 0)}
          lines={preparationIds.map((id) => ({
            name: preparations[id].title,
            points: all[id].map(({ outputSlope }, epoch) => [epoch + 1, Math.log10(outputSlope)] as const),
            look: looks[id],
          }))}
        />
        <NumberTable
          caption={`After ${done} epochs`}
          columns={['Inputs', ...preparationIds.map((id) => preparations[id].range)]}
          rows={rows.map(([name, of]) => [name, ...preparationIds.map(of)])}
        />
      </div>
      {done === epochs && <Verdict />}
      <Disclosure id="saturation" summary="Show numbers of all epochs">
        {() => (
          <NumberTable
            caption="Mean slope of the output nodes"
            columns={['Epoch', ...preparationIds.map((id) => preparations[id].range)]}
            rows={Array.from({ length: done }, (_, epoch) => [
              String(epoch + 1),
              ...preparationIds.map((id) => formatDigits(all[id][epoch]!.outputSlope)),
            ])}
          />
        )}
      </Disclosure>
    </>
  );
}

/** What these runs have shown, no more. */
function Verdict() {
  const [deck, one, raw] = preparationIds.map((id) => reports.value![id].at(-1)!) as [Last, Last, Last];
  const part = (value: number) => formatPercent(Math.round(value * 1000) / 1000);
  return (
    <p>
      With targets 0 and 1, {part(one.saturated)} of the outputs have hardly any slope left, with 0.01 and 0.99{' '}
      {part(deck.saturated)}: near its target of 0.99 a sigmoid still has a slope of 0.0099, and comes to rest there;
      towards 1 it goes on for ever. {part(one.unmoved)} of the input weights never moved with inputs of 0;{' '}
      {part(deck.unmoved)} with 0.01. On so few records both read {part(one.accuracy)} and {part(deck.accuracy)} right.
      Pixels as they are, up to 255, saturate the hidden nodes before they have learnt anything: their mean slope is{' '}
      {formatDigits(raw.hiddenSlope, 2)}, and {part(raw.accuracy)} are read right.
    </p>
  );
}

type Last = NonNullable<typeof reports.value>[PreparationId][number];
