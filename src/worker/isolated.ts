/**
 * A process of its own for the thread that runs a learner's code: code that fills the memory at once or kills its process does
 * not take the extension host with it. The process itself stays free to watch the thread's memory.
 */
import { processPort } from './processPort';
import { startThread, type IsolatedMessage } from './startWorker';

const port = processPort();
const worker = startThread(process.argv[2]!);
worker.onMessage((message) => port.post({ message } satisfies IsolatedMessage));
worker.onExit(({ message, stack }) => {
  process.send?.({ ended: { message, stack } } satisfies IsolatedMessage, () => process.exit());
});
port.listen((message) => worker.post(message));
