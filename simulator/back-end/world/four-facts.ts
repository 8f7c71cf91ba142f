/**
 * Whether four facts that staff typed are a person's (氏名・生年月日・性別・住所又は保険者名). How the official search
 * compares them is not public; these rules are our design: strict in birth and sex, lenient in how a name or an address
 * is written.
 */

import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { Facts } from '../../../host-bridge/eligibility/search-operations.ts';
import { halfWidthKana } from './half-width-kana.ts';

/** Variants (異体字) that stand for the same name. A small list of frequent ones, ours. */
const variants: ReadonlyMap<string, string> = new Map(
  [
    '高髙',
    '崎﨑碕嵜',
    '吉𠮷',
    '辺邉邊',
    '浜濱濵',
    '斉齊斎齋',
    '沢澤',
    '島嶋嶌',
    '広廣',
    '徳德',
    '桜櫻',
    '柳栁',
    '瀬瀨',
    '橋𣘺',
  ].flatMap((group) => {
    const [plain = '', ...others] = Array.from(group);
    return others.map((other) => [other, plain] as const);
  }),
);

/** A character that was lost on its way to the insurer; it stands for any one. */
const lost = '●';

const withoutSpacesAndSelectors = (text: string): string =>
  text.normalize('NFKC').replaceAll(/\s|\p{Variation_Selector}/gu, '');

const plainName = (name: string): readonly string[] =>
  Array.from(withoutSpacesAndSelectors(name), (character) => variants.get(character) ?? character);

const katakana = (text: string): string =>
  text.replaceAll(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60));

const sameName = (typed: string, held: string): boolean => {
  const [a, b] = [plainName(typed), plainName(held)];
  return a.length === b.length && a.every((character, i) => character === b[i] || b[i] === lost);
};

/** Kana of either kind and width, as the record has them in half width. */
const sameReading = (typed: string, held: string): boolean =>
  halfWidthKana(katakana(withoutSpacesAndSelectors(typed))) === held.replaceAll(/\s/g, '');

const dashes = /[‐‑‒–—―−－ー-](?=\d)/g;

/** 1丁目2番3号 and 1-2-3 are the same place. */
const plainAddress = (address: string): string =>
  withoutSpacesAndSelectors(address)
    .replaceAll(/(?<=\d)(?:丁目|番地の|番地|番|号|の)(?=\d)/g, '-')
    .replaceAll(/(?<=\d)(?:丁目|番地|番|号)/g, '')
    .replaceAll(dashes, '-');

/** The one is how the other begins, and does not end within a number. */
const begins = (beginning: string, whole: string): boolean => {
  if (!whole.startsWith(beginning)) return false;
  const [last = '', next = ''] = [beginning.at(-1), whole.at(beginning.length)];
  return !(/\d/.test(last) && /\d/.test(next));
};

const sexCode: Readonly<Record<Facts['sex'], string>> = { male: '1', female: '2', unset: '3' };

/** @param record as the back end holds it of the person, with ● where an insurer has lost a character */
export function isWho({ name, birth, sex, address, insurer }: Facts, record: EligibilityRecord): boolean {
  const { Name, NameKana = '', Sex1, Birthdate, Address = '', InsurerName } = record;
  if (Birthdate !== birth) return false;
  // Somebody whose sex is not stated is found by either.
  if (Sex1 !== sexCode[sex] && Sex1 !== sexCode.unset) return false;
  if (!sameName(name, Name) && !sameReading(name, NameKana)) return false;
  if (address !== undefined && !begins(plainAddress(address), plainAddress(Address))) return false;
  return (
    insurer === undefined || withoutSpacesAndSelectors(insurer) === withoutSpacesAndSelectors(InsurerName)
  );
}
