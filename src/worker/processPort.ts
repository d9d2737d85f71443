import type { WorkerPort } from './serve';

/** The channel of a forked process to the one that forked it; ends with it. */
export function processPort(): WorkerPort {
  if (!process.send) throw new Error('This file runs in a worker thread or a forked process.');
  process.on('disconnect', () => process.exit());
  return {
    post: (message) => process.send?.(message),
    listen: (listener) => void process.on('message', listener),
  };
}
