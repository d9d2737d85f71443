/**
 * One-hot targets
 *
 * The label 3 is not half of the label 6: to a network, labels are places, not
 * amounts. A one-hot vector has a number for each class, 1 at the label's place
 * and 0 elsewhere.
 *
 * Return the one-hot vector of the label. Labels count from 0.
 */
export function oneHot(label: number, classes: number): number[] {
  // Your code here, in place of [].
  return [];
}
