import { createBirpc, type BirpcReturn } from 'birpc';
import { decode, encode } from '../../src/panels/codec';
import { vscode } from './vscodeApi';

/** Offers `functions` to the host, and returns the host's; an error on the other side rejects the caller's promise. */
export function connect<Host extends object, Panel extends object>(functions: Panel): BirpcReturn<Host, Panel> {
  return createBirpc<Host, Panel>(functions, {
    post: (message) => vscode.postMessage(message),
    on: (receive) => window.addEventListener('message', (event) => receive(event.data)),
    serialize: encode,
    deserialize: decode,
    // A save dialog may stay open for as long as the learner likes.
    timeout: -1,
  });
}
