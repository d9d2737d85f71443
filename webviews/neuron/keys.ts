/** What lights up together on the page about boundaries. Layers and units count from 0. */
export const unitKey = (layer: number, unit: number) => `unit-${layer}-${unit}`;
/** @param index the link's place in the list of all */
export const linkKey = (index: number) => `link-${index}`;
export const pointKey = (index: number) => `point-${index}`;
