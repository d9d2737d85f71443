/**
 * Does something when this process ends, also by an error or a signal; only SIGKILL leaves it undone.
 * @param {() => void} action synchronous
 * @returns {() => void} calls it off
 */
export function atExit(action) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const quit = () => process.exit(); // a signal alone would end the process without its exit handlers
  process.on('exit', action);
  for (const signal of signals) process.on(signal, quit);
  return () => {
    process.off('exit', action);
    for (const signal of signals) process.off(signal, quit);
  };
}
