import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Scale } from './Plot';

interface HandleProps {
  /** What it is and where: "Point 3: x 0.75, y 6.3". */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly scale: Scale;
  /** `false`: only by x, as on a curve. */
  readonly movesUp?: boolean;
  readonly tabIndex?: number;
  readonly dataKey?: string;
  readonly onMove: (x: number, y: number) => void;
  /** The first and the last moment of a drag. */
  readonly onDrag?: (isDragging: boolean) => void;
  readonly onFocus?: () => void;
  /** A key that does not move it. */
  readonly onKey?: (key: string) => boolean;
  /** Drawn around 0, 0. */
  readonly children: ComponentChildren;
}

/** Pixels that an arrow key moves; with Shift ten times as many. */
const keyStep = 4;

/** Something in a plot that is dragged with the pointer or moved with the arrow keys. */
export function Handle(props: HandleProps) {
  const { label, x, y, scale, movesUp = true, tabIndex = 0, dataKey, onMove, onDrag, onFocus, onKey, children } = props;
  const grip = useRef({ x: 0, y: 0 });
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const target = event.currentTarget as SVGElement;
    target.setPointerCapture(event.pointerId);
    target.focus();
    // Where it was taken hold of stays under the pointer.
    grip.current = { x: event.clientX - scale.x(x), y: event.clientY - scale.y(y) };
    onDrag?.(true);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!(event.currentTarget as SVGElement).hasPointerCapture(event.pointerId)) return;
    const to = { x: event.clientX - grip.current.x, y: event.clientY - grip.current.y };
    onMove(scale.valueX(within(to.x, scale.width)), scale.valueY(within(to.y, scale.height)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const far = event.shiftKey ? 10 * keyStep : keyStep;
    const [right, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [
      0, 0,
    ];
    if (right || (up && movesUp)) onMove(x + right! * far * scale.perPixel.x, y + up! * far * scale.perPixel.y);
    else if (!onKey?.(event.key)) return;
    event.preventDefault();
  };
  return (
    <g
      class="handle"
      role="button"
      aria-roledescription="handle"
      aria-label={label}
      // In SVG names of attributes keep their case.
      tabindex={tabIndex}
      data-key={dataKey}
      transform={`translate(${scale.x(x)} ${scale.y(y)})`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => onDrag?.(false)}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {children}
    </g>
  );
}

function within(pixel: number, length: number): number {
  return Math.max(0, Math.min(length, pixel));
}
