/** Times as the receipt computer's files write them: Japan time, digits only. */

const japanOffset = 9 * 60 * 60 * 1000;

/** @param at milliseconds since 1970-01-01 UTC @returns `YYYYMMDDHHmmss` in Japan time */
export const compactInstant = (at: number): string => digitsOf(new Date(at + japanOffset).toISOString());

/** @param iso `YYYY-MM-DDTHH:mm:ss+09:00` @returns `YYYYMMDDHHmmss` */
export const compactIso = (iso: string): string => digitsOf(iso);

const digitsOf = (iso: string): string => iso.slice(0, 19).replace(/\D/g, '');
