import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { differences, type Field } from '../../../src/teaching/fields';
import type { TeachingHostFunctions } from '../../../src/protocol';
import type { TeachingPanelId } from '../../../src/teaching/panels';
import { attempt } from '../Messages';
import { openDisclosures } from '../Numbers';
import { vscode } from '../vscodeApi';
import { given, type Given } from './predictions';

/** Writing the state is a message to VS Code: often enough to lose nothing, seldom enough to cost nothing. */
const writeDelay = 250;

interface Saved {
  readonly state?: unknown;
  readonly given?: Readonly<Record<string, Given>>;
  readonly openDisclosures?: readonly string[];
}

/** The state of a teaching panel: one object that decides all that is shown, kept while hidden and over a reload. */
export class Lesson<State extends object> {
  readonly state: Signal<State>;
  /** Called before the state is copied or kept for good: what runs ahead of it, as training does, catches up. */
  settle: () => void = () => {};

  constructor(
    readonly panel: TeachingPanelId,
    private readonly field: Field<State>,
    private readonly host: TeachingHostFunctions,
  ) {
    this.state = signal(field.initial);
  }

  /** Takes up the state of a link, else what was last shown here; from now on keeps every change. */
  async open(): Promise<void> {
    const saved = (vscode.getState() ?? {}) as Saved;
    given.value = saved.given ?? {};
    openDisclosures.value = saved.openDisclosures ?? [];
    this.state.value = this.checked((await this.host.ready()) ?? saved.state ?? {});
    this.keep();
  }

  /** One value of the state, for what is to be computed again only when this one changes. */
  part<Name extends keyof State>(name: Name): ReadonlySignal<State[Name]> {
    return computed(() => this.state.value[name]);
  }

  change(part: Partial<State>): void {
    this.state.value = { ...this.state.peek(), ...part };
  }

  startOver(): void {
    this.state.value = this.field.initial;
    given.value = {};
  }

  copyLink(as: 'link' | 'command'): void {
    this.settle();
    attempt(() => this.host.copyLink(differences(this.field, this.state.peek()), as));
  }

  openSource(file: string, line: number): void {
    attempt(() => this.host.openSource(file, line));
  }

  /** A state that an older version left, and that no longer fits, gives way to the initial one. */
  private checked(state: unknown): State {
    try {
      return this.field.check(state, 'the state');
    } catch {
      return this.field.initial;
    }
  }

  private keep(): void {
    let timer: number | undefined;
    let latest: Saved & { readonly panel: string };
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      vscode.setState(latest);
    };
    effect(() => {
      latest = {
        panel: this.panel,
        state: this.state.value,
        given: given.value,
        openDisclosures: openDisclosures.value,
      };
      timer ??= setTimeout(write, writeDelay);
    });
    write();
    document.addEventListener('visibilitychange', () => {
      this.settle();
      write();
    });
  }
}
