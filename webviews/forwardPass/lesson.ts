import type { ForwardPassHostFunctions } from '../../src/protocol';
import { forwardPassState } from '../../src/teaching/forwardPassState';
import { connect } from '../shared/rpc';
import { Lesson } from '../shared/teaching/lesson';

export const host = connect<ForwardPassHostFunctions, object>({});

export const lesson = new Lesson('forwardPass', forwardPassState, host);
export const { state } = lesson;
