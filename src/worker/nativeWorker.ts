/** The forked process with native TensorFlow: a fault in it must not take the extension host down. */
import { argv } from 'node:process';
import { loadNativeEngine } from '../engine/native';
import { processPort } from './processPort';
import { serve } from './serve';

serve(processPort(), argv[2]!, () => loadNativeEngine());
