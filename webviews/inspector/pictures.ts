import { css } from '../shared/colours';
import { escapeXml } from '../shared/chart/escapeXml';
import { pngOf } from '../shared/chart/picture';
import { theme } from '../shared/theme';
import { host } from './host';

/** Saves a picture that stands on its own; false when the learner cancelled. */
export async function savePicture(name: string, svg: string, format: 'png' | 'svg'): Promise<boolean> {
  const bytes = format === 'svg' ? new TextEncoder().encode(svg) : await pngOf(svg);
  return host.savePicture(`${fileName(name)}.${format}`, bytes);
}

/** "conv2d_1/kernel" → "conv2d_1-kernel" */
export function fileName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-|-$/g, '');
}

/** A canvas under its title and a line that says what is seen, as an SVG file; pixels stay sharp squares. */
export function canvasPicture(canvas: HTMLCanvasElement, title: string, note: string): string {
  const { background, foreground, fontFamily } = theme.value;
  const scale = Math.max(1, Math.floor(640 / Math.max(canvas.width, canvas.height)));
  const [width, height] = [canvas.width * scale, canvas.height * scale];
  const [whole, top] = [Math.max(width, 480) + 32, 64];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${height + top + 16}" font-family="${escapeXml(fontFamily)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${css(background)}"/>`,
    `<text x="16" y="28" font-size="16" font-weight="600" fill="${css(foreground)}">${escapeXml(title)}</text>`,
    `<text x="16" y="48" font-size="12" fill="${css(foreground)}">${escapeXml(note)}</text>`,
    `<image x="16" y="${top}" width="${width}" height="${height}" style="image-rendering:pixelated" preserveAspectRatio="none" href="${canvas.toDataURL()}"/>`,
    '</svg>',
  ].join('\n');
}

/** An SVG of the page as a file of its own. */
export function svgPicture(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}
