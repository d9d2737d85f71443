import type { Signal } from '@preact/signals';
import { keepState } from './keepState';
import { vscode } from './vscodeApi';

/**
 * Takes up what was kept of these parts of a view, and from now on keeps every change, so that it is still there after a reload.
 * @param runId whose view it is; what was kept for another one is left
 */
export function keepParts(runId: string, parts: Readonly<Record<string, Signal<unknown>>>): void {
  const saved = vscode.getState() as ({ runId: string } & Record<string, unknown>) | undefined;
  if (saved?.runId === runId) {
    for (const [name, part] of Object.entries(parts)) {
      if (saved[name] !== undefined) part.value = saved[name];
    }
  }
  keepState(() => ({
    runId,
    ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.value])),
  }));
}
