import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canShareMemory, hasRelaxedSimd, withSharedMemory } from '../../../src/engine/kernels/wasmBinary';
import { engineFiles } from '../../fixtures/engineFiles';

test('relaxed SIMD is found where the kernels that need it are valid', async () => {
  const kernels = await readFile(join(await engineFiles(), 'training.wasm'));
  expect(hasRelaxedSimd()).toBe(WebAssembly.validate(kernels));
  expect(WebAssembly.validate(await readFile(join(await engineFiles(), 'training-plain.wasm')))).toBe(true);
});

test('a module’s memory, its own or imported, becomes one that threads can share', async () => {
  expect(canShareMemory()).toBe(true);
  const files = await engineFiles();
  for (const file of ['training-plain.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    const bytes = await readFile(join(files, file));
    const shared = withSharedMemory(bytes);
    expect(WebAssembly.validate(shared)).toBe(true);
    const changes = [...shared].flatMap((byte, i) => (byte === bytes[i] ? [] : [[bytes[i], byte]]));
    expect(changes).toEqual([[1, 3]]);
  }
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const bytes = await readFile(join(files, 'training-plain.wasm'));
  expect(() => new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } })).toThrow(/shared/);
  const module = new WebAssembly.Module(withSharedMemory(bytes));
  expect(new WebAssembly.Instance(module, { env: { memory } }).exports).toHaveProperty('gemmRows');
});

test('a module without a limited memory is an error', () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  expect(() => withSharedMemory(empty)).toThrow('This WebAssembly module has no limited memory.');
});
