import { effect } from '@preact/signals';
import { vscode } from './vscodeApi';

/** Writing the state is a message to VS Code: not one for every frame of a drag. */
const millisecondsBetweenWrites = 50;

/**
 * From now on keeps what `read` returns, whenever a signal changes that it reads, so that it is there after hiding and reloading.
 * A first change is written at once, because a view that is being hidden can no longer write.
 * @param settle called when the view is hidden or shown: what runs ahead of the state catches up
 */
export function keepState(read: () => object, settle: () => void = () => {}): void {
  let state: object;
  let timer: number | undefined;
  let written = 0;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    written = performance.now();
    vscode.setState(state);
  };
  effect(() => {
    state = read();
    timer ??= setTimeout(write, Math.max(0, written + millisecondsBetweenWrites - performance.now()));
  });
  write();
  document.addEventListener('visibilitychange', () => {
    settle();
    write();
  });
}
