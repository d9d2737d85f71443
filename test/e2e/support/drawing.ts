/** Drawing with the mouse on the panel's drawing area. */
import type { Frame, Page } from 'playwright-core';
import { rowsOf } from './panel';

/** Where a digit is drawn, in fractions of the drawing area. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/** In the middle, as large as one would write it there. */
const middle: Place = { left: 0.3, top: 0.15, height: 0.7 };

/** Draws a 3 in one stroke: an arc of a circle, to the left of the middle, and a larger one below it. */
export async function drawThree(page: Page, panel: Frame, { left, top, height }: Place = middle): Promise<void> {
  const arc = (centreY: number, radius: number, from: number, to: number) =>
    Array.from({ length: 25 }, (_, i) => {
      const angle = ((from + ((to - from) * i) / 24) * Math.PI) / 180;
      return [0.28 + radius * Math.cos(angle), centreY + radius * Math.sin(angle)] as const;
    });
  const points = [...arc(0.23, 0.23, -150, 75), ...arc(0.72, 0.28, -80, 150)];
  await drawStroke(
    page,
    panel,
    points.map(([x, y]) => [left + height * x, top + height * y]),
  );
}

/** Presses the mouse at the first point and moves it, pressed, to all others; coordinates are 0…1 of the drawing area. */
export async function drawStroke(page: Page, panel: Frame, points: readonly (readonly number[])[]): Promise<void> {
  const area = panel.getByRole('application', { name: 'Draw a digit' });
  await area.scrollIntoViewIfNeeded();
  const box = (await area.boundingBox())!;
  for (const [index, [x, y]] of points.entries()) {
    await page.mouse.move(box.x + x! * box.width, box.y + y! * box.height);
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** The digit whose output node is highest; undefined while nothing is drawn. */
export async function answerOf(panel: Frame): Promise<number | undefined> {
  const rows = await rowsOf(panel.getByRole('table', { name: 'The ten output nodes for the drawing' }));
  const values = rows.map((row) => Number(row.at(-1)));
  return values.some(Number.isNaN) ? undefined : values.indexOf(Math.max(...values));
}
