import { findSample } from '../../samples';
import type { SampleArgument } from '../copies/copies';
import type { Topic } from '../topics';

/** Something to read of a topic, and what `openSampleCode` calls it. */
export interface TopicCode {
  readonly title: string;
  readonly argument: SampleArgument;
}

/** The samples that a topic runs, then the modules that its panels compute with. */
export function codeOf({ samples, modules = [] }: Topic): TopicCode[] {
  return [
    ...samples.map((sample) => ({ title: findSample(sample)?.title ?? sample, argument: { sample } })),
    ...modules.map(({ title, file }) => ({ title, argument: { file } })),
  ];
}
