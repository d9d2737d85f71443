import type { NumberField as Field } from '../../src/teaching/fields';
import { NumberField } from '../shared/teaching/NumberField';

interface SliderProps {
  readonly field: Field;
  readonly label: string;
  readonly value: number;
  readonly step: number;
  readonly dataKey?: string;
  readonly onChange: (value: number) => void;
}

/** A number to be dragged, or typed where dragging is too coarse. */
export function Slider({ field, label, value, step, dataKey, onChange }: SliderProps) {
  return (
    <div class="slider" {...(dataKey !== undefined && { 'data-key': dataKey })}>
      <NumberField field={field} label={label} value={value} onChange={onChange} />
      <input
        type="range"
        min={field.minimum}
        max={field.maximum}
        step={step}
        value={value}
        aria-label={field.title}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
