import { median, jsonFrom, train } from './measure.mjs';

const rounds = 7;

/** The hand-made network against the same algorithm in numpy, in turns. */
export async function network() {
  // These two slow a current numpy down.
  const env = { ...process.env, OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined };
  const ours = [];
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    const { recordsPerSecond } = await train(['--set', 'epochs=1']);
    const numpy = await jsonFrom('python3', ['test/bench/numpyNetwork.py', '8000'], env);
    ours.push(recordsPerSecond);
    if (numpy) ratios.push(recordsPerSecond / numpy.recordsPerSecond);
  }
  const what = 'hand-made network 784-200-10, float64';
  const speed = { what: `${what}: records per second`, measured: String(Math.round(median(ours))), goal: 'none' };
  const goal = '≥ 1.5×';
  if (ratios.length === 0) return [speed, { what: `${what}: against numpy`, measured: 'numpy is not installed', goal }];
  const ratio = median(ratios);
  return [speed, { what: `${what}: against numpy`, measured: `${ratio.toFixed(2)}×`, goal, reached: ratio >= 1.5 }];
}
