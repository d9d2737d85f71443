import { effect } from '@preact/signals';
import { devices } from '../../samples/devices/results';
import { announce } from '../shared/Announcer';
import { progress } from './host';

/** A screen reader hears which device is measured, and when all are done; not every measurement. */
export function announceBenchmark(): void {
  let said: string | undefined;
  effect(() => {
    const device = progress.value?.device;
    if (device === said) return;
    announce(device ? `Measuring ${devices.find(({ id }) => id === device)!.title}` : 'The benchmark has ended');
    said = device;
  });
}
