import type { GradientDescentHostFunctions } from '../../src/protocol';
import { gradientDescentState } from '../../src/teaching/gradientDescentState';
import { connect } from '../shared/rpc';
import { Lesson } from '../shared/teaching/lesson';

export const host = connect<GradientDescentHostFunctions, object>({});

export const lesson = new Lesson('gradientDescent', gradientDescentState, host);
export const { state } = lesson;
