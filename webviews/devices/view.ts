import { signal } from '@preact/signals';
import { devices, type DeviceId } from '../../samples/devices/results';
import type { PrecisionResult } from '../../samples/devices/precision';
import type { ScalingRecord } from '../../src/protocol';
import { keepParts } from '../shared/keepParts';
import { openDisclosures } from '../shared/Numbers';

/** What the learner chose and guessed. It is kept, so that it is still there after a reload. */

/** What the next benchmark measures. */
export const chosenDevices = signal<readonly DeviceId[]>(devices.map(({ id }) => id));
/** The benchmark that is shown, and an earlier one beside it; undefined shows the newest, and none. */
export const shownId = signal<string | undefined>(undefined);
export const comparedId = signal<string | undefined>(undefined);
export const chosenWorkload = signal('matrixProduct');
export const withTransfer = signal(false);
/** Which curve the learner thinks sinks most when the transfer is counted. */
export const guessedSinker = signal('');
/** Which device the learner thinks is fastest for one digit, and for thousands. */
export const guesses = signal<{ readonly one: string; readonly many: string }>({ one: '', many: '' });

export const people = signal(20);
export const distance = signal(300);
/** From how many people on the bus is there first, as the learner guessed. */
export const guessedGroup = signal<number | undefined>(undefined);
/** The sliders of car and bus that were moved since the guess. */
export const movedSliders = signal<readonly string[]>([]);

export const numbersToCompute = signal(64);
export const processorTick = signal(0);
/** Which processor the learner thinks is done first with these numbers. */
export const guessedWinner = signal('');
/** The processors that were first at least once. */
export const winners = signal<readonly string[]>([]);

export const guessedResult = signal<number | undefined>(undefined);
export const arrayStep = signal(0);

export const roofDevice = signal<string | undefined>(undefined);
/** Powers of two: how much faster arithmetic and memory would be. */
export const peakPower = signal(0);
export const bandwidthPower = signal(0);
/** How many times as fast the memory must be, as the learner guessed. */
export const guessedMemory = signal<number | undefined>(undefined);

export const chosenNetwork = signal<string | undefined>(undefined);
/** Of the test digits, as the learner guessed. */
export const guessedChanges = signal<number | undefined>(undefined);
/** A network of which the weights were rounded. */
export const precision = signal<{ readonly runId: string; readonly results: readonly PrecisionResult[] } | undefined>(
  undefined,
);
export const roundedNumber = signal('0.1');

/** How many times as fast four workers are as one, as the learner guessed. */
export const guessedSpeedUp = signal<number | undefined>(undefined);
export const scaling = signal<ScalingRecord | undefined>(undefined);

const parts = {
  chosenDevices,
  shownId,
  comparedId,
  chosenWorkload,
  withTransfer,
  guessedSinker,
  guesses,
  people,
  distance,
  guessedGroup,
  movedSliders,
  numbersToCompute,
  processorTick,
  guessedWinner,
  winners,
  guessedResult,
  arrayStep,
  roofDevice,
  peakPower,
  bandwidthPower,
  guessedMemory,
  chosenNetwork,
  guessedChanges,
  precision,
  roundedNumber,
  guessedSpeedUp,
  scaling,
  openDisclosures,
};

export function keepView(): void {
  keepParts('devices', parts);
}
