/**
 * The check digit of a 個人番号 (an ordinance of the Ministry of Internal Affairs and Communications, 2014, no. 85).
 * Ours must be wrong: such a number can be nobody's.
 */

function checkDigitOf(first11: string): number {
  let sum = 0;
  for (let n = 1; n <= 11; n += 1) sum += Number(first11[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const rest = sum % 11;
  return rest <= 1 ? 0 : 11 - rest;
}

/** @param number 12 digits */
export const hasRightCheckDigit = (number: string): boolean => Number(number[11]) === checkDigitOf(number);

/** The 12 digits that begin with these 11 and can be nobody's. */
export const nobodysNumber = (first11: string): string => `${first11}${(checkDigitOf(first11) + 1) % 10}`;
