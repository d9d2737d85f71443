/** A page: `trainOn(backend)` trains all cases there, and says how it went. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { trainAll, type Outcome } from './train';

declare global {
  var trainOn: (backend: string) => Promise<{ outcomes: Outcome[] } | { error: string }>;
}

globalThis.trainOn = async (backend) => {
  try {
    tf.enableProdMode();
    if (!(await tf.setBackend(backend))) return { error: `the backend ${backend} does not start here` };
    return { outcomes: await trainAll() };
  } catch (error) {
    return { error: (error as Error).message };
  }
};
