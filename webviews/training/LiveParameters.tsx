import { useState } from 'preact/hooks';
import { resolveParameters, type Parameter } from '../../samples/parameters';
import { Icon } from '../shared/Icon';
import { attempt } from '../shared/Messages';
import { host, parameterSchema, run } from './run';

/** The parameters that may change while the run goes on: the learning rate. */
export function LiveParameters() {
  const live = Object.entries(parameterSchema.value).filter(
    ([, parameter]) => parameter.type !== 'choice' && parameter.live,
  );
  return (
    <div>
      {live.map(([name, parameter]) => (
        <LiveParameter key={name} name={name} parameter={parameter} />
      ))}
    </div>
  );
}

function LiveParameter({ name, parameter }: { readonly name: string; readonly parameter: Parameter }) {
  const { request, tuned } = run.value!;
  const current = String({ ...request.parameters, ...tuned }[name] ?? '');
  // What stands in the field, from the first key until it is applied.
  const [draft, setDraft] = useState<string>();
  const text = draft ?? current;
  const problem = check(name, parameter, text);
  const apply = () => {
    if (problem !== undefined || text === current) return;
    attempt(async () => {
      await host.tune({ [name]: Number(text) });
      setDraft(undefined);
    });
  };
  const id = `parameter-${name}`;
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <label htmlFor={id}>{parameter.title}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      <button type="submit" class="secondary" disabled={problem !== undefined || text === current}>
        Apply
      </button>
      <p id={`${id}-note`} class={problem ? 'problem' : 'note'} aria-live="polite">
        {problem !== undefined && <Icon name="warning" />}
        {problem ?? (text === current ? 'Takes effect while it trains.' : 'Not applied yet.')}
      </p>
    </form>
  );
}

/** Says why the value doesn't fit, in the words of the parameter's own check. */
function check(name: string, parameter: Parameter, text: string): string | undefined {
  try {
    resolveParameters({ [name]: parameter }, { [name]: text });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
