import { RandomState } from '../numpyRandom';

/** A point of the plane, −1…1 each way, and the class it belongs to. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: 0 | 1;
}

export const maximumPoints = 1000;

interface PointPreset {
  readonly title: string;
  /** Where a point of this class may lie; random numbers come from `random`. */
  place(label: 0 | 1, random: RandomState): readonly [x: number, y: number];
}

/** Tasks from easy to hard: only the first can be solved with one straight line. */
export const pointPresets = {
  clouds: {
    title: 'Two clouds',
    place(label, random) {
      const centre = label === 0 ? -0.45 : 0.45;
      const [x, y] = random.normal(centre, 0.18, 2);
      return [x!, y!];
    },
  },
  xor: {
    title: 'XOR',
    place(label, random) {
      const [x, y, side] = random.randomSample(3);
      // The same sign for class 0, opposite signs for class 1; a gap along the axes.
      const [width, height] = [0.1 + 0.8 * x!, 0.1 + 0.8 * y!];
      const sign = side! < 0.5 ? -1 : 1;
      return [sign * width, (label === 0 ? sign : -sign) * height];
    },
  },
  ring: {
    title: 'Ring',
    place(label, random) {
      const [turn, depth] = random.randomSample(2);
      const radius = label === 0 ? 0.4 * depth! : 0.65 + 0.25 * depth!;
      return [radius * Math.cos(2 * Math.PI * turn!), radius * Math.sin(2 * Math.PI * turn!)];
    },
  },
  spiral: {
    title: 'Spirals',
    place(label, random) {
      const along = random.random();
      const radius = 0.1 + 0.8 * along;
      const angle = 3.5 * along + Math.PI * label;
      return [radius * Math.sin(angle), radius * Math.cos(angle)];
    },
  },
} as const satisfies Record<string, PointPreset>;

export type PointPresetName = keyof typeof pointPresets;

/** `count` points, half of each class, each moved by normal noise with this standard deviation. */
export function makePoints(preset: PointPresetName, count: number, noise: number, seed: number): LabelledPoint[] {
  const random = new RandomState(seed);
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2 === 0 ? 0 : 1;
    const [x, y] = pointPresets[preset].place(label, random);
    const [moveX, moveY] = random.normal(0, noise, 2);
    return { x: within(x + moveX!), y: within(y + moveY!), label };
  });
}

/** Points stay in the picture. */
const within = (coordinate: number) => Math.max(-1, Math.min(1, coordinate));
