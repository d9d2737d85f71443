/** Where this thread may write what it needs only during one call; every thread has its own instance of the module. */
let address: usize = 0;

/** Called by ../kernels/threads.ts before a kernel that asked for scratch memory. */
export function setScratch(value: usize): void {
  address = value;
}

/** The first byte, on a cache line. */
// @ts-ignore: decorator
@inline export function scratch(): usize {
  return address;
}
