import type { Parameter } from '../../samples/parameters';
import type { Sample } from '../../samples/sample';

/** The samples with their parameters and presets, for a terminal. */
export function describeSamples(samples: readonly Sample[]): string {
  return samples
    .map((sample) =>
      [
        `${sample.id} — ${sample.title}`,
        `  ${sample.description}`,
        '',
        ...Object.entries(sample.parameters).map(
          ([name, parameter]) =>
            `  ${name.padEnd(14)} ${allowed(parameter)}\n  ${''.padEnd(14)} ${parameter.description}`,
        ),
        '',
        ...sample.presets.map((preset) => `  preset ${preset.id}: ${JSON.stringify(preset.parameters)}`),
      ].join('\n'),
    )
    .join('\n\n');
}

function allowed(parameter: Parameter): string {
  if (parameter.type === 'choice') return `${parameter.options.join(' | ')} (default ${parameter.default})`;
  const others = Object.values(parameter.defaultWhen ?? {}).flatMap((defaults) =>
    Object.entries(defaults).map(([option, value]) => `, ${option}: ${value}`),
  );
  const preset = parameter.default === undefined ? 'optional' : `default ${parameter.default}${others.join('')}`;
  return `${parameter.type}, ${parameter.minimum} … ${parameter.maximum} (${preset})`;
}
