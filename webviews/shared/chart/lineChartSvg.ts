import { escapeXml } from './escapeXml';
import { isMarked, markerShapes, shareOf, type Line, type LineChart, type Marker } from './lineChart';

/** CSS colours of everything but the lines. */
export interface Ink {
  readonly background: string;
  readonly foreground: string;
  readonly grid: string;
}

export const svgSize = { width: 800, height: 480 };

const plot = { left: 88, right: 776, top: 56, bottom: 372 };
const legendColumn = 344;

/** The chart as a picture of its own: title, axes with units, grid, lines and legend. */
export function lineChartSvg({ title, x, y, lines, mark }: LineChart, { background, foreground, grid }: Ink): string {
  const height = svgSize.height + Math.max(0, Math.ceil(lines.length / 2) - 2) * 20;
  const toX = (value: number) => round(plot.left + shareOf(value, x) * (plot.right - plot.left));
  const toY = (value: number) => round(plot.bottom - shareOf(value, y) * (plot.bottom - plot.top));
  const text = (content: string, attributes: string) =>
    `<text fill="${foreground}" ${attributes}>${escapeXml(content)}</text>`;

  const grids = [
    ...x.ticks.map((tick) => `<path d="M${toX(tick)} ${plot.top}V${plot.bottom}" stroke="${grid}"/>`),
    ...y.ticks.map((tick) => `<path d="M${plot.left} ${toY(tick)}H${plot.right}" stroke="${grid}"/>`),
  ];
  const ticks = [
    ...x.ticks.map((tick) => text(x.formatTick(tick), `x="${toX(tick)}" y="${plot.bottom + 20}" text-anchor="middle"`)),
    ...y.ticks.map((tick) => text(y.formatTick(tick), `x="${plot.left - 8}" y="${toY(tick) + 5}" text-anchor="end"`)),
  ];
  const titles = [
    text(title, `x="${plot.left}" y="34" font-size="18" font-weight="600"`),
    text(x.title, `x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 44}" text-anchor="middle"`),
    text(y.title, `transform="translate(22 ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle"`),
  ];
  const curves = lines.map((line) => curve(line, toX, toY));
  // At the right end, a centred label would leave the picture.
  const markAnchor = mark && shareOf(mark.x, x) > 0.9 ? 'end' : 'middle';
  const marks = mark
    ? [
        `<path d="M${toX(mark.x)} ${plot.top}V${plot.bottom}" stroke="${foreground}" stroke-dasharray="2 3"/>`,
        text(mark.label, `x="${toX(mark.x)}" y="${plot.top - 4}" text-anchor="${markAnchor}" font-size="12"`),
      ]
    : [];
  const legend = lines.map(({ name, style }, index) => {
    const left = plot.left + (index % 2) * legendColumn;
    const top = plot.bottom + 72 + Math.floor(index / 2) * 20;
    const sample = { x: left + 16, y: top - 5 };
    return (
      `<path d="M${left} ${sample.y}h32" fill="none" ${stroke(style)}/>` +
      (style.marker ? marker(style.marker, sample.x, sample.y, style.colour) : '') +
      text(name, `x="${left + 40}" y="${top}"`)
    );
  });

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${svgSize.width}" height="${height}" viewBox="0 0 ${svgSize.width} ${height}" font-family="system-ui, sans-serif" font-size="14">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${background}"/>`,
    ...grids,
    ...ticks,
    ...titles,
    ...curves,
    ...marks,
    ...legend,
    '</svg>',
  ].join('\n');
}

function curve({ points, style }: Line, toX: (value: number) => number, toY: (value: number) => number): string {
  // A point that isn't a number leaves a gap.
  const finite = points.map(({ x, y }) => (Number.isFinite(y) ? { x: toX(x), y: toY(y) } : undefined));
  const path = finite.map((point, i) => (point ? `${finite[i - 1] ? 'L' : 'M'}${point.x} ${point.y}` : '')).join('');
  const markers = style.marker
    ? finite.map((point, i) =>
        point && isMarked(i, points.length) ? marker(style.marker!, point.x, point.y, style.colour) : '',
      )
    : [];
  return `<path d="${path}" fill="none" stroke-linejoin="round" ${stroke(style)}/>${markers.join('')}`;
}

function stroke({ colour, dash }: Line['style']): string {
  if (!dash) return 'stroke="none"';
  return `stroke="${colour}" stroke-width="2"${dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
}

function marker(kind: Marker, x: number, y: number, colour: string): string {
  return `<path d="M${x} ${y}${markerShapes[kind]}" fill="${colour}" stroke="${colour}"/>`;
}

function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}
