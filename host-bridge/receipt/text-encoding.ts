/**
 * The two encodings a facility may choose for its files (REQ-39), and what becomes of a character that one of
 * them lacks (REQ-45). Leaves the XML itself to face-file.ts.
 */

import iconv from 'iconv-lite';
import type { Facility } from '../facility.ts';

export type Encoding = Facility['encoding'];

/** What the file says of its own bytes; declaration, bytes and identifier must agree. */
export const encodings = {
  'utf-8': { declared: 'UTF-8', identifier: '0' },
  shift_jis: { declared: 'Shift_JIS', identifier: '1' },
} as const satisfies Record<Encoding, { declared: string; identifier: string }>;

const missing = '●';

/** Neither XML 1.0 nor a receipt computer takes these: control characters, halves of surrogate pairs, non-characters. */
const unfit = /(?![\t\r\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** One character as a person counts it: variation selectors and combining marks belong to what they follow. */
const beyondAscii = /\P{ASCII}\p{M}*/gu;

/**
 * Characters of JIS X 0208 for which JIS's own table and CP932's name different code points. The encoder knows
 * CP932's only; the bytes are the same.
 */
const namedOtherwise = new Map([
  ['〜', '～'],
  ['−', '－'],
  ['‖', '∥'],
  ['—', '―'],
  ['¢', '￠'],
  ['£', '￡'],
  ['¬', '￢'],
]);

const known = new Map<string, string>();

function toRepertoire(character: string): string {
  let replaced = known.get(character);
  if (replaced === undefined) {
    const candidate = namedOtherwise.get(character) ?? character;
    replaced = isInRepertoire(candidate) ? candidate : missing;
    // Sequences are not kept: there is no end to them, single characters are few.
    if (character.length === 1) known.set(character, replaced);
  }
  return replaced;
}

/**
 * JIS X 0208 and the half-width katakana of JIS X 0201. The library's Shift_JIS is CP932, whose extensions
 * (NEC row 13, NEC-selected and IBM characters, user-defined rows: 髙 﨑 ① …) do not belong (REQ-46).
 */
function isInRepertoire(character: string): boolean {
  if (character.length !== 1) return false;
  const bytes = iconv.encode(character, 'Shift_JIS');
  const lead = bytes[0] ?? 0;
  if (bytes.length === 1) return lead >= 0xa1 && lead <= 0xdf;
  return lead !== 0x87 && lead <= 0xea;
}

/**
 * @returns the bytes of `text`; what the encoding lacks is one ● a character, however many code points it has.
 * In UTF-8 only what XML itself forbids is lost.
 */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  const fit = text.replace(unfit, missing);
  return encoding === 'utf-8'
    ? Buffer.from(fit, 'utf8')
    : iconv.encode(fit.replace(beyondAscii, toRepertoire), 'Shift_JIS');
}
