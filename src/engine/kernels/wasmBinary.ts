/** What the engine reads from and changes in WebAssembly files before it loads them. */

/** A module of one function, `relaxed_madd` of three zeros: valid only where the runtime has relaxed SIMD. */
const relaxedSimdProbe = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0], // types: one, () → ()
  ...[3, 2, 1, 0], // functions: one, of type 0
  ...[10, 18, 1, 16, 0], // code: one body of 16 bytes without locals
  ...[0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11], // i32x4.splat(0), three times
  ...[0xfd, 0x85, 0x02, 0x1a, 0x0b], // f32x4.relaxed_madd; drop; end
);

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(relaxedSimdProbe);
}

/** Whether threads can share a memory of the size that TensorFlow.js may need: 4 GB of addresses, taken when touched. */
export function canShareMemory(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true }).buffer.byteLength > 0;
  } catch {
    return false;
  }
}

/**
 * The same module with a memory that threads can share: one bit of the limits of the memory that it defines or imports.
 * @throws Error when it has no memory with a maximum
 */
export function withSharedMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const at = limitsOfMemory(module);
  const limited = 1;
  const shared = 2;
  if (at === undefined || !(module[at]! & limited)) throw new Error('This WebAssembly module has no limited memory.');
  const changed = module.slice();
  changed[at]! |= shared;
  return changed;
}

/** Where the flags of the memory's limits stand: in the memory section, or after `env.memory`, its only import. */
function limitsOfMemory(module: Uint8Array): number | undefined {
  const [importSection, memorySection] = [2, 5];
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < module.length) {
    const section = number();
    const end = number() + at;
    const count = number();
    if (section === memorySection) return at;
    if (section === importSection && count === 1) {
      at = number() + at; // after the module's name
      at = number() + at; // and the import's
      const memory = 2;
      if (number() === memory) return at;
    }
    at = end;
  }
  return undefined;
}
