/** Where a key moves the focus in a grid of `count` items; undefined when the key isn't one of the grid's. */
export function nextIndex(key: string, current: number, count: number, columns: number): number | undefined {
  const target = {
    ArrowLeft: current - 1,
    ArrowRight: current + 1,
    ArrowUp: current - columns,
    ArrowDown: current + columns,
    Home: 0,
    End: count - 1,
  }[key];
  if (target === undefined) return undefined;
  return target < 0 || target >= count ? current : target;
}
