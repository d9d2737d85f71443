import { signal } from '@preact/signals';
import { mix, type Rgb } from './colours';

/** The colours that canvases and charts draw with, opaque, taken from VS Code's theme. */
export interface Theme {
  readonly background: Rgb;
  readonly foreground: Rgb;
  readonly muted: Rgb;
  readonly grid: Rgb;
  readonly tooltip: Rgb;
  readonly blue: Rgb;
  readonly green: Rgb;
  readonly red: Rgb;
  readonly yellow: Rgb;
  readonly purple: Rgb;
  readonly fontFamily: string;
}

const probe = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;

/** Follows the theme: VS Code changes the body's classes and the root's style when the learner picks another one. */
export const theme = signal(read());

const observer = new MutationObserver(() => (theme.value = read()));
observer.observe(document.body, { attributeFilter: ['class'] });
observer.observe(document.documentElement, { attributeFilter: ['style'] });

function read(): Theme {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim();
  const background = opaque(variable('editor-background'), [255, 255, 255]);
  const colour = (name: string) => opaque(variable(name), background);
  const foreground = colour('editor-foreground');
  const isHighContrast = document.body.classList.contains('vscode-high-contrast');
  return {
    background,
    foreground,
    muted: colour('descriptionForeground'),
    grid: mix(background, foreground, isHighContrast ? 0.4 : 0.16),
    tooltip: colour('editorHoverWidget-background'),
    blue: colour('charts-blue'),
    green: colour('charts-green'),
    red: colour('charts-red'),
    yellow: colour('charts-yellow'),
    purple: colour('charts-purple'),
    fontFamily: variable('font-family'),
  };
}

/** What a CSS colour, perhaps translucent, looks like on a background. */
function opaque(colour: string, background: Rgb): Rgb {
  probe.fillStyle = `rgb(${background.join(' ')})`;
  probe.fillRect(0, 0, 1, 1);
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!];
}
