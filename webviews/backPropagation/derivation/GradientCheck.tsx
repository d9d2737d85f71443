import code from 'excerpt:samples/back-propagation/finiteDifference.ts#centralDifference';
import { useMemo } from 'preact/hooks';
import { checkGradients, errorByStepSize } from '../../../samples/back-propagation/finiteDifference';
import { lossOf } from '../../../samples/back-propagation/learnRecord';
import { withChanges } from '../../../samples/forward-pass/change';
import { formatDigits } from '../../shared/format';
import { Disclosure, NumberTable, type Cell } from '../../shared/Numbers';
import { Code } from '../../shared/teaching/Code';
import { Formula, Formulas } from '../../shared/teaching/Formula';
import { either, fenced, fraction, keyed, operator, power, row, type MathNode } from '../../shared/teaching/math';
import { pathThrough, Plot } from '../../shared/teaching/Plot';
import { Prediction } from '../../shared/teaching/Prediction';
import { achieve } from '../achieve';
import { lesson, openSource, state } from '../lesson';
import { LineSample, powerAxis, tenToThe } from '../lines';
import { linkName } from '../record/names';
import type { ChosenWeight } from './chosenWeight';

/** h is 10 to the power of minus this. */
const powersOfH = { smallest: 1, largest: 12 };

/** The derived gradient beside the measured one, for every weight, and how good the measurement is. */
export function GradientCheck({ chosen }: { readonly chosen: ChosenWeight }) {
  const { power: powerOfH } = state.value;
  const h = Number(`1e-${powerOfH}`);
  return (
    <section class="card" aria-labelledby="check-heading">
      <h2 id="check-heading">Is the derivation right? Measure it</h2>
      <p class="note">
        A derivative can be measured: move the weight a little to both sides, by h, and see how much the loss changes.
        Nobody trains that way, for every weight takes two forward passes; but it finds every mistake in a derivation.
        The loss L is ½E, of which the derivative has no 2.
      </p>
      <BestStepSize chosen={chosen} />
      <StepSize power={powerOfH} />
      <OneWeight chosen={chosen} h={h} />
      <div class="sides even">
        <AllWeights chosen={chosen} h={h} />
        <ErrorPlot chosen={chosen} power={powerOfH} />
      </div>
      <Code
        title="The central difference"
        excerpt={code}
        keys={{ measured: 'lossAt(value + h)', moved: 'const lossAt' }}
        onOpen={openSource}
      />
    </section>
  );
}

function StepSize({ power }: { readonly power: number }) {
  return (
    <label class="slider">
      <span>
        Step size h = <strong>{tenToThe(-power)}</strong>
      </span>
      <input
        type="range"
        min={-powersOfH.largest}
        max={-powersOfH.smallest}
        value={-power}
        aria-valuetext={`h is ten to the power of minus ${power}`}
        onInput={({ currentTarget }) => lesson.change({ power: -currentTarget.valueAsNumber })}
      />
    </label>
  );
}

function recordOf({ learning }: ChosenWeight) {
  return { inputs: learning.network.inputs, targets: learning.targets };
}

function useChecks(chosen: ChosenWeight, h: number) {
  const { layers } = chosen.learning.network;
  return useMemo(() => checkGradients(layers, recordOf(chosen), h), [chosen, h]);
}

function useErrors(chosen: ChosenWeight) {
  const { learning, layer, node, from } = chosen;
  return useMemo(
    () => errorByStepSize(learning.network.layers, recordOf(chosen), { kind: 'weight', layer: layer - 1, node, from }),
    [chosen],
  );
}

/** A number that is written already. */
const figures = (text: string): MathNode => ({ tag: 'mn', children: [text] });

function OneWeight({ chosen, h }: { readonly chosen: ChosenWeight; readonly h: number }) {
  const { learning, layer, node, from } = chosen;
  const { inputs, layers } = learning.network;
  const place = { kind: 'weight', layer: layer - 1, node, from } as const;
  const lossAt = (value: number) =>
    lossOf(withChanges({ inputs, layers }, [{ ...place, value }]).layers, recordOf(chosen));
  const side = (sign: '+' | '−'): MathNode =>
    either(
      row('L', fenced('w', operator(sign), 'h')),
      figures(lossAt(chosen.value + (sign === '+' ? h : -h)).toPrecision(16)),
    );
  const { derived, measured } = useChecks(chosen, h)[layer - 1]![node * layers[layer - 1]!.inputs + from]!;
  return (
    <Formulas label="Central difference">
      <Formula
        name={`Central difference for ${linkName(learning, layer, node, from)}`}
        result={fraction(row(operator('∂'), 'L'), row(operator('∂'), 'w'))}
        is="≈"
        expression={keyed(
          'measured',
          fraction(
            row(side('+'), operator('−'), side('−')),
            row('2', operator('·'), either('h', power('10', figures(`−${state.value.power}`)))),
          ),
        )}
        value={keyed('measured', figures(formatDigits(measured, 12)))}
      />
      <p>
        Derived: {formatDigits(derived, 12)}. The measurement is off by {formatDigits(Math.abs(derived - measured), 2)}.
      </p>
    </Formulas>
  );
}

function AllWeights({ chosen, h }: { readonly chosen: ChosenWeight; readonly h: number }) {
  const { learning } = chosen;
  const checks = useChecks(chosen, h);
  const places = learning.network.layers.flatMap(({ inputs, outputs }, l) =>
    Array.from({ length: inputs * outputs }, (_, link) => ({
      layer: l + 1,
      node: Math.floor(link / inputs),
      from: link % inputs,
      link,
    })),
  );
  const rows = places.map(({ layer, node, from, link }): Cell[] => {
    const { derived, measured } = checks[layer - 1]![link]!;
    const name = linkName(learning, layer, node, from);
    return [
      {
        text: name,
        key: 'weight',
        content: (
          <button
            type="button"
            class="quiet"
            title="Derive this weight"
            onClick={() => lesson.change({ weight: { layer: layer - 1, node, from }, x: null })}
          >
            {name}
          </button>
        ),
      },
      formatDigits(derived, 6),
      { text: formatDigits(measured, 6), key: 'measured' },
      formatDigits(Math.abs(derived - measured), 2),
    ];
  });
  const current = places.findIndex(
    ({ layer, node, from }) => layer === chosen.layer && node === chosen.node && from === chosen.from,
  );
  return (
    <NumberTable
      caption={`∂L/∂w of every weight, measured with h = ${tenToThe(Math.round(Math.log10(h)))}`}
      columns={['Weight', 'Derived', 'Measured', 'Apart by']}
      rows={rows}
      current={current}
    />
  );
}

/** Where the error is 0 to the last bit, a logarithm has no place for it. */
const floor = -17;
const log = (value: number) => (value === 0 ? floor : Math.max(floor, Math.log10(value)));

function ErrorPlot({ chosen, power }: { readonly chosen: ChosenWeight; readonly power: number }) {
  const errors = useErrors(chosen);
  const ofH = (h: number) => errors.find((one) => one.h === h)!.error;
  const { loss } = chosen.pass;
  // Both parts of the error, as numerical analysis predicts them: the curve's from one measured point, rounding from 2⁻⁵³.
  const curve = (logH: number) => log(ofH(1e-2)) + 2 * (logH + 2);
  const rounding = (logH: number) => Math.log10((Number.EPSILON / 2) * loss) - logH;
  const logs = errors.map(({ error }) => log(error));
  const x = powerAxis('step size h', -12.5, -0.5);
  const y = powerAxis('error of the measurement', Math.floor(Math.min(...logs)) - 1, Math.ceil(Math.max(...logs)) + 1);
  const best = errors.reduce((least, next) => (next.error < least.error ? next : least));
  return (
    <div>
      <Plot
        label={`Error of the measurement against step size, both logarithmic. Least, ${formatDigits(best.error, 2)}, at h = ${tenToThe(Math.round(Math.log10(best.h)))}.`}
        x={x}
        y={y}
        onPress={(at) => lesson.change({ power: Math.max(1, Math.min(12, -Math.round(at))) })}
      >
        {(scale) => (
          <>
            <path
              class="curve truncation"
              d={pathThrough(scale, [
                [-12, curve(-12)],
                [-1, curve(-1)],
              ])}
            />
            <path
              class="curve rounding"
              d={pathThrough(scale, [
                [-12, rounding(-12)],
                [-1, rounding(-1)],
              ])}
            />
            <path class="mark-line" d={`M${scale.x(-power)} 0V${scale.height}`} />
            {errors.map(({ h, error }) => (
              <circle
                key={h}
                class={`dot ${Math.round(-Math.log10(h)) === power ? 'chosen' : ''}`}
                data-key="measured"
                cx={scale.x(Math.log10(h))}
                cy={scale.y(log(error))}
                r={Math.round(-Math.log10(h)) === power ? 6 : 4}
              />
            ))}
          </>
        )}
      </Plot>
      <ul class="legend">
        <li>
          <svg width={12} height={12} aria-hidden="true">
            <circle class="dot" cx={6} cy={6} r={4} />
          </svg>
          measured
        </li>
        <li>
          <LineSample class="truncation" /> from the curve, ∝ h²
        </li>
        <li>
          <LineSample class="rounding" /> from rounding, about 10⁻¹⁶ · L / h
        </li>
      </ul>
      <Disclosure id="errors" summary="Show numbers">
        {() => (
          <NumberTable
            caption="Error by step size"
            columns={['h', 'Error']}
            rows={errors.map(({ h, error }) => [tenToThe(Math.round(Math.log10(h))), formatDigits(error, 3)])}
            current={power - 1}
          />
        )}
      </Disclosure>
    </div>
  );
}

const asked = [1, 3, 5, 8, 12];

function BestStepSize({ chosen }: { readonly chosen: ChosenWeight }) {
  const errors = useErrors(chosen);
  const error = (power: number) => errors[power - 1]!.error;
  const truth = asked.reduce((best, next) => (error(next) < error(best) ? next : best));
  const { learning, layer, node, from } = chosen;
  return (
    <Prediction
      id="bestStepSize"
      about={JSON.stringify([layer, node, from, errors])}
      question={`Which h measures the derivative for ${linkName(learning, layer, node, from)} best?`}
      options={asked.map((power) => tenToThe(-power))}
      truth={tenToThe(-truth)}
      onAnswered={() => achieve('checkedGradient')}
    >
      The errors are {asked.map((power) => `${formatDigits(error(power), 2)} with ${tenToThe(-power)}`).join(', ')}.
      With a large h the curve bends away from its tangent: that error shrinks with h². With a tiny h the two losses
      agree in almost all of their 16 digits, and the difference is rounding: that error grows with 1/h. The best h is
      in between.
    </Prediction>
  );
}
