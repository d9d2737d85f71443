import { resolve } from 'node:path';
import { installedModules } from '../native/installation';

const checkout = resolve(__dirname, '..'); // of dist/

/** Where `npm run native` keeps what it installs. */
export const nativeFolder = resolve(checkout, '.native');

/** The node_modules folders of a checkout in which native TensorFlow may be, the first choice first. */
export const checkoutModules = () => [installedModules(nativeFolder), resolve(checkout, 'node_modules')];
