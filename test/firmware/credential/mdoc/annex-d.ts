/** The worked example of ISO/IEC 18013-5:2021, annex D. Public, and not ours: read where it stands beside the project. */

import { existsSync, readFileSync } from 'node:fs';

const published = new URL('../../../../../shared/vectors/iso18013-5-annex-d.json', import.meta.url);

/** Left out where the example is not there: the titles of its tests say so. */
export const hasAnnexD = existsSync(published);

const hex: Readonly<Record<string, string>> = hasAnnexD
  ? JSON.parse(readFileSync(published, 'utf8')).vectors
  : {};

/** A value of the example; empty where the example is not there. */
export const annexD = (name: string): Uint8Array => Uint8Array.from(Buffer.from(hex[name] ?? '', 'hex'));

export const annexDNames = Object.keys(hex);

/** The day on which every certificate and signature of the example is valid. */
export const annexDDay = Date.UTC(2020, 9, 15);
