import { findSample } from '../../samples';
import type { Sample } from '../../samples/sample';
import type { CopyDescription, RunRequest } from '../protocol';

/** What the host may know of the sample that a run trains; undefined when this version does not have it. */
export type SampleFacts = Pick<Sample, 'title' | 'parameters' | 'presets' | 'usesTensorFlow' | 'check'>;

/** A learner's own code is never run here: what it said of itself was written down when the run was asked for. */
export function sampleOf({ sampleId, copy }: Pick<RunRequest, 'sampleId' | 'copy'>): SampleFacts | undefined {
  return copy ? { ...factsOf(copy.description), usesTensorFlow: () => copy.usesTensorFlow } : findSample(sampleId);
}

export function factsOf({ title, parameters, presets }: CopyDescription): SampleFacts {
  return { title, parameters, presets, usesTensorFlow: () => false };
}
