/** When two faces of the people file look alike to a camera (our invention). */

/** Likenesses less than this apart look alike: twins. */
const alike = 10;

export const looksAlike = (a: number, b: number): boolean => Math.abs(a - b) < alike;
