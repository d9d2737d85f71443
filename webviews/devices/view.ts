import { signal } from '@preact/signals';
import { keepParts } from '../shared/keepParts';
import { openDisclosures } from '../shared/Numbers';

/** What the learner chose and guessed. It is kept, so that it is still there after a reload. */

/** The benchmark that is shown, and an earlier one beside it; undefined shows the newest, and none. */
export const shownId = signal<string | undefined>(undefined);
export const comparedId = signal<string | undefined>(undefined);
export const chosenWorkload = signal('matrixProduct');
export const withTransfer = signal(false);
/** Which device the learner thinks is fastest for one digit, and for thousands. */
export const guesses = signal<{ readonly one: string; readonly many: string }>({ one: '', many: '' });

export const people = signal(20);
export const distance = signal(300);
/** From how many people on the bus is there first, as the learner guessed. */
export const guessedGroup = signal<number | undefined>(undefined);

export const numbersToCompute = signal(64);
/** The processors that were first at least once. */
export const winners = signal<readonly string[]>([]);

export const guessedResult = signal<number | undefined>(undefined);

export const roofDevice = signal<string | undefined>(undefined);
/** Powers of two: how much faster arithmetic and memory would be. */
export const peakPower = signal(0);
export const bandwidthPower = signal(0);

export const roundedNumber = signal('0.1');

const parts = {
  shownId,
  comparedId,
  chosenWorkload,
  withTransfer,
  guesses,
  people,
  distance,
  guessedGroup,
  numbersToCompute,
  winners,
  guessedResult,
  roofDevice,
  peakPower,
  bandwidthPower,
  roundedNumber,
  openDisclosures,
};

export function keepView(): void {
  keepParts('devices', parts);
}
