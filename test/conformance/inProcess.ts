/** A forked process as in the product: trains all cases on native TensorFlow, and says how it went. */
import { loadNativeEngine } from '../../src/engine/native';
import { trainAll } from './train';

loadNativeEngine()
  .then(trainAll)
  .then(
    (outcomes) => process.send!({ outcomes }),
    (error: Error) => process.send!({ error: error.message }),
  );
