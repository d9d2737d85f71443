/**
 * Prepare a record
 *
 * MNIST's pixels are 0 to 255. A signal of 0 would leave its weights without any
 * change, and one of 255 would drive the sigmoids to their flat ends. The deck
 * squeezes pixels into 0.01 to 1:
 *
 *   input = pixel / 255 · 0.99 + 0.01
 *
 * Return the inputs for the pixels.
 */
export function prepare(pixels: readonly number[]): number[] {
  // Your code here, in place of [].
  return [];
}
