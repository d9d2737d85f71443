/** Latency against throughput (deck topic 8): a fast car with two seats, and a slow bus with fifty. */
export interface Vehicle {
  readonly name: string;
  /** Kilometres an hour. */
  readonly speed: number;
  readonly seats: number;
}

export const car: Vehicle = { name: 'car', speed: 300, seats: 2 };
export const bus: Vehicle = { name: 'bus', speed: 100, seats: 50 };

/** Hours until the first passengers are there: the latency. */
export function firstArrival({ speed }: Vehicle, distance: number): number {
  return distance / speed;
}

/**
 * Hours until all are there, when one vehicle drives to and fro: every trip but the last goes both ways.
 * @param distance kilometres
 */
export function lastArrival({ speed, seats }: Vehicle, people: number, distance: number): number {
  const trips = Math.ceil(people / seats);
  return ((2 * trips - 1) * distance) / speed;
}

/** People an hour, in the long run: a full vehicle for each way there and back. */
export function throughput({ speed, seats }: Vehicle, distance: number): number {
  return (seats * speed) / (2 * distance);
}

/**
 * The smallest group that the second vehicle brings there sooner than the first; the distance does not matter, for it
 * stretches both times alike.
 * @returns undefined when no group up to `limit` people is
 */
export function crossoverGroup(first: Vehicle, second: Vehicle, limit = 1000): number | undefined {
  for (let people = 1; people <= limit; people++) {
    if (lastArrival(second, people, 1) < lastArrival(first, people, 1)) return people;
  }
  return undefined;
}
