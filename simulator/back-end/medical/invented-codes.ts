/**
 * Codes of invented drugs, acts and places. They begin with 999, which none of the official masters uses as far as
 * their published ones show; what follows is counted from the name, so that a name has one code everywhere.
 */

import { drawsOf } from './draws.ts';

const digits = (number: number, width: number): string => String(number).padStart(width, '0');

/** 9 digits, as masters of drugs and acts have them. */
export const itemCode = (name: string): string => `999${digits(drawsOf(name)(1_000_000), 6)}`;

/** 17 digits, as the master of check-up items has them. */
export const checkupCode = (name: string): string => `999${digits(drawsOf(name)(1_000_000_000), 14)}`;

/** An institution or pharmacy with its 10 digits. */
export const placeNamed = (name: string): { readonly code: string; readonly name: string } => ({
  code: `9999${digits(drawsOf(name)(1_000_000), 6)}`,
  name,
});
