/** A page: `trainOn(backend)` trains all but the large cases there, and calls `report` with each outcome. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { cases } from './cases';
import { trainAll, type Outcome } from './train';

declare global {
  var trainOn: (backend: string) => Promise<{ error?: string }>;
  var report: (outcome: Outcome) => Promise<void>;
}

globalThis.trainOn = async (backend) => {
  try {
    tf.enableProdMode();
    // Packed textures go wrong by up to 6 % of a loss, at least in SwiftShader.
    tf.env().set('WEBGL_PACK', false);
    if (!(await tf.setBackend(backend))) return { error: `the backend ${backend} does not start here` };
    // With float32 textures WebGL still claims 16 bits, for which optimisers and losses take another ε: other algorithms.
    tf.backend().epsilon = () => 1e-7;
    for (const one of cases.filter(({ isLarge }) => !isLarge)) await report((await trainAll([one]))[0]!);
    return {};
  } catch (error) {
    return { error: (error as Error).message };
  }
};
