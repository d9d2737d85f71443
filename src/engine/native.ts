import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import type * as tfjsNode from '@tensorflow/tfjs-node';
import type { EngineInfo } from '../protocol';

/**
 * Starts native TensorFlow (the optional package @tensorflow/tfjs-node) in this process, which must be one of its own:
 * a fault in native code ends the process. NODE_PATH is the node_modules folder that has the package.
 * @throws Error when the package is not installed or its library does not load
 */
export async function loadNativeEngine(): Promise<EngineInfo> {
  // tfjs-node 4.22.0 calls this function, which Node 23 took away; without it, it fails and crashes at exit.
  const nodeUtil = util as { isNullOrUndefined?: (value: unknown) => boolean };
  nodeUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;

  // Only from the folder that was chosen: in a checkout, another copy may lie nearer.
  const requireChosen = createRequire(join(process.env.NODE_PATH ?? '', 'index.js'));
  const tf = requireChosen('@tensorflow/tfjs-node') as typeof tfjsNode;
  await tf.ready();
  if (tf.getBackend() !== 'tensorflow') throw new Error(`TensorFlow.js chose the backend ${tf.getBackend()}.`);
  // A library that loads but does not work shows itself at the first operation.
  const [two] = tf.tidy(() => tf.add(1, 1).dataSync());
  if (two !== 2) throw new Error(`Native TensorFlow does not compute: 1 + 1 gave ${two}.`);
  return {
    name: 'native',
    title: `TensorFlow.js ${tf.version['tfjs-node']}, native TensorFlow`,
    reason: 'native TensorFlow is installed',
  };
}
