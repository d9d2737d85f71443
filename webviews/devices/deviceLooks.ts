import { devices, type DeviceId } from '../../samples/devices/results';
import { css, type Rgb } from '../shared/colours';
import type { LineStyle, Marker } from '../shared/chart/lineChart';
import type { Theme } from '../shared/theme';

type Colour = { readonly [Name in keyof Theme]: Theme[Name] extends Rgb ? Name : never }[keyof Theme];

/** A device looks the same in every chart: colour, marker and dash. */
const looks: Readonly<Record<DeviceId, { colour: Colour; marker: Marker; dash: readonly number[] }>> = {
  javascript: { colour: 'muted', marker: 'circle', dash: [] },
  wasm: { colour: 'blue', marker: 'triangle', dash: [] },
  wasmThreads: { colour: 'green', marker: 'square', dash: [] },
  native: { colour: 'red', marker: 'diamond', dash: [] },
  webgl: { colour: 'purple', marker: 'square', dash: [6, 2] },
  webgpu: { colour: 'yellow', marker: 'circle', dash: [6, 2] },
};

export function lineStyleOf(device: DeviceId, theme: Theme): LineStyle {
  const { colour, marker, dash } = looks[device];
  return { colour: css(theme[colour]), marker, dash };
}

export function titleOf(device: DeviceId): string {
  return devices.find(({ id }) => id === device)!.title;
}
