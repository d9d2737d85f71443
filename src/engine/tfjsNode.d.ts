/** The optional package, whose own types are there only where it is installed. */
declare module '@tensorflow/tfjs-node' {
  export * from '@tensorflow/tfjs';
  export const version: Readonly<Record<'tfjs-node', string>>;
}
