import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../shared/Icon';

/** Where numbers come from; said in every section, so that nobody takes one kind for another. */
export type Origin = 'measured' | 'calculated' | 'simulated' | 'published' | 'sketch';

const origins: Readonly<Record<Origin, { word: string; icon: IconName; hint: string }>> = {
  measured: { word: 'Measured here', icon: 'waiting', hint: 'Timed on this machine' },
  calculated: { word: 'Calculated', icon: 'another', hint: 'Follows from a formula and the numbers shown' },
  simulated: { word: 'Simulated', icon: 'again', hint: 'A model of how it works, step by step; not timed' },
  published: { word: 'Published', icon: 'save', hint: 'From a paper; not measured here' },
  sketch: { word: 'Sketch', icon: 'training', hint: 'Shows proportions, not a real chip' },
};

interface SectionProps {
  /** What the walkthrough calls it. */
  readonly id: string;
  readonly heading: string;
  readonly origins: readonly Origin[];
  readonly children: ComponentChildren;
}

export function Section({ id, heading, origins: shown, children }: SectionProps) {
  return (
    <section class="card" id={id} aria-labelledby={`${id}-heading`}>
      <div class="section-title">
        <h2 id={`${id}-heading`} tabIndex={-1}>
          {heading}
        </h2>
        {shown.map((origin) => (
          <OriginBadge key={origin} origin={origin} />
        ))}
      </div>
      {children}
    </section>
  );
}

export function OriginBadge({ origin }: { readonly origin: Origin }) {
  const { word, icon, hint } = origins[origin];
  return (
    <span class={`origin ${origin}`} title={hint}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
