interface FactProps {
  readonly name: string;
  readonly value: string;
  /** Shown when the mouse rests on it. */
  readonly hint?: string;
}

/** A name and its value, in a `<dl>`. */
export function Fact({ name, value, hint }: FactProps) {
  return (
    <div {...(hint && { title: hint })}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
