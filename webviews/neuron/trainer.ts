import { computed, effect, signal } from '@preact/signals';
import { createNetwork, evaluate, learn, type BoundaryNetwork } from '../../samples/neuron/boundaryNetwork';
import { makePoints, type LabelledPoint } from '../../samples/neuron/points';
import { achieve } from './achieve';
import { lesson } from './lesson';
import { linksOf, withLinks } from './links';

/** The network that learns to tell the points apart, and its training, a few steps in each frame. */

const part = <Name extends keyof typeof lesson.state.value>(name: Name) => computed(() => lesson.state.value[name]);
const [task, count, noise, seed, own] = [part('task'), part('count'), part('noise'), part('seed'), part('points')];
const [hidden, unitActivation, links] = [part('hidden'), part('unitActivation'), part('links')];

export const points = computed<readonly LabelledPoint[]>(
  () => (own.value as readonly LabelledPoint[] | null) ?? makePoints(task.value, count.value, noise.value, seed.value),
);

/** As the state has it: drawn with the seed, or as learnt or edited. */
const stated = computed<BoundaryNetwork>(() => {
  const network = createNetwork({ hidden: hidden.value, activation: unitActivation.value }, seed.value);
  return links.value ? withLinks(network, links.value) : network;
});

export interface Live {
  readonly network: BoundaryNetwork;
  readonly epoch: number;
}

/** What is shown: while it trains ahead of the state, which would be too much to keep in every frame. */
export const live = signal<Live>({ network: stated.peek(), epoch: 0 });
export const isTraining = signal(false);
/** Why training ended by itself. */
export const ending = signal<string | undefined>(undefined);

export const score = computed(() => evaluate(live.value.network, points.value));

/** Follows the state wherever the learner changed it: by a field, a link, or Start Over. */
export function followState(): void {
  effect(() => {
    const network = stated.value;
    const { epoch } = lesson.state.peek();
    live.value = { network, epoch };
  });
}

/** Milliseconds of learning in a frame: the rest is for the picture. */
const learningTime = 6;
const stateInterval = 1000;
/** Beyond this no weight comes back. */
const largestWeight = 1000;

export function toggleTraining(): void {
  if (isTraining.peek()) return pause();
  if (points.peek().length === 0) return;
  ending.value = undefined;
  isTraining.value = true;
  let savedAt = performance.now();
  requestAnimationFrame(function train(now) {
    if (!isTraining.peek()) return;
    advance((start) => performance.now() - start < learningTime);
    if (now - savedAt > stateInterval) {
      save();
      savedAt = now;
    }
    requestAnimationFrame(train);
  });
}

/** One epoch, to be watched. */
export function stepOnce(): void {
  pause();
  advance(() => false);
  save();
}

export function pause(): void {
  if (!isTraining.peek()) return;
  isTraining.value = false;
  save();
}

/** Back to the weights drawn with the seed. */
export function restart(): void {
  isTraining.value = false;
  ending.value = undefined;
  lesson.change({ links: null, epoch: 0 });
}

function advance(goesOn: (start: number) => boolean): void {
  const start = performance.now();
  const { learningRate } = lesson.state.peek();
  let { epoch } = live.peek();
  const before = live.peek().network;
  const network = withLinks(before, linksOf(before)); // A copy: what was shown stays as it was.
  do {
    learn(network, points.peek(), learningRate);
    epoch++;
  } while (goesOn(start));
  if (linksOf(network).some((link) => !(Math.abs(link) <= largestWeight))) {
    isTraining.value = false;
    ending.value = `Training diverged at epoch ${epoch}: a weight grew beyond ${largestWeight}. The weights before it are kept. Choose a smaller learning rate.`;
    return;
  }
  live.value = { network, epoch };
  celebrate();
}

function celebrate(): void {
  const { task, points: ownPoints, hidden: layers } = lesson.state.peek();
  if (ownPoints !== null) {
    const labels = new Set(ownPoints.map(({ label }) => label));
    if (ownPoints.length >= 10 && labels.size === 2 && score.peek().accuracy >= 0.95) achieve('learntOwnPoints');
    return;
  }
  if (task !== 'xor') return;
  if (layers.length === 0 && live.peek().epoch >= 100) achieve('sawXorFail');
  if (layers.length > 0 && score.peek().accuracy >= 0.98) achieve('solvedXor');
}

function save(): void {
  const { network, epoch } = live.peek();
  lesson.change({ links: linksOf(network), epoch });
}

/** Changes what the network is made for or of: it starts anew. */
export function change(part: Partial<typeof lesson.state.value>): void {
  isTraining.value = false;
  ending.value = undefined;
  lesson.change({ ...part, links: null, epoch: 0 });
}

export function changePoints(changed: readonly LabelledPoint[]): void {
  lesson.change({ points: changed });
}

/** Sets one link by hand; training goes on from there. */
export function changeLink(index: number, value: number): void {
  const { network, epoch } = live.peek();
  lesson.change({ links: linksOf(network).with(index, value), epoch });
}
