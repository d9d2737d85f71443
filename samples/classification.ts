/** How good a classifier is, from the outputs it gave for each record. */

/** The answers: for each record the class with the largest of its outputs, the first of equal ones. */
export function answersOf(outputs: ArrayLike<number>, classes: number): Uint8Array {
  return Uint8Array.from({ length: outputs.length / classes }, (_, record) => {
    let largest = 0;
    for (let node = 1; node < classes; node++) {
      if (outputs[record * classes + node]! > outputs[record * classes + largest]!) largest = node;
    }
    return largest;
  });
}

/** The deck's scorecard (topic 5): 1 for each record answered correctly, 0 for each other. */
export function scorecard(answers: Uint8Array, labels: Uint8Array): Uint8Array {
  return answers.map((answer, record) => (answer === labels[record] ? 1 : 0));
}

export function sum(scores: Uint8Array): number {
  return scores.reduce((total, score) => total + score, 0);
}

/** classes × classes, row by row: how many records with the row's label were answered with the column's class. */
export function confusionMatrix(answers: Uint8Array, labels: Uint8Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes * classes);
  for (const [record, answer] of answers.entries()) counts[labels[record]! * classes + answer]!++;
  return counts;
}

/** The records with this label that got this answer, in their order. */
export function recordsIn(cell: { label: number; answer: number }, answers: Uint8Array, labels: Uint8Array): number[] {
  return [...answers.keys()].filter((record) => labels[record] === cell.label && answers[record] === cell.answer);
}

/** The records answered wrongly, the surest first: ordered by the output of the answered class. */
export function worstMistakes(outputs: ArrayLike<number>, labels: Uint8Array, classes: number): number[] {
  const answers = answersOf(outputs, classes);
  const certainty = (record: number) => outputs[record * classes + answers[record]!]!;
  return [...answers.keys()]
    .filter((record) => answers[record] !== labels[record])
    .sort((one, other) => certainty(other) - certainty(one));
}
