/** The parameters: (θ) for y ≈ θx, (θ₀, θ₁) for y ≈ θ₀ + θ₁x. */
export type Theta = readonly number[];

/** What each parameter is multiplied with: (x), or (1, x). */
export type Features = readonly number[];

export interface Example {
  readonly features: Features;
  readonly y: number;
}

export function featuresOf(x: number, parameters: 1 | 2): Features {
  return parameters === 1 ? [x] : [1, x];
}

/** The hypothesis h(x): each parameter times its feature, summed up. */
export function predict(theta: Theta, features: Features): number {
  let sum = 0;
  for (let j = 0; j < theta.length; j++) sum += theta[j]! * features[j]!;
  return sum;
}

/** The mean squared error J(θ) = 1/m Σ (h(x) − y)², over all m examples. */
export function cost(theta: Theta, examples: readonly Example[]): number {
  let sum = 0;
  for (const { features, y } of examples) {
    const error = predict(theta, features) - y;
    sum += error * error;
  }
  return sum / examples.length;
}

/** ∂J/∂θ: for each parameter 2/m Σ (h(x) − y) · its feature, over the examples given: all, or a batch of them. */
export function gradient(theta: Theta, examples: readonly Example[]): number[] {
  const sums = theta.map(() => 0);
  for (const { features, y } of examples) {
    const error = predict(theta, features) - y;
    for (let j = 0; j < sums.length; j++) sums[j]! += error * features[j]!;
  }
  return sums.map((sum) => (2 * sum) / examples.length);
}

/** One step downhill: θ ← θ − α · ∂J/∂θ, for all parameters at once. */
export function update(theta: Theta, slope: readonly number[], learningRate: number): number[] {
  return theta.map((value, j) => value - learningRate * slope[j]!);
}
