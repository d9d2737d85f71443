import type { TeachingHostFunctions } from '../../src/protocol';
import { neuronState } from '../../src/teaching/neuronState';
import { connect } from '../shared/rpc';
import { Lesson } from '../shared/teaching/lesson';

export const host = connect<TeachingHostFunctions, object>({});

export const lesson = new Lesson('neuron', neuronState, host);
export const { fields } = neuronState;
