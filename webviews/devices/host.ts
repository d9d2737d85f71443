import { batch, computed, signal } from '@preact/signals';
import type {
  BenchmarkProgress,
  BenchmarkRecord,
  DeviceAchievement,
  DevicesPanelFunctions,
  DevicesPanelHostFunctions,
  MachineInfo,
  PowerState,
} from '../../src/protocol';
import type * as Gpu from './gpu';
import { attempt } from '../shared/Messages';
import { connect } from '../shared/rpc';
import { chosenDevices, comparedId, scaling, shownId } from './view';

/** The benchmarks as the host tells them. */

export const machine = signal<MachineInfo | undefined>(undefined);
/** Newest first. */
export const history = signal<readonly BenchmarkRecord[]>([]);
export const progress = signal<BenchmarkProgress | undefined>(undefined);

/** The benchmark that is shown. */
export const record = computed(() => history.value.find(({ id }) => id === shownId.value) ?? history.value[0]);
export const compared = computed(() =>
  history.value.find(({ id }) => id === comparedId.value && id !== record.value?.id),
);

let isCancelled = false;

const panel: DevicesPanelFunctions = {
  progressed: (reported) => (progress.value = reported),
  benchmarkKept: (kept) =>
    batch(() => {
      history.value = kept;
      shownId.value = undefined;
    }),
  async measureDevice(device) {
    isCancelled = false;
    // A bundle beside this one, of two megabytes: loaded when it is needed, under this script's own permission.
    const gpu = (await import(new URL('./devicesGpu.js', import.meta.url).href)) as typeof Gpu;
    return gpu.measureGpu(
      device,
      (what, share) => void host.measuring.asEvent(what, share),
      () => {
        if (isCancelled) throw new Error('the benchmark was cancelled');
      },
    );
  },
  cancelMeasuring: () => (isCancelled = true),
  showSection,
};

export const host = connect<DevicesPanelHostFunctions, DevicesPanelFunctions>(panel);

/** Asks for everything, and from then on follows. */
export async function follow(): Promise<void> {
  const snapshot = await host.ready();
  batch(() => {
    machine.value = snapshot.machine;
    history.value = snapshot.history;
    progress.value = snapshot.progress;
    if (snapshot.scaling) scaling.value = snapshot.scaling;
  });
  if (snapshot.section !== undefined) requestAnimationFrame(() => showSection(snapshot.section!));
}

export async function startBenchmark(): Promise<void> {
  await host.startBenchmark(chosenDevices.value, await browserPower());
}

/** The learner did what a step of the walkthrough waits for. */
export function achieve(achievement: DeviceAchievement): void {
  attempt(() => host.achieved(achievement));
}

function showSection(id: string): void {
  const section = document.getElementById(id);
  section?.scrollIntoView();
  section?.querySelector<HTMLElement>('h2')?.focus();
}

/** What the browser knows of the battery; TypeScript's own library doesn't have it. */
async function browserPower(): Promise<PowerState> {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<{ charging: boolean; level: number }> };
  try {
    const battery = await getBattery?.call(navigator);
    // A machine without a battery reports a full one that charges; so may a laptop, and then it is on mains too.
    return battery ? (battery.charging ? 'mains' : 'battery') : 'not known';
  } catch {
    return 'not known';
  }
}
