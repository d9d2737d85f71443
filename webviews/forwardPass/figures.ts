import { formatDigits } from '../shared/format';
import { state } from './lesson';

/** With as many decimals as the learner chose, none of them a zero at the end: "1.16", "0.7408", "−3.2e−7". */
export function figure(value: number, decimals = state.value.decimals): string {
  const rounded = Number(value.toFixed(decimals));
  const isTiny = rounded === 0 && value !== 0;
  return isTiny || Math.abs(value) >= 1e6 ? formatDigits(value, 3) : String(rounded).replace('-', '\u2212');
}
