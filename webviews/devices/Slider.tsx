interface SliderProps {
  readonly id: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** The value as it is read: "20 people". */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

export function Slider({ id, label, min, max, step = 1, value, text, onChange }: SliderProps) {
  return (
    <div class="slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        aria-valuetext={text}
        {...{ min, max, step, value }}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output htmlFor={id}>{text}</output>
    </div>
  );
}
