/** A page: `trainOn(backend)` trains all but the large cases there, and says how it went. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { cases } from './cases';
import { trainAll, type Outcome } from './train';

declare global {
  var trainOn: (backend: string) => Promise<{ outcomes: Outcome[] } | { error: string }>;
}

globalThis.trainOn = async (backend) => {
  try {
    tf.enableProdMode();
    // Packed textures go wrong by up to 6 % of a loss, at least in SwiftShader.
    tf.env().set('WEBGL_PACK', false);
    if (!(await tf.setBackend(backend))) return { error: `the backend ${backend} does not start here` };
    return { outcomes: await trainAll(cases.filter(({ isLarge }) => !isLarge)) };
  } catch (error) {
    return { error: (error as Error).message };
  }
};
