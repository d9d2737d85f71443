import { Icon } from './Icon';

interface ClosableHeadingProps {
  readonly heading: string;
  /** What the button says to a screen reader: "Close this neuron". */
  readonly closeLabel: string;
  readonly onClose: () => void;
}

/** The heading of a detail that the learner opened and may close again. */
export function ClosableHeading({ heading, closeLabel, onClose }: ClosableHeadingProps) {
  return (
    <div class="section-head">
      <h3>{heading}</h3>
      <button type="button" class="quiet" aria-label={closeLabel} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
