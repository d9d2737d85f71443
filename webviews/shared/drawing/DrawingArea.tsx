import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../Announcer';
import { css } from '../colours';
import { theme } from '../theme';
import { drawStrokes, penWidth, type Stroke } from './rasterise';

const side = 280;
/** One arrow key moves the pen by one of MNIST's pixels. */
const keyStep = 1 / 28;

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-keyStep, 0],
  ArrowRight: [keyStep, 0],
  ArrowUp: [0, -keyStep],
  ArrowDown: [0, keyStep],
};

interface Pen {
  readonly x: number;
  readonly y: number;
  readonly isDown: boolean;
}

/** Paper for a mouse, a finger, a pen, or the arrow keys. */
export function DrawingArea({ strokes }: { readonly strokes: Signal<readonly Stroke[]> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // Where the keyboard's pen is; undefined while the keyboard isn't used.
  const [pen, setPen] = useState<Pen>();
  const lines = strokes.value;
  const { background, foreground, red } = theme.value;

  useEffect(() => {
    const element = canvas.current!;
    element.width = element.height = side * devicePixelRatio;
    const context = element.getContext('2d')!;
    context.scale(element.width, element.height);
    context.fillStyle = css(background);
    context.fillRect(0, 0, 1, 1);
    context.strokeStyle = css(foreground);
    drawStrokes(context, lines);
    if (!pen) return;
    context.strokeStyle = css(red);
    context.lineWidth = 0.008;
    context.beginPath();
    context.arc(pen.x, pen.y, penWidth / 2, 0, 2 * Math.PI);
    if (pen.isDown) {
      context.fillStyle = css(red);
      context.fill();
    }
    context.stroke();
  }, [lines, pen, background, foreground, red]);

  const extend = (points: readonly number[]) => {
    const earlier = strokes.peek();
    strokes.value = [...earlier.slice(0, -1), [...(earlier.at(-1) ?? []), ...points]];
  };
  const pointOf = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect();
    return [rounded((clientX - left) / width), rounded((clientY - top) / height)];
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    canvas.current!.setPointerCapture(event.pointerId);
    setPen(undefined);
    strokes.value = [...strokes.peek(), pointOf(event)];
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!canvas.current!.hasPointerCapture(event.pointerId)) return;
    const events = event.getCoalescedEvents();
    extend((events.length > 0 ? events : [event]).flatMap(pointOf));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const current = pen ?? { x: 0.5, y: 0.5, isDown: false };
    const move = moves[event.key];
    if (move) {
      const far = event.shiftKey ? 3 : 1;
      const [x, y] = [within(current.x + far * move[0]), within(current.y + far * move[1])];
      setPen({ ...current, x, y });
      if (current.isDown) extend([x, y]);
    } else if (event.key === ' ') {
      const isDown = !current.isDown;
      setPen({ ...current, isDown });
      if (isDown) strokes.value = [...strokes.peek(), [current.x, current.y]];
      announce(isDown ? 'Pen down' : 'Pen up');
    } else if (event.key === 'Escape') {
      setPen({ ...current, isDown: false });
      strokes.value = [];
      announce('Drawing cleared');
    } else return;
    event.preventDefault();
  };

  return (
    <canvas
      ref={canvas}
      class="drawing-area"
      role="application"
      aria-roledescription="drawing area"
      aria-label="Draw a digit"
      aria-describedby="drawing-keys"
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onBlur={() => setPen(undefined)}
    />
  );
}

/** A thousandth of the drawing area is finer than anybody draws, and short to keep. */
function rounded(coordinate: number): number {
  return Math.round(coordinate * 1000) / 1000;
}

function within(coordinate: number): number {
  return rounded(Math.max(0, Math.min(1, coordinate)));
}
