import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { useWebAssembly } from '../../../src/engine/backends';
import { engineFiles } from '../../fixtures/engineFiles';

beforeAll(async () => void (await useWebAssembly(await engineFiles())));

/** What the cpu backend has and ours deliberately lacks: nothing that a Keras-style layer trains with. */
const absent: Record<string, string> = {
  Complex: 'complex numbers: signals',
  ComplexAbs: 'complex numbers: signals',
  Real: 'complex numbers: signals',
  Imag: 'complex numbers: signals',
  FFT: 'complex numbers: signals',
  IFFT: 'complex numbers: signals',
  RaggedGather: 'ragged tensors: only in models loaded from TensorFlow',
  RaggedRange: 'ragged tensors: only in models loaded from TensorFlow',
  RaggedTensorToTensor: 'ragged tensors: only in models loaded from TensorFlow',
  StaticRegexReplace: 'strings: prepared before training',
  Draw: 'draws on a canvas, of which a worker has none',
};

test('every kernel of the cpu backend is there, but for those that no layer trains with', () => {
  const namesOn = (backend: string) => tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
  const ours = new Set(namesOn('wasm'));
  const missing = namesOn('cpu').filter((name) => !ours.has(name));
  expect(missing.sort()).toEqual(Object.keys(absent).sort());
});

test('an absent kernel is an error that names it', () => {
  expect(() => tf.spectral.fft(tf.complex([1], [0]))).toThrow("Kernel 'Complex' not registered for backend 'wasm'");
});
