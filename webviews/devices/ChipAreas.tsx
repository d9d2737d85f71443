/** What the area of a chip is spent on, as a sketch: no real chip has these proportions. */
export function ChipAreas() {
  return (
    <>
      <div class="pair">
        <figure>
          <svg class="chip" viewBox="0 0 300 190" role="img" aria-labelledby="cpu-chip">
            <title id="cpu-chip">
              Sketch of a CPU: large control and four large arithmetic units above a large cache and memory
            </title>
            <Block x={10} y={10} width={130} height={80} kind="control" label="control" />
            {[0, 1, 2, 3].map((unit) => (
              <Block
                key={unit}
                x={148 + (unit % 2) * 72}
                y={10 + Math.floor(unit / 2) * 42}
                width={70}
                height={38}
                kind="arithmetic"
                label="ALU"
              />
            ))}
            <Block x={10} y={98} width={280} height={52} kind="cache" label="cache" />
            <Block x={10} y={158} width={280} height={24} kind="memory" label="memory" />
          </svg>
          <figcaption>
            CPU, for low latency: strong arithmetic units, a large cache that makes memory seem near, and control that
            predicts branches and forwards results before they are stored.
          </figcaption>
        </figure>
        <figure>
          <svg class="chip" viewBox="0 0 300 190" role="img" aria-labelledby="gpu-chip">
            <title id="gpu-chip">
              Sketch of a GPU: six rows, each with a small control, a small cache and sixteen small arithmetic units
            </title>
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <g key={row}>
                <Block x={10} y={10 + row * 24} width={20} height={9} kind="control" />
                <Block x={10} y={21 + row * 24} width={20} height={9} kind="cache" />
                {Array.from({ length: 16 }, (_, unit) => (
                  <Block key={unit} x={36 + unit * 16} y={10 + row * 24} width={14} height={20} kind="arithmetic" />
                ))}
              </g>
            ))}
            <Block x={10} y={158} width={280} height={24} kind="memory" label="memory" />
          </svg>
          <figcaption>
            GPU, for high throughput: many small, pipelined arithmetic units, little cache, and one simple control for a
            whole row. It needs very many threads to have something to do while memory is slow.
          </figcaption>
        </figure>
      </div>
      <ul class="legend" aria-hidden="true">
        {(['arithmetic', 'control', 'cache', 'memory'] as const).map((kind) => (
          <li key={kind}>
            <svg width="20" height="14">
              <Block x={1} y={1} width={18} height={12} kind={kind} />
            </svg>
            {kind}
          </li>
        ))}
      </ul>
    </>
  );
}

interface BlockProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: 'control' | 'arithmetic' | 'cache' | 'memory';
  readonly label?: string;
}

function Block({ x, y, width, height, kind, label }: BlockProps) {
  return (
    <g class={`block ${kind}`}>
      <rect {...{ x, y, width, height }} rx="2" />
      {label && (
        <text x={x + width / 2} y={y + height / 2 + 4} text-anchor="middle">
          {label}
        </text>
      )}
    </g>
  );
}
