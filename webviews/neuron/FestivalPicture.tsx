import { decide, weigh } from '../../samples/neuron/perceptron';
import { formatDigits } from '../shared/format';
import { factorTitles, perceptron } from './Festival';
import { lesson } from './lesson';

const [width, height] = [420, 220];
const neuron = { x: 300, y: height / 2, radius: 36 };
const heights = [40, 110, 180] as const;

/** The three factors, their links, as thick as their weights, and the neuron. */
export function FestivalPicture() {
  const { factors } = lesson.state.value;
  const p = perceptron();
  const goes = decide(p, factors);
  return (
    <svg
      class="festival"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`A perceptron with the weights ${p.weights.join(', ')} and the threshold ${p.threshold} decides ${goes ? 'yes' : 'no'}`}
    >
      {heights.map((y, i) => {
        const weight = p.weights[i]!;
        const start = { x: 132, y };
        const length = Math.hypot(neuron.x - start.x, neuron.y - y);
        const reach = 1 - neuron.radius / length; // Only to the rim: over the numbers a line would be in the way.
        const end = { x: start.x + (neuron.x - start.x) * reach, y: y + (neuron.y - y) * reach };
        return (
          <g key={i}>
            <line
              class={`link ${factors[i] ? '' : 'idle'} ${weight < 0 ? 'negative' : ''}`}
              data-key={`weight-${i}`}
              x1={start.x}
              y1={start.y}
              x2={end.x}
              y2={end.y}
              stroke-width={1 + Math.abs(weight) / 2}
            />
            <text
              class="halo"
              x={(start.x + end.x) / 2}
              y={(start.y + end.y) / 2 - 6}
              text-anchor="middle"
              data-key={`weight-${i}`}
            >
              {formatDigits(weight)}
            </text>
            <circle class={factors[i] ? 'node on' : 'node'} data-key={`factor-${i}`} cx={116} cy={y} r={16} />
            <text x={116} y={y + 4} text-anchor="middle">
              {factors[i] ? 1 : 0}
            </text>
            <text x={92} y={y + 4} text-anchor="end">
              {['Weather', 'Friend', 'Near'][i]}
            </text>
            <title>{factorTitles[i]}</title>
          </g>
        );
      })}
      <circle class={goes ? 'node on' : 'node'} data-key="sum decision" cx={neuron.x} cy={neuron.y} r={neuron.radius} />
      <text x={neuron.x} y={neuron.y - 3} text-anchor="middle" data-key="sum">
        {formatDigits(weigh(p, factors))}
      </text>
      <text x={neuron.x} y={neuron.y + 14} text-anchor="middle" data-key="threshold">
        {goes ? '>' : '≤'} {formatDigits(p.threshold)}
      </text>
      <path class="link" d={`M${neuron.x + neuron.radius} ${neuron.y}h28`} />
      <text x={neuron.x + 70} y={neuron.y + 4} data-key="decision">
        {goes ? 'yes' : 'no'}
      </text>
    </svg>
  );
}
