import { computed, effect, signal } from '@preact/signals';
import { createNetwork, evaluate, inputs, learn, type BoundaryNetwork } from '../../samples/neuron/boundaryNetwork';
import { makePoints, type LabelledPoint } from '../../samples/neuron/points';
import { linkNumber } from '../../src/teaching/neuronState';
import { wantsCalm } from '../shared/teaching/stepping';
import { achieve } from './achieve';
import { fields, lesson } from './lesson';
import { linkPlaces, linksOf, withLinks } from './links';

/** The network that learns to tell the points apart, and its training, a few epochs in each frame. */

const [task, count, noise, seed] = [
  lesson.part('task'),
  lesson.part('count'),
  lesson.part('noise'),
  lesson.part('seed'),
];
const [hidden, unitActivation, links] = [lesson.part('hidden'), lesson.part('unitActivation'), lesson.part('links')];
const [own, chosenLink] = [lesson.part('points'), lesson.part('chosenLink')];

export const points = computed(() =>
  task.value === 'own'
    ? (own.value as readonly LabelledPoint[])
    : makePoints(task.value, count.value, noise.value, seed.value),
);

/** As the state has it: drawn with the seed, or as learnt or edited. */
const stated = computed<BoundaryNetwork>(() => {
  const network = createNetwork({ hidden: hidden.value, activation: unitActivation.value }, seed.value);
  return links.value ? withLinks(network, links.value) : network;
});

export interface Moment {
  readonly network: BoundaryNetwork;
  readonly epoch: number;
}

/** What is shown: while it trains ahead of the state, which would be too much to keep in every frame. */
export const live = signal<Moment>({ network: stated.peek(), epoch: 0 });
export const isTraining = signal(false);
/** Epochs a second; Infinity: as many as there is time for. */
export const speed = signal(Infinity);
/** Why training ended by itself. */
export const ending = signal<string | undefined>(undefined);

export const score = computed(() => evaluate(live.value.network, points.value));

/** The units of each layer, the inputs first, and where its links are: these stay while it learns. */
export const sizes = computed<readonly number[]>(() => [inputs, ...hidden.value, 1]);
export const places = computed(() => linkPlaces(sizes.value));
/** The weight or bias that the learner looks at. */
export const chosen = computed(() => places.value.find(({ index }) => index === chosenLink.value));

/** What is shown as text: nobody reads numbers that change with every frame. */
export const readable = signal<readonly number[]>(linksOf(live.peek().network));
const readableInterval = 250;
let readableAt = 0;

function updateReadable(): void {
  readableAt = performance.now();
  readable.value = linksOf(live.peek().network);
}

/** What can be gone back to, spread evenly over the epochs; the first is where training began. */
export const moments = signal<readonly Moment[]>([live.peek()]);
const mostMoments = 200;
/** Epochs between two of them. */
let spacing = 1;

/** Follows the state wherever the learner changed it: by a field, a link, or Start Over. */
export function followState(): void {
  effect(() => {
    const moment = { network: stated.value, epoch: lesson.state.peek().epoch };
    if (isSame(moment, live.peek())) return;
    isTraining.value = false;
    ending.value = undefined;
    begin(moment);
  });
  effect(() => {
    // Touched, so that this follows it.
    void live.value;
    if (!isTraining.value || performance.now() - readableAt > readableInterval) updateReadable();
  });
  lesson.settle = save;
}

function begin(moment: Moment): void {
  live.value = moment;
  moments.value = [moment];
  spacing = 1;
}

function isSame(one: Moment, other: Moment): boolean {
  if (one.epoch !== other.epoch || one.network.activation !== other.network.activation) return false;
  const [links, others] = [linksOf(one.network), linksOf(other.network)];
  return links.length === others.length && links.every((link, index) => link === others[index]);
}

/** Milliseconds of learning in a frame: the rest is for the picture. */
const learningTime = 6;
const stateInterval = 250;
/** With reduced motion the picture changes this seldom. */
const calmInterval = 500;

export function toggleTraining(): void {
  if (isTraining.peek()) return pause();
  if (points.peek().length === 0) return;
  ending.value = undefined;
  isTraining.value = true;
  const interval = wantsCalm() ? calmInterval : 0;
  let [shownAt, savedAt] = [performance.now(), performance.now()];
  let from = { epoch: live.peek().epoch, at: savedAt, speed: speed.peek() };
  // With reduced motion it runs ahead of what is shown.
  let [moment, shown] = [live.peek(), live.peek()];
  requestAnimationFrame(function train(now) {
    if (!isTraining.peek()) return;
    if (from.speed !== speed.peek()) from = { epoch: moment.epoch, at: now, speed: speed.peek() };
    // What was edited meanwhile is what learns on.
    if (live.peek() !== shown) moment = live.peek();
    const due = from.epoch + ((now - from.at) / 1000) * from.speed;
    if (moment.epoch < due) moment = learnt(moment, due);
    const hasEnded = !isTraining.peek();
    if (hasEnded || now - shownAt >= interval) {
      shownAt = now;
      show((shown = moment));
    }
    if (hasEnded || now - savedAt > stateInterval) {
      savedAt = now;
      save();
    }
    if (!hasEnded) requestAnimationFrame(train);
  });
}

/** One epoch, to be watched. */
export function stepOnce(): void {
  pause();
  ending.value = undefined;
  show(learnt(live.peek(), live.peek().epoch + 1));
  save();
}

export function pause(): void {
  if (!isTraining.peek()) return;
  isTraining.value = false;
  save();
}

/** Back to the weights drawn with the seed. */
export function restart(): void {
  change({});
  begin(live.peek()); // Also when it was there already, gone back to.
}

/** Goes to one of the moments; training goes on from there. */
export function goTo(index: number): void {
  pause();
  ending.value = undefined;
  live.value = moments.peek()[Math.max(0, Math.min(moments.peek().length - 1, index))]!;
  save();
}

/** The newest moment that is not after what is shown. */
export const shownMoment = computed(() => moments.value.findLastIndex(({ epoch }) => epoch <= live.value.epoch));

/** Learns until an epoch, as far as the time in a frame allows; ends training when it cannot go on. */
function learnt(from: Moment, until: number): Moment {
  const start = performance.now();
  const { learningRate } = lesson.state.peek();
  const network = withLinks(from.network, linksOf(from.network)); // A copy: what was shown stays as it was.
  let { epoch } = from;
  do {
    learn(network, points.peek(), learningRate);
    epoch++;
  } while (epoch < until && epoch < fields.epoch.maximum && performance.now() - start < learningTime);
  if (linksOf(network).some((link) => !(Math.abs(link) <= linkNumber.maximum))) {
    end(
      `Training diverged at epoch ${epoch}: a weight grew beyond ${linkNumber.maximum}. The weights before it are kept. Choose a smaller learning rate.`,
    );
    return from;
  }
  if (epoch >= fields.epoch.maximum) end(`${fields.epoch.maximum} epochs are the most.`);
  return { network, epoch };
}

function end(why: string): void {
  isTraining.value = false;
  ending.value = why;
}

function show(moment: Moment): void {
  if (moment === live.peek()) return;
  const earlier = moments.peek().filter(({ epoch }) => epoch < moment.epoch);
  // The last one always is what is shown; it stays when it is far enough from the one before it.
  const isFar = (earlier.at(-1)?.epoch ?? 0) - (earlier.at(-2)?.epoch ?? -Infinity) >= spacing;
  const all = [...(isFar ? earlier : earlier.slice(0, -1)), moment];
  live.value = moment;
  if (all.length > mostMoments) {
    spacing *= 2;
    moments.value = all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
  } else moments.value = all;
  celebrate();
}

function celebrate(): void {
  const { task, hidden: layers } = lesson.state.peek();
  if (task === 'own') {
    const labels = new Set(points.peek().map(({ label }) => label));
    if (points.peek().length >= 10 && labels.size === 2 && score.peek().accuracy >= 0.95) achieve('learntOwnPoints');
    return;
  }
  if (task !== 'xor') return;
  if (layers.length === 0 && live.peek().epoch >= 100) achieve('sawXorFail');
  if (layers.length > 0 && score.peek().accuracy >= 0.98) achieve('solvedXor');
}

function save(): void {
  const { network, epoch } = live.peek();
  if (!isSame({ network: stated.peek(), epoch: lesson.state.peek().epoch }, live.peek())) {
    lesson.change({ links: linksOf(network), epoch });
  }
}

/** Changes what the network is made for or of: it starts anew. */
export function change(part: Partial<typeof lesson.state.value>): void {
  isTraining.value = false;
  ending.value = undefined;
  // In another network the same place is another link.
  lesson.change({ ...part, links: null, epoch: 0, ...(part.hidden && { chosenLink: null }) });
}

export function changePoints(changed: readonly LabelledPoint[]): void {
  if (changed.length === 0) pause();
  lesson.change({ task: 'own', points: changed });
}

/** Sets one link by hand; training goes on from there. */
export function changeLink(index: number, value: number): void {
  const { network, epoch } = live.peek();
  const moment = { network: withLinks(network, linksOf(network).with(index, value)), epoch };
  live.value = moment;
  moments.value = [...moments.peek().filter((one) => one.epoch < epoch), moment];
  save();
}
