/** The forked process with native TensorFlow: a fault in it must not take the extension host down. */
import { argv } from 'node:process';
import { loadNativeEngine } from '../engine/native';
import { serve } from './serve';

serve(
  {
    post: (message) => process.send?.(message),
    listen: (listener) => void process.on('message', listener),
  },
  argv[2]!,
  () => loadNativeEngine(),
);
process.on('disconnect', () => process.exit());
