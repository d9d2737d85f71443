/** How many partial sums over a batch there are at most: some for each of 8 threads. */
const mostParts = 16;
/** And how many bytes they may take together. */
const mostBytes = 8 * 2 ** 20;

/**
 * Splits a batch for sums over it that several threads compute. The split doesn't depend on the number of threads, and so
 * neither do the roundings.
 * @param images how many there are
 * @param sumBytes what one sum takes
 */
export function batchParts(images: number, sumBytes: number): { parts: number; imagesPerPart: number } {
  const wanted = Math.max(1, Math.min(mostParts, Math.floor(mostBytes / sumBytes)));
  const imagesPerPart = Math.max(1, Math.ceil(images / wanted));
  return { parts: Math.ceil(images / imagesPerPart), imagesPerPart };
}
