import { signal } from '@preact/signals';
import { Icon } from './Icon';

interface Message {
  readonly id: number;
  readonly text: string;
}

const messages = signal<readonly Message[]>([]);
let lastId = 0;

/** Runs something that asks the host; what goes wrong is shown in the corner and blocks nothing. */
export function attempt(action: () => Promise<unknown>): void {
  action().catch((error: unknown) => showError(error instanceof Error ? error.message : String(error)));
}

export function showError(text: string): void {
  if (messages.value.some((message) => message.text === text)) return;
  messages.value = [...messages.value, { id: ++lastId, text }].slice(-3);
}

export function Messages() {
  const dismiss = (id: number) => (messages.value = messages.value.filter((message) => message.id !== id));
  return (
    <div class="messages" role="alert">
      {messages.value.map(({ id, text }) => (
        <div key={id} class="message">
          <Icon name="warning" />
          <p>{text}</p>
          <button type="button" class="quiet" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
