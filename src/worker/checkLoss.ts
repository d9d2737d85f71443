import type { RunContext } from '../../samples/sample';

/** The context of a learner's code: a loss that is not finite ends the run where it is reported. */
export function checkingLoss(context: RunContext): RunContext {
  // Its parameters may change: they stay where they are read.
  return Object.create(context, {
    observe: {
      value: (observation: Parameters<RunContext['observe']>[0]) => {
        const { kind, name, step } = observation;
        if (kind === 'scalar' && /loss|cost/i.test(name) && !Number.isFinite(observation.value)) {
          throw new Error(
            `The ${name} is ${observation.value} at step ${step.toFixed(2)}: no longer a finite number. ` +
              'The learning rate may be too large, or a division or a logarithm met a 0.',
          );
        }
        context.observe(observation);
      },
    },
  }) as RunContext;
}
