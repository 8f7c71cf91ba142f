/** Places in a direction's byte stream: 32-bit offsets that wrap. Two that are compared are never half the circle apart. */

/** The offset `count` bytes after `offset`. */
export const offsetAfter = (offset: number, count: number): number => (offset + count) >>> 0;

/** Bytes from one offset to another; negative where `to` lies before `from`. */
export const distance = (from: number, to: number): number => (to - from) | 0;
