/** Milliseconds of work in a frame: the rest is for the picture. */
const sliceLength = 8;

/**
 * Does long work a slice in each frame, so that the panel can be used meanwhile.
 * @param work does a little, and says whether there is more
 * @returns ends it early
 */
export function inSlices(work: () => boolean): () => void {
  let frame = requestAnimationFrame(function slice() {
    const end = performance.now() + sliceLength;
    while (performance.now() < end) if (!work()) return;
    frame = requestAnimationFrame(slice);
  });
  return () => cancelAnimationFrame(frame);
}
