/** A yes/no decision that weighs yes/no factors (Rosenblatt, "The perceptron", 1958; deck topic 3). */
export interface Perceptron {
  /** How much each factor counts; below 0 it speaks against. */
  readonly weights: readonly number[];
  /** What the factors that hold must outweigh. */
  readonly threshold: number;
}

/** Which factors hold: one for each weight. */
export type Factors = readonly boolean[];

/** The weights of the factors that hold, added up. */
export function weigh({ weights }: Perceptron, factors: Factors): number {
  return weights.reduce((sum, weight, i) => (factors[i] ? sum + weight : sum), 0);
}

export function decide(perceptron: Perceptron, factors: Factors): boolean {
  return weigh(perceptron, factors) > perceptron.threshold;
}

/** All combinations of `count` factors, from none to all; the last factor changes fastest. */
export function combinations(count: number): Factors[] {
  return Array.from({ length: 2 ** count }, (_, row) =>
    Array.from({ length: count }, (_, i) => ((row >> (count - 1 - i)) & 1) === 1),
  );
}

/** What the perceptron decides for each combination, in their order. */
export function truthTable(perceptron: Perceptron): boolean[] {
  return combinations(perceptron.weights.length).map((factors) => decide(perceptron, factors));
}

/** The numbers of the combinations for which the perceptron does not decide as wanted. */
export function differences(perceptron: Perceptron, wanted: readonly boolean[]): number[] {
  return [...truthTable(perceptron).entries()]
    .filter(([row, decision]) => decision !== wanted[row])
    .map(([row]) => row);
}
