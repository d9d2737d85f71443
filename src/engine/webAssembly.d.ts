/** The part of the WebAssembly API that float64.ts uses; Node has it, but its types leave it to the DOM's. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  function instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, Memory>>,
  ): Promise<{ instance: { exports: unknown } }>;
}
