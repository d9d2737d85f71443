/** Our own line drawings on a 16 × 16 grid, in the colour of the text beside them. */
const paths = {
  pause: 'M5.5 3v10M10.5 3v10',
  play: 'M4.5 3l8.5 5-8.5 5z',
  stop: 'M4 4h8v8H4z',
  again: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  another: 'M8 3v10M3 8h10',
  save: 'M8 2.5v7M5 7l3 3 3-3M3 13h10',
  first: 'M4 3.5v9M12 3.5L6.5 8l5.5 4.5',
  previous: 'M10 3.5L5.5 8l4.5 4.5',
  next: 'M6 3.5L10.5 8 6 12.5',
  down: 'M4 6l4 4 4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  right: 'M3 8.5l3.5 3.5L13 4.5',
  wrong: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.5L14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4',
  waiting: 'M8 2a6 6 0 1 0 6 6M8 4.5V8l2.5 1.5',
  training: 'M2 12.5l3.5-5 3 3L14 3.5M10.5 3.5H14V7',
  undo: 'M5.5 3L2.5 6l3 3M3 6h6.5a3.5 3.5 0 1 1 0 7H6',
  clear: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.7 9h5.6l.7-9',
  compare: 'M2 11l4-5 3 3 5-6M2 14l4-3 3 1.5L14 9',
  code: 'M5 4.5L1.5 8 5 11.5M11 4.5L14.5 8 11 11.5M9.2 3L6.8 13',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
