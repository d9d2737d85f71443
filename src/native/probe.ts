import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Workerish } from '../worker/startWorker';
import { tfjsNode } from './installPackage';

/** Loading native TensorFlow can hang; after this long it counts as failed, in milliseconds. */
export const nativeLoadLimit = 20_000;

/**
 * Waits for a process to say that native TensorFlow loads and computes, and ends it.
 * @param worker runs nativeProbe.js
 * @throws Error with the reason when it fails, crashes, or takes longer than `limit` milliseconds; the signal's reason
 */
export async function probeNative(
  worker: Workerish,
  { limit = nativeLoadLimit, signal }: { readonly limit?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let cancel: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      worker.onMessage((fault) => (typeof fault === 'string' ? reject(new Error(fault)) : resolve()));
      worker.onExit(reject);
      timer = setTimeout(() => reject(new Error(`it was not ready after ${limit / 1000} s`)), limit);
      cancel = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', cancel);
    });
    signal?.throwIfAborted();
  } finally {
    clearTimeout(timer);
    if (cancel) signal?.removeEventListener('abort', cancel);
    worker.terminate();
  }
}

const results = new Map<string, Promise<void>>();

/**
 * Probes an installation once; what came out holds until the extension host ends or the installation changes.
 * @param modules the node_modules folder that has the package
 */
export function probeOnce(modules: string, start: () => Workerish): Promise<void> {
  // A file's time of change is set by the file system alone, so it differs for a new installation in the same place.
  const key = `${modules} ${statSync(join(modules, tfjsNode, 'package.json')).ctimeMs}`;
  let result = results.get(key);
  if (!result) {
    result = probeNative(start());
    results.set(key, result);
  }
  return result;
}
