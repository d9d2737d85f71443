/** A bundle of its own, loaded only for a learner's code: the compiler that Node.js itself uses for TypeScript. */
export { transformSync } from 'amaro';
