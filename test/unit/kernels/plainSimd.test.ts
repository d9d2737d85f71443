import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { copyEngineFiles } from '../../fixtures/engineFiles';
import { expectConvolutions, expectDepthwise, expectPooling } from './asInPyTorch';
import { expectRecurrent, recurrentCases } from './recurrentInPyTorch';

let folder: string;
let kernels: Kernels;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plain-simd-'));
  await copyEngineFiles(folder);
  // What a runtime without relaxed SIMD loads, in the place of what this one would.
  await copyFile(join(folder, 'training-plain.wasm'), join(folder, 'training.wasm'));
  await useWebAssembly(folder);
  kernels = await useTrainingKernels(folder);
  await kernels.threads.ready();
});
afterAll(async () => {
  await kernels.threads.dispose();
  await rm(folder, { recursive: true });
});

test('without relaxed SIMD, convolutions are as in PyTorch', () => expectConvolutions(kernels));
test('without relaxed SIMD, depthwise convolutions are as in PyTorch', () => expectDepthwise(kernels));
test('without relaxed SIMD, pooling is as in PyTorch', () => expectPooling(kernels));
test.each(recurrentCases)('without relaxed SIMD, $kind layers are as in PyTorch', (one) => expectRecurrent(one));
