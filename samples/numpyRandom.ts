import { logarithm } from './logarithm';

/**
 * The random numbers of NumPy's `RandomState`, so that a run here can be compared with one in Python: the same bits, but
 * for the last one of a normal number in a thousand, which hangs on the C library that NumPy was built with.
 * Generator: Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random
 * number generator", 1998. Normal numbers: Marsaglia's polar method, as NumPy's legacy generator does it.
 */
export class RandomState {
  readonly #state = new Uint32Array(stateLength);
  #position = stateLength;
  /** The polar method makes two numbers at a time; this is the second, while it waits. */
  #secondNormal: number | undefined;

  /** @param seed a whole number, 0…2³² − 1 */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new RangeError(`A seed is a whole number from 0 to ${2 ** 32 - 1}, not ${seed}.`);
    }
    let word = seed;
    for (let i = 0; i < stateLength; i++) {
      this.#state[i] = word;
      word = Math.imul(1812433253, word ^ (word >>> 30)) + i + 1;
    }
  }

  /** A number in 0 ≤ x < 1 with all 53 bits of a float64. */
  random(): number {
    const high = this.#nextWord() >>> 5;
    const low = this.#nextWord() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** `length` numbers in 0 ≤ x < 1; NumPy's `random_sample`. */
  randomSample(length: number): Float64Array {
    return new Float64Array(length).map(() => this.random());
  }

  /** `length` numbers in low ≤ x < high. */
  uniform(low: number, high: number, length: number): Float64Array {
    return new Float64Array(length).map(() => low + (high - low) * this.random());
  }

  /** `length` normally distributed numbers. */
  normal(mean: number, standardDeviation: number, length: number): Float64Array {
    return new Float64Array(length).map(() => mean + standardDeviation * this.#standardNormal());
  }

  /** `length` whole numbers in low ≤ n < high, at most 2³² apart. */
  randint(low: number, high: number, length: number): Float64Array {
    return new Float64Array(length).map(() => low + this.#atMost(high - 1 - low));
  }

  /** The numbers 0…length − 1 in random order. */
  permutation(length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = this.#atMost(i);
      const moved = order[i]!;
      order[i] = order[j]!;
      order[j] = moved;
    }
    return order;
  }

  #standardNormal(): number {
    const waiting = this.#secondNormal;
    if (waiting !== undefined) {
      this.#secondNormal = undefined;
      return waiting;
    }
    let x: number, y: number, squaredRadius: number;
    do {
      x = 2 * this.random() - 1;
      y = 2 * this.random() - 1;
      squaredRadius = x * x + y * y;
    } while (squaredRadius >= 1 || squaredRadius === 0);
    const factor = Math.sqrt((-2 * logarithm(squaredRadius)) / squaredRadius);
    this.#secondNormal = factor * x;
    return factor * y;
  }

  /** A whole number 0…maximum: words are cut to the maximum's bits, and those that are still too large thrown away. */
  #atMost(maximum: number): number {
    if (maximum === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(maximum);
    let value: number;
    do value = (this.#nextWord() & mask) >>> 0;
    while (value > maximum);
    return value;
  }

  #nextWord(): number {
    if (this.#position === stateLength) this.#twist();
    let word = this.#state[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < stateLength; i++) {
      const joined = (state[i]! & 0x80000000) | (state[(i + 1) % stateLength]! & 0x7fffffff);
      state[i] = state[(i + 397) % stateLength]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    }
    this.#position = 0;
  }
}

const stateLength = 624;
