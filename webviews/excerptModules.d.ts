/** Lines of a sample, taken from its source at build time by excerpts.mjs; an `Excerpt`. */
declare module 'excerpt:*' {
  const excerpt: {
    readonly file: string;
    readonly name: string;
    readonly firstLine: number;
    readonly lines: readonly string[];
  };
  export default excerpt;
}
