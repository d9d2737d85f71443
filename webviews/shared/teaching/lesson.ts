import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { differences, type Field } from '../../../src/teaching/fields';
import type { TeachingHostFunctions } from '../../../src/protocol';
import type { TeachingPanelId } from '../../../src/teaching/panels';
import { attempt } from '../Messages';
import { openDisclosures } from '../Numbers';
import { keepState } from '../keepState';
import { vscode } from '../vscodeApi';
import { given, type Given } from './predictions';

const maximumEarlier = 20;

interface Saved {
  readonly state?: unknown;
  readonly earlier?: readonly object[];
  readonly given?: Readonly<Record<string, Given>>;
  readonly openDisclosures?: readonly string[];
}

/** The state of a teaching panel: one object that decides all that is shown, kept while hidden and over a reload. */
export class Lesson<State extends object> {
  readonly state: Signal<State>;
  /** Called before the state is copied or kept for good: what runs ahead of it, as training does, catches up. */
  settle: () => void = () => {};
  /** What can be had back, the newest last: whole states, or the parts of one that a change replaced. */
  readonly earlier = signal<readonly Partial<State>[]>([]);
  private lastAction: string | undefined;

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
    this.state.value = this.checked(saved.state ?? {});
    this.earlier.value = (saved.earlier ?? []).filter((part) => this.fits({ ...this.field.initial, ...part }));
    const asked = await this.host.ready();
    if (asked) {
      if (saved.state !== undefined) this.remember();
      this.state.value = this.checked(asked);
    }
    this.keep();
  }

  /** One value of the state, for what is to be computed again only when this one changes. */
  part<Name extends keyof State>(name: Name): ReadonlySignal<State[Name]> {
    return computed(() => this.state.value[name]);
  }

  change(part: Partial<State>): void {
    this.state.value = { ...this.state.peek(), ...part };
  }

  /**
   * To be called before something is replaced that the learner may want back.
   * @param names what is replaced; absent: all
   * @param action where several in a row count as one, as the moves of a drag do, what they are called
   */
  remember(names = Object.keys(this.field.initial) as (keyof State)[], action?: string): void {
    const isSame = action !== undefined && action === this.lastAction;
    this.lastAction = action;
    if (isSame) return;
    const state = this.state.peek();
    const part = Object.fromEntries(names.map((name) => [name, state[name]])) as Partial<State>;
    this.earlier.value = [...this.earlier.peek(), part].slice(-maximumEarlier);
  }

  undo(): void {
    const last = this.earlier.peek().at(-1);
    if (!last) return;
    this.earlier.value = this.earlier.peek().slice(0, -1);
    this.lastAction = undefined;
    this.change(last);
  }

  startOver(): void {
    this.remember();
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
    return this.fits(state) ? this.field.check(state, 'the state') : this.field.initial;
  }

  private fits(state: unknown): boolean {
    try {
      this.field.check(state, 'the state');
      return true;
    } catch {
      return false;
    }
  }

  private keep(): void {
    const read = (): Saved & { readonly panel: string } => ({
      panel: this.panel,
      state: this.state.value,
      earlier: this.earlier.value,
      given: given.value,
      openDisclosures: openDisclosures.value,
    });
    keepState(read, () => this.settle());
  }
}
