import { signal } from '@preact/signals';

/**
 * What the learner points at or has the focus on. A part of the picture, a cell of the table, a symbol of the formula and a
 * line of the code belong together when they share a word in their `data-key`; they all light up.
 */
export const highlighted = signal<readonly string[]>([]);

/** For what is drawn on a canvas: whether to draw it lit. */
export function isLit(key: string): boolean {
  return highlighted.value.includes(key);
}

/** Follows pointer and focus in the whole document. */
export function watchHighlight(): void {
  // One rule in a sheet of our own lights also what is drawn later, and leaves every element's attributes alone.
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  let pointed: readonly string[] = [];
  let focused: readonly string[] = [];
  const show = () => {
    const keys = pointed.length > 0 ? pointed : focused;
    if (keys.join() === highlighted.peek().join()) return;
    highlighted.value = keys;
    sheet.replaceSync(keys.length > 0 ? `${selectorOf(keys)} { ${litStyle} }` : '');
  };
  addEventListener('pointerover', ({ target }) => {
    pointed = keysAt(target);
    show();
  });
  document.documentElement.addEventListener('pointerleave', () => {
    pointed = [];
    show();
  });
  addEventListener('focusin', ({ target }) => {
    focused = keysAt(target);
    show();
  });
  addEventListener('focusout', () => {
    focused = [];
    show();
  });
}

/** The looks themselves stand in teaching.css, for each kind of element. */
const litStyle =
  '--lit: 1; --lit-fill: var(--lit-background); --lit-outline: 2px dashed var(--lit-line); --lit-width: 4;';

function selectorOf(keys: readonly string[]): string {
  return keys.map((key) => `[data-key~="${CSS.escape(key)}"]`).join(', ');
}

function keysAt(target: EventTarget | null): readonly string[] {
  const key = target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
  return key?.split(' ').filter(Boolean) ?? [];
}
