import { util, type DataType, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs';

/** The part of the WebAssembly backend of TensorFlow.js 4.22 that its own kernels use too. */
export interface WasmBackend extends KernelBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(address: number): void;
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
  readonly dataIdMap: { get(dataId: object): { id: number; memoryOffset: number } };
  makeOutput(shape: number[], dtype: DataType): TensorInfo;
  incRef(dataId: object): void;
}

/** Cache lines are 64 bytes; what starts on one is read with the fewest loads. */
const alignment = 64;

/** The memory in which TensorFlow.js keeps its tensors. Addresses are bytes. */
export class Heap {
  constructor(readonly backend: WasmBackend) {}

  get memory(): WebAssembly.Memory {
    return this.backend.wasm.asm.memory;
  }

  /** Where a tensor's values lie; they stay there until it is disposed. */
  address(tensor: TensorInfo): number {
    return this.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** Must follow a change of a tensor's values: stock kernels (XNNPACK's) keep weights, packed, by the tensor's number. */
  changed(tensor: TensorInfo): void {
    const { id, memoryOffset } = this.backend.dataIdMap.get(tensor.dataId);
    const { tfjs } = this.backend.wasm;
    tfjs.disposeData(id); // Drops what was packed, but frees nothing else.
    tfjs.registerTensor(id, util.sizeFromShape(tensor.shape), memoryOffset);
  }

  /** A new tensor with undefined values. */
  output(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    return this.backend.makeOutput([...shape], dtype);
  }

  /** The same values under another shape, without a copy. */
  alias({ dataId, dtype }: TensorInfo, shape: readonly number[]): TensorInfo {
    this.backend.incRef(dataId);
    return { dataId, dtype, shape: [...shape] };
  }

  /** Takes memory that TensorFlow.js doesn't know. */
  allocate(bytes: number): Block {
    const start = this.backend.wasm._malloc(bytes + alignment) >>> 0;
    if (start === 0) throw new RangeError(`No memory for ${bytes} more bytes in WebAssembly. Try a smaller network.`);
    return { address: Math.ceil(start / alignment) * alignment, free: () => this.backend.wasm._free(start) };
  }

  /** Lets go of a tensor that never left a kernel. */
  dispose(tensor: TensorInfo): void {
    this.backend.disposeData(tensor.dataId);
  }

  /** A view, valid until the next allocation, which may grow the memory. */
  float32(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  int32(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length);
  }

  /** Copies `bytes` bytes. */
  copy(to: number, from: number, bytes: number): void {
    new Uint8Array(this.memory.buffer).copyWithin(to, from, from + bytes);
  }
}

export interface Block {
  readonly address: number;
  free(): void;
}
