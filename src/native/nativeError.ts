/** Native TensorFlow could not be installed. The message says what is missing and that training goes on without it. */
export class NativeError extends Error {
  override readonly name = 'NativeError';

  /** @param problems whole sentences */
  constructor(...problems: readonly string[]) {
    super(
      ['Native TensorFlow was not installed.', ...problems, 'Training works without it, on WebAssembly.'].join(' '),
    );
  }
}

/** The line of a program's output that says what went wrong. */
export function faultIn(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  // In place of the archive came a page that says why not.
  if (output.includes('TAR_BAD_ARCHIVE')) return 'the server did not send the archive (TAR_BAD_ARCHIVE)';
  const fault =
    lines.find((line) => /error: /i.test(line)) ??
    lines.find((line) => line.startsWith('npm error')) ??
    lines.findLast((line) => line !== '');
  return (fault ?? 'it said nothing').replace(/^(?:npm error )?(?:ERROR: |Error: )?/, '').replace(/\.$/, '');
}
