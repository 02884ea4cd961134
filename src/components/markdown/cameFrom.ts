/** The reference that led to a footnote last, so that the way back leads to where the reader was. */
export const lastReference = new WeakMap<Element, HTMLElement>();
