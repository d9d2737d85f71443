import { computed, effect, signal } from '@preact/signals';
import { randomNetwork, type SignalNetwork } from '../../samples/forward-pass/network';
import { findPreset } from '../../samples/forward-pass/presets';
import { prepareInputs } from '../../samples/mnist-mlp/prepare';
import type { Network } from '../../samples/observation';
import type { RunSummary, TestDigit } from '../../src/protocol';
import { attempt } from '../shared/Messages';
import { host, state } from './lesson';

/** The network that is shown, before the learner changes any of its numbers. */

interface OpenedRun {
  /** What was asked for: '' is the newest. */
  readonly id: string;
  /** Absent when there is no such run. */
  readonly found?: { readonly run: RunSummary; readonly network: Network };
}

export const openedRun = signal<OpenedRun | undefined>(undefined);
export const testDigit = signal<(TestDigit & { readonly runId: string }) | undefined>(undefined);
export const trainedRuns = signal<readonly RunSummary[]>([]);

// One computed signal for each part of the state, so that a step does not make the network anew.
const source = computed(() => state.value.source);
const nodes = computed(() => state.value.nodes);
const activations = computed(() => state.value.activations);
const biases = computed(() => state.value.biases);
const seed = computed(() => state.value.seed);
const runId = computed(() => state.value.run);
const digit = computed(() => state.value.digit);

/** Undefined while a run is being read, and when there is none. */
export const base = computed<SignalNetwork | undefined>(() => {
  switch (source.value) {
    case 'own':
      return randomNetwork(nodes.value, activations.value, { seed: seed.value, biases: biases.value });
    case 'run':
      return trainedNetwork();
    default:
      return findPreset(source.value);
  }
});

function trainedNetwork(): SignalNetwork | undefined {
  const found = openedRun.value?.found;
  if (!found || testDigit.value?.runId !== found.run.id) return undefined;
  const { layers, inputScaling } = found.network;
  const inputs = new Float64Array(layers[0]!.inputs);
  prepareInputs(testDigit.value.pixels, inputScaling, inputs);
  return { inputs, layers };
}

/** Reads the run and the digit that the state asks for, now and whenever it asks for others. */
export function followSource(): void {
  effect(() => {
    if (source.value === 'run') attempt(() => openRun(runId.value));
  });
  effect(() => {
    const found = openedRun.value?.found;
    if (source.value === 'run' && found) attempt(() => readDigit(found.run.id, digit.value));
  });
  // A run may end while another panel is in front.
  addEventListener('focus', () => {
    if (source.peek() === 'run') attempt(readRuns);
  });
}

async function openRun(id: string): Promise<void> {
  const found = await host.openRun(id);
  if (runId.peek() === id) openedRun.value = { id, ...(found && { found }) };
  await readRuns();
}

async function readRuns(): Promise<void> {
  trainedRuns.value = await host.trainedRuns();
  const waitsForFirst = openedRun.value?.id === '' && !openedRun.value.found;
  if (waitsForFirst && trainedRuns.value.length > 0) await openRun('');
}

/** Of digits asked for in quick succession only the last one is shown. */
async function readDigit(id: string, index: number): Promise<void> {
  const read = await host.testDigit(id, index);
  if (digit.peek() === index) testDigit.value = { ...read, runId: id };
}
