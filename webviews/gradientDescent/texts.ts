import { formatDigits } from '../shared/format';

/** "θ 3.2", or "θ₀ 4.1, θ₁ 2.9" */
export function thetaText(theta: readonly number[]): string {
  return theta.map((value, j) => `${thetaName(theta.length, j)} ${formatDigits(value)}`).join(', ');
}

export function thetaName(parameters: number, j: number): string {
  return parameters === 1 ? 'θ' : ['θ₀', 'θ₁'][j]!;
}
