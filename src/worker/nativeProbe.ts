/** A forked process that only finds out whether native TensorFlow loads: it sends the reason why not, or null. */
import { loadNativeEngine } from '../engine/native';

loadNativeEngine().then(
  () => process.send?.(null),
  (error: unknown) => process.send?.(error instanceof Error ? error.message : String(error)),
);
process.on('disconnect', () => process.exit());
