/**
 * Paints pictures when they come into view, a few milliseconds of work in each frame, so that a page of many pictures
 * never holds up scrolling or typing.
 */
type Paint = () => void;

const budget = 6;
const wanted = new Map<Element, Paint>();
const visible = new Set<Element>();
let scheduled = false;

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) visible.add(target);
      else visible.delete(target);
    }
    schedule();
  },
  { rootMargin: '200px' },
);

/** Replaces what was waiting to be painted there. */
export function paintWhenVisible(element: Element, paint: Paint): void {
  wanted.set(element, paint);
  observer.observe(element);
  schedule();
}

export function forgetPaint(element: Element): void {
  wanted.delete(element);
  visible.delete(element);
  observer.unobserve(element);
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(paintSome);
}

function paintSome(): void {
  scheduled = false;
  const end = performance.now() + budget;
  for (const [element, paint] of wanted) {
    if (!visible.has(element)) continue;
    if (performance.now() > end) return schedule();
    wanted.delete(element);
    paint();
  }
}
