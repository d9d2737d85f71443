/**
 * Recurrent layers over whole sequences, forward and backward. The records of a batch do not depend on each other, so a
 * call takes some of them through all steps. What sums over records, or needs no order (the product of the input with its
 * weights, the gradients of the weights), are matrix products elsewhere. The weights between steps are packed once a call.
 *
 * Arrays lie record by record: `states` [batch, steps, units] holds what each step starts from, so the initial state
 * first; `product` (the input times its weights), `gates` (what became of it) and `dProduct` (its gradient) are
 * [batch, steps, width], with width = gates · units, the gates in the order of Keras. `result` and its gradient have `slots`
 * rows of units for each record: the hidden states of the last `hiddenSlots` steps, and then, where there is one row more,
 * the last cell state. `d…` is the gradient of the loss by …; an address of 0 stands for zeros, or for what nobody wants.
 *
 * S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory" (1997); K. Cho et al., "Learning Phrase Representations using
 * RNN Encoder–Decoder for Statistical Machine Translation" (2014); J. Elman, "Finding Structure in Time" (1990).
 */
import { block, packColumns, packRows } from './matrixProduct';
import { at, hyperbolicTangent, loadPart, multiplyAdd, sigmoid, splat, storePart } from './vector';
import { scratch } from './scratch';

/** So many records go through the steps together: they share each load of a weight. */
const group: i32 = 24;
/** Added to the length of rows in scratch memory, because rows a power of two apart share few lines of the cache. */
const gap: i32 = 16;

/** Scratch memory in ../kernels/recurrent.ts's `scratchBytes`: a tile, packed rows, two groups of rows, packed weights. */
const tileBytes: usize = 256;

// @ts-ignore: decorator
@inline function packedRows(): usize {
  return scratch() + tileBytes;
}

// @ts-ignore: decorator
@inline function firstRows(width: i32): usize {
  return at(packedRows(), group * width);
}

// @ts-ignore: decorator
@inline function secondRows(width: i32): usize {
  return at(firstRows(width), group * (width + gap));
}

// @ts-ignore: decorator
@inline function packedWeights(width: i32): usize {
  return at(secondRows(width), group * (width + gap));
}

/** Packs a matrix depth × columns for `multiply`; `row` and `column` are the steps between its values; returns its end. */
function pack(weights: usize, row: i32, column: i32, depth: i32, columns: i32, to: usize): usize {
  packColumns(weights, row, column, depth, columns, to);
  return at(to, depth * ((columns + 7) & ~7));
}

/** c = a · packed weights + bias, or added to c; the rows of a are `aRow` values apart, those of c `cRow`. */
function multiply(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: i32,
  weights: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  bias: usize,
): void {
  packRows(a, aRow, 1, rows, depth, packedRows());
  block(rows, columns, depth, packedRows(), weights, c, cRow, accumulate, bias, scratch());
}

// @ts-ignore: decorator
@inline function load4(address: usize, count: i32): v128 {
  return count >= 4 ? v128.load(address) : loadPart(address, count);
}

// @ts-ignore: decorator
@inline function store4(address: usize, v: v128, count: i32): void {
  if (count >= 4) v128.store(address, v);
  else storePart(address, v, count);
}

/** The activation of a gate: sigmoid, or Keras' hard sigmoid, 0.2 x + 0.5 cut off at 0 and 1. */
// @ts-ignore: decorator
@inline function gate(x: v128, hard: bool): v128 {
  if (!hard) return sigmoid(x);
  return f32x4.min(f32x4.max(multiplyAdd(splat(0.5), x, splat(0.2)), splat(0)), splat(1));
}

/** Its slope where its value is y; 0 at the corners of the hard one. */
// @ts-ignore: decorator
@inline function gateSlope(y: v128, hard: bool): v128 {
  if (!hard) return f32x4.mul(y, f32x4.sub(splat(1), y));
  return v128.and(v128.and(f32x4.gt(y, splat(0)), f32x4.lt(y, splat(1))), splat(0.2));
}

// @ts-ignore: decorator
@inline function tanhSlope(y: v128): v128 {
  return f32x4.sub(splat(1), f32x4.mul(y, y));
}

function copyOrClear(to: usize, from: usize, units: i32): void {
  if (from) memory.copy(to, from, (<usize>units) << 2);
  else memory.fill(to, 0, (<usize>units) << 2);
}

/** Where a step's hidden state belongs in a record of `result`; 0 where it is not asked for. */
// @ts-ignore: decorator
@inline function slotOf(record: usize, step: i32, steps: i32, hiddenSlots: i32, units: i32): usize {
  const slot = step - (steps - hiddenSlots);
  return slot < 0 ? 0 : at(record, slot * units);
}

/** LSTM: c = f · c + i · g and h = o · tanh c, with the gates i, f, g, o of product + states · weights + bias. */
export function lstmForward(
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  hard: bool,
  product: usize,
  weights: usize,
  bias: usize,
  hidden0: usize,
  cell0: usize,
  gates: usize,
  states: usize,
  cells: usize,
  result: usize,
  slots: i32,
  hiddenSlots: i32,
): void {
  const width = 4 * units;
  const sums = firstRows(width);
  pack(weights, width, 1, units, width, packedWeights(width));
  for (let first = from; first < to; first += group) {
    const end = min(first + group, to);
    for (let record = first; record < end; record++) {
      copyOrClear(at(states, record * steps * units), hidden0 ? at(hidden0, record * units) : 0, units);
      copyOrClear(at(cells, record * steps * units), cell0 ? at(cell0, record * units) : 0, units);
    }
    for (let step = 0; step < steps; step++) {
      const start = at(states, (first * steps + step) * units);
      multiply(end - first, width, units, start, steps * units, packedWeights(width), sums, width + gap, false, bias);
      const isLast = step == steps - 1;
      for (let record = first; record < end; record++) {
        const place = record * steps + step;
        const ofRecord = at(result, record * slots * units);
        const nextCell: usize = !isLast
          ? at(cells, (place + 1) * units)
          : slots > hiddenSlots
            ? at(ofRecord, hiddenSlots * units)
            : 0;
        lstmStep(
          units,
          hard,
          at(product, place * width),
          at(sums, (record - first) * (width + gap)),
          at(gates, place * width),
          at(cells, place * units),
          nextCell,
          isLast ? 0 : at(states, (place + 1) * units),
          slotOf(ofRecord, step, steps, hiddenSlots, units),
        );
      }
    }
  }
}

function lstmStep(
  units: i32,
  hard: bool,
  product: usize,
  sums: usize,
  gates: usize,
  cell: usize,
  nextCell: usize,
  nextState: usize,
  slot: usize,
): void {
  const unitBytes = (<usize>units) << 2;
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const offset = (<usize>unit) << 2;
    const toF = offset + unitBytes;
    const toG = toF + unitBytes;
    const toO = toG + unitBytes;
    const i = gate(f32x4.add(load4(product + offset, count), load4(sums + offset, count)), hard);
    const f = gate(f32x4.add(load4(product + toF, count), load4(sums + toF, count)), hard);
    const g = hyperbolicTangent(f32x4.add(load4(product + toG, count), load4(sums + toG, count)));
    const o = gate(f32x4.add(load4(product + toO, count), load4(sums + toO, count)), hard);
    store4(gates + offset, i, count);
    store4(gates + toF, f, count);
    store4(gates + toG, g, count);
    store4(gates + toO, o, count);
    const c = multiplyAdd(f32x4.mul(i, g), f, load4(cell + offset, count));
    const h = f32x4.mul(o, hyperbolicTangent(c));
    if (nextCell) store4(nextCell + offset, c, count);
    if (nextState) store4(nextState + offset, h, count);
    if (slot) store4(slot + offset, h, count);
  }
}

export function lstmBackward(
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  hard: bool,
  weights: usize,
  gates: usize,
  cells: usize,
  dResult: usize,
  slots: i32,
  hiddenSlots: i32,
  dProduct: usize,
  dHidden0: usize,
  dCell0: usize,
): void {
  const width = 4 * units;
  const dHidden = firstRows(width);
  const dCell = secondRows(width);
  pack(weights, 1, width, width, units, packedWeights(width));
  for (let first = from; first < to; first += group) {
    const end = min(first + group, to);
    for (let record = first; record < end; record++) {
      const lastCell: usize = slots > hiddenSlots ? at(dResult, (record * slots + hiddenSlots) * units) : 0;
      copyOrClear(at(dHidden, (record - first) * units), 0, units);
      copyOrClear(at(dCell, (record - first) * units), lastCell, units);
    }
    for (let step = steps - 1; step >= 0; step--) {
      for (let record = first; record < end; record++) {
        const place = record * steps + step;
        lstmStepBack(
          units,
          hard,
          at(gates, place * width),
          at(cells, place * units),
          slotOf(at(dResult, record * slots * units), step, steps, hiddenSlots, units),
          at(dHidden, (record - first) * units),
          at(dCell, (record - first) * units),
          at(dProduct, place * width),
        );
      }
      const d = at(dProduct, (first * steps + step) * width);
      if (step > 0 || dHidden0 != 0) {
        multiply(end - first, units, width, d, steps * width, packedWeights(width), dHidden, units, false, 0);
      }
    }
    if (dHidden0) {
      const bytes = (<usize>((end - first) * units)) << 2;
      memory.copy(at(dHidden0, first * units), dHidden, bytes);
      memory.copy(at(dCell0, first * units), dCell, bytes);
    }
  }
}

function lstmStepBack(
  units: i32,
  hard: bool,
  gates: usize,
  cell: usize,
  dSlot: usize,
  dHidden: usize,
  dCell: usize,
  dProduct: usize,
): void {
  const unitBytes = (<usize>units) << 2;
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const offset = (<usize>unit) << 2;
    const toF = offset + unitBytes;
    const toG = toF + unitBytes;
    const toO = toG + unitBytes;
    const i = load4(gates + offset, count);
    const f = load4(gates + toF, count);
    const g = load4(gates + toG, count);
    const o = load4(gates + toO, count);
    const before = load4(cell + offset, count);
    const tanh = hyperbolicTangent(multiplyAdd(f32x4.mul(i, g), f, before));
    let dh = load4(dHidden + offset, count);
    if (dSlot) dh = f32x4.add(dh, load4(dSlot + offset, count));
    const dc = multiplyAdd(load4(dCell + offset, count), f32x4.mul(dh, o), tanhSlope(tanh));
    store4(dProduct + offset, f32x4.mul(f32x4.mul(dc, g), gateSlope(i, hard)), count);
    store4(dProduct + toF, f32x4.mul(f32x4.mul(dc, before), gateSlope(f, hard)), count);
    store4(dProduct + toG, f32x4.mul(f32x4.mul(dc, i), tanhSlope(g)), count);
    store4(dProduct + toO, f32x4.mul(f32x4.mul(dh, tanh), gateSlope(o, hard)), count);
    store4(dCell + offset, f32x4.mul(dc, f), count);
  }
}

/**
 * GRU, reset before the product: z and r are gates of product + states · weights + bias, the candidate is
 * g = tanh(product + (r · h) · weights + bias), and h = z · h + (1 − z) · g. `resets` [batch, steps, units] gets r · h.
 */
export function gruForward(
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  hard: bool,
  product: usize,
  weights: usize,
  bias: usize,
  hidden0: usize,
  gates: usize,
  states: usize,
  resets: usize,
  result: usize,
  hiddenSlots: i32,
): void {
  const width = 3 * units;
  const sums = firstRows(width);
  const gateWeights = packedWeights(width);
  const candidateWeights = pack(weights, width, 1, units, 2 * units, gateWeights);
  pack(at(weights, 2 * units), width, 1, units, units, candidateWeights);
  const candidateSums = at(sums, 2 * units);
  const candidateBias: usize = bias ? at(bias, 2 * units) : 0;
  const row = width + gap;
  for (let first = from; first < to; first += group) {
    const end = min(first + group, to);
    const records = end - first;
    for (let record = first; record < end; record++) {
      copyOrClear(at(states, record * steps * units), hidden0 ? at(hidden0, record * units) : 0, units);
    }
    for (let step = 0; step < steps; step++) {
      const start = (first * steps + step) * units;
      multiply(records, 2 * units, units, at(states, start), steps * units, gateWeights, sums, row, false, bias);
      for (let record = first; record < end; record++) {
        const place = record * steps + step;
        gruGates(
          units,
          hard,
          at(product, place * width),
          at(sums, (record - first) * row),
          at(gates, place * width),
          at(states, place * units),
          at(resets, place * units),
        );
      }
      const reset = at(resets, start);
      multiply(records, units, units, reset, steps * units, candidateWeights, candidateSums, row, false, candidateBias);
      for (let record = first; record < end; record++) {
        const place = record * steps + step;
        gruCandidate(
          units,
          at(product, place * width + 2 * units),
          at(candidateSums, (record - first) * row),
          at(gates, place * width),
          at(states, place * units),
          step == steps - 1 ? 0 : at(states, (place + 1) * units),
          slotOf(at(result, record * hiddenSlots * units), step, steps, hiddenSlots, units),
        );
      }
    }
  }
}

function gruGates(
  units: i32,
  hard: bool,
  product: usize,
  sums: usize,
  gates: usize,
  state: usize,
  reset: usize,
): void {
  const unitBytes = (<usize>units) << 2;
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const offset = (<usize>unit) << 2;
    const toR = offset + unitBytes;
    const z = gate(f32x4.add(load4(product + offset, count), load4(sums + offset, count)), hard);
    const r = gate(f32x4.add(load4(product + toR, count), load4(sums + toR, count)), hard);
    store4(gates + offset, z, count);
    store4(gates + toR, r, count);
    store4(reset + offset, f32x4.mul(r, load4(state + offset, count)), count);
  }
}

function gruCandidate(
  units: i32,
  product: usize,
  sums: usize,
  gates: usize,
  state: usize,
  nextState: usize,
  slot: usize,
): void {
  const candidate = at(gates, 2 * units);
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const offset = (<usize>unit) << 2;
    const g = hyperbolicTangent(f32x4.add(load4(product + offset, count), load4(sums + offset, count)));
    store4(candidate + offset, g, count);
    const before = load4(state + offset, count);
    const h = multiplyAdd(g, load4(gates + offset, count), f32x4.sub(before, g));
    if (nextState) store4(nextState + offset, h, count);
    if (slot) store4(slot + offset, h, count);
  }
}

export function gruBackward(
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  hard: bool,
  weights: usize,
  gates: usize,
  states: usize,
  dResult: usize,
  hiddenSlots: i32,
  dProduct: usize,
  dHidden0: usize,
): void {
  const width = 3 * units;
  const dHidden = firstRows(width);
  const dReset = secondRows(width);
  const gateWeights = packedWeights(width);
  const candidateWeights = pack(weights, 1, width, 2 * units, units, gateWeights);
  pack(at(weights, 2 * units), 1, width, units, units, candidateWeights);
  for (let first = from; first < to; first += group) {
    const end = min(first + group, to);
    const records = end - first;
    copyOrClear(dHidden, 0, records * units);
    for (let step = steps - 1; step >= 0; step--) {
      for (let record = first; record < end; record++) {
        const place = record * steps + step;
        gruCandidateBack(
          units,
          hard,
          at(gates, place * width),
          at(states, place * units),
          slotOf(at(dResult, record * hiddenSlots * units), step, steps, hiddenSlots, units),
          at(dHidden, (record - first) * units),
          at(dProduct, place * width),
        );
      }
      const d = at(dProduct, (first * steps + step) * width);
      const dCandidate = at(d, 2 * units);
      multiply(records, units, units, dCandidate, steps * width, candidateWeights, dReset, units, false, 0);
      for (let record = first; record < end; record++) {
        const place = record * steps + step;
        gruGatesBack(
          units,
          hard,
          at(gates, place * width),
          at(states, place * units),
          at(dReset, (record - first) * units),
          at(dHidden, (record - first) * units),
          at(dProduct, place * width),
        );
      }
      if (step > 0 || dHidden0 != 0) {
        multiply(records, units, 2 * units, d, steps * width, gateWeights, dHidden, units, true, 0);
      }
    }
    if (dHidden0) memory.copy(at(dHidden0, first * units), dHidden, (<usize>(records * units)) << 2);
  }
}

function gruCandidateBack(
  units: i32,
  hard: bool,
  gates: usize,
  state: usize,
  dSlot: usize,
  dHidden: usize,
  dProduct: usize,
): void {
  const toG = (<usize>(2 * units)) << 2;
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const offset = (<usize>unit) << 2;
    const z = load4(gates + offset, count);
    const g = load4(gates + toG + offset, count);
    let dh = load4(dHidden + offset, count);
    if (dSlot) dh = f32x4.add(dh, load4(dSlot + offset, count));
    const change = f32x4.sub(load4(state + offset, count), g);
    store4(dProduct + offset, f32x4.mul(f32x4.mul(dh, change), gateSlope(z, hard)), count);
    store4(dProduct + toG + offset, f32x4.mul(f32x4.mul(dh, f32x4.sub(splat(1), z)), tanhSlope(g)), count);
    store4(dHidden + offset, f32x4.mul(dh, z), count);
  }
}

function gruGatesBack(
  units: i32,
  hard: bool,
  gates: usize,
  state: usize,
  dReset: usize,
  dHidden: usize,
  dProduct: usize,
): void {
  const toR = (<usize>units) << 2;
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const offset = (<usize>unit) << 2;
    const r = load4(gates + toR + offset, count);
    const d = load4(dReset + offset, count);
    const dr = f32x4.mul(d, load4(state + offset, count));
    store4(dProduct + toR + offset, f32x4.mul(dr, gateSlope(r, hard)), count);
    store4(dHidden + offset, multiplyAdd(load4(dHidden + offset, count), d, r), count);
  }
}

/** The simple recurrent layer: h = tanh(product + states · weights + bias), which is also what `gates` gets. */
export function simpleForward(
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  product: usize,
  weights: usize,
  bias: usize,
  hidden0: usize,
  gates: usize,
  states: usize,
  result: usize,
  hiddenSlots: i32,
): void {
  const sums = firstRows(units);
  const row = units + gap;
  pack(weights, units, 1, units, units, packedWeights(units));
  for (let first = from; first < to; first += group) {
    const end = min(first + group, to);
    for (let record = first; record < end; record++) {
      copyOrClear(at(states, record * steps * units), hidden0 ? at(hidden0, record * units) : 0, units);
    }
    for (let step = 0; step < steps; step++) {
      const start = at(states, (first * steps + step) * units);
      multiply(end - first, units, units, start, steps * units, packedWeights(units), sums, row, false, bias);
      for (let record = first; record < end; record++) {
        const place = (record * steps + step) * units;
        const next: usize = step == steps - 1 ? 0 : at(states, place + units);
        const slot = slotOf(at(result, record * hiddenSlots * units), step, steps, hiddenSlots, units);
        const ofRecord = at(sums, (record - first) * row);
        for (let unit = 0; unit < units; unit += 4) {
          const count = units - unit;
          const sum = f32x4.add(load4(at(product, place + unit), count), load4(at(ofRecord, unit), count));
          const h = hyperbolicTangent(sum);
          store4(at(gates, place + unit), h, count);
          if (next) store4(at(next, unit), h, count);
          if (slot) store4(at(slot, unit), h, count);
        }
      }
    }
  }
}

export function simpleBackward(
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  weights: usize,
  gates: usize,
  dResult: usize,
  hiddenSlots: i32,
  dProduct: usize,
  dHidden0: usize,
): void {
  const dHidden = firstRows(units);
  pack(weights, 1, units, units, units, packedWeights(units));
  for (let first = from; first < to; first += group) {
    const end = min(first + group, to);
    copyOrClear(dHidden, 0, (end - first) * units);
    for (let step = steps - 1; step >= 0; step--) {
      for (let record = first; record < end; record++) {
        const place = (record * steps + step) * units;
        const dSlot = slotOf(at(dResult, record * hiddenSlots * units), step, steps, hiddenSlots, units);
        const ofRecord = at(dHidden, (record - first) * units);
        for (let unit = 0; unit < units; unit += 4) {
          const count = units - unit;
          let dh = load4(at(ofRecord, unit), count);
          if (dSlot) dh = f32x4.add(dh, load4(at(dSlot, unit), count));
          store4(at(dProduct, place + unit), f32x4.mul(dh, tanhSlope(load4(at(gates, place + unit), count))), count);
        }
      }
      const d = at(dProduct, (first * steps + step) * units);
      if (step > 0 || dHidden0 != 0) {
        multiply(end - first, units, units, d, steps * units, packedWeights(units), dHidden, units, false, 0);
      }
    }
    if (dHidden0) memory.copy(at(dHidden0, first * units), dHidden, (<usize>((end - first) * units)) << 2);
  }
}
