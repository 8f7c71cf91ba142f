/** Times as the receipt computer's files write them: Japan time, digits only. */

const japanOffset = 9 * 60 * 60 * 1000;

/** @param at milliseconds since 1970-01-01 UTC @returns `YYYYMMDDHHmmss` in Japan time */
export const compactInstant = (at: number): string => digitsOf(new Date(at + japanOffset).toISOString());

/** @param iso `YYYY-MM-DDTHH:mm:ss+09:00` @returns `YYYYMMDDHHmmss` */
export const compactIso = (iso: string): string => digitsOf(iso);

/** @param digits `YYYYMMDDHHmmss` in Japan time @returns milliseconds since 1970-01-01 UTC, or null where there is no such instant */
export function instantOf(digits: string): number | null {
  const [, day, time] = /^(\d{8})(\d{6})$/.exec(digits) ?? [];
  if (day === undefined || time === undefined) return null;
  const date = day.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
  const at = Date.parse(`${date}T${time.replace(/(\d\d)(?=\d)/g, '$1:')}+09:00`);
  return Number.isNaN(at) ? null : at;
}

const digitsOf = (iso: string): string => iso.slice(0, 19).replace(/\D/g, '');
