/** The box of a layer in the drawing of a model, in pixels: what is written in it must fit. */
export const boxSize = { width: 216, height: 58 };
