import type { BackPropagationHostFunctions } from '../../src/protocol';
import { backPropagationState } from '../../src/teaching/backPropagationState';
import { connect } from '../shared/rpc';
import { Lesson } from '../shared/teaching/lesson';

export const host = connect<BackPropagationHostFunctions, object>({});

export const lesson = new Lesson('backPropagation', backPropagationState, host);
export const { state } = lesson;

export const openSource = (file: string, line: number) => lesson.openSource(file, line);
