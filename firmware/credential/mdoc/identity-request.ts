/**
 * What this reader asks an mdoc for: the four facts (氏名、生年月日、性別、住所) and nothing else. That a facility checks
 * in with them is our reading: nothing public says how an mdoc is used at a reception.
 */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { type Day, daysIn } from '../../calendar.ts';
import type { ItemsRequest } from './device-request.ts';
import type { KeptItem } from './kept-cbor.ts';
import type { JudgedElements } from './response-judgement.ts';

/** The mdoc of a My Number Card in a phone. */
export const mncDocType = 'org.iso.23220.1.jp.mnc';
export const mncNameSpaces = { international: 'org.iso.23220.1', japanese: 'org.iso.23220.1.jp' } as const;

/** Of each fact the namespace and the element that holds it. Where both namespaces hold one, the one with fewer spellings. */
export const factElements = {
  name: [mncNameSpaces.japanese, 'full_name_unicode'],
  birthDate: [mncNameSpaces.international, 'birth_date'],
  sex: [mncNameSpaces.international, 'sex'],
  address: [mncNameSpaces.japanese, 'resident_address_unicode'],
} as const;

/** Nothing is kept: the facts go to the back end once, and are forgotten with the visit. */
const intentToRetain = false;

export const identityRequest: ItemsRequest = {
  docType: mncDocType,
  elements: byNameSpace(Object.values(factElements)),
};

function byNameSpace(elements: readonly (readonly [string, string])[]): ItemsRequest['elements'] {
  const grouped = new Map<string, Map<string, boolean>>();
  for (const [nameSpace, element] of elements) {
    const group = grouped.get(nameSpace) ?? new Map<string, boolean>();
    grouped.set(nameSpace, group.set(element, intentToRetain));
  }
  return grouped;
}

/** 氏名、生年月日、性別、住所 as the issuer signed them. */
export interface FourFacts {
  readonly name: string;
  readonly birthDate: Day;
  readonly sex: 'male' | 'female' | 'unset';
  readonly address: string;
}

/** ISO/IEC 5218: 0 not known, 1 male, 2 female, 9 not applicable. */
const sexes = new Map<unknown, FourFacts['sex']>([
  [0, 'unset'],
  [1, 'male'],
  [2, 'female'],
  [9, 'unset'],
]);
/** Letters of a name or an address: more than any has. */
const longestText = 300;

/** EMU-366: a value that is none. @param elements as `judgeDeviceResponse` gives them for `identityRequest` */
export function fourFactsIn(elements: JudgedElements): Result<FourFacts> {
  const elementOf = ([nameSpace, element]: readonly [string, string]): KeptItem | undefined =>
    elements.get(nameSpace)?.get(element);
  const name = textOf(elementOf(factElements.name));
  if (name === null) return refuse('EMU-366', { element: factElements.name[1] });
  const birthDate = dayOf(elementOf(factElements.birthDate));
  if (birthDate === null) return refuse('EMU-366', { element: factElements.birthDate[1] });
  const written = elementOf(factElements.sex);
  const sex = written?.kind === 'integer' ? sexes.get(written.value) : undefined;
  if (sex === undefined) return refuse('EMU-366', { element: factElements.sex[1] });
  const address = textOf(elementOf(factElements.address));
  if (address === null) return refuse('EMU-366', { element: factElements.address[1] });
  return ok({ name, birthDate, sex, address });
}

const textOf = (item: KeptItem | undefined): string | null =>
  item?.kind === 'text' && item.value.length > 0 && item.value.length <= longestText ? item.value : null;

const fullDateTag = 1004;

/** `full-date` (RFC 8943); null where there is no such day. */
function dayOf(item: KeptItem | undefined): Day | null {
  const text =
    item?.kind === 'tag' && item.tag === fullDateTag && item.content.kind === 'text'
      ? item.content.value
      : '';
  const written = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (written === undefined) return null;
  const [year = 0, month = 0, day = 0] = written;
  return day >= 1 && day <= daysIn(year, month) ? { year, month, day } : null;
}
