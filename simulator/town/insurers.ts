/**
 * The insurers of a town. Their numbers (保険者番号) are right in form, check digit and all, and of a prefecture 99 that
 * does not exist, so that they are nobody's.
 */

import type { Drawing } from './drawing.ts';
import type { shares } from './shares.ts';

export type InsurerKind = keyof typeof shares.insurers.of;

export interface Insurer {
  readonly number: string;
  readonly name: string;
}

const noPrefecture = '99';

/** 検証番号: the digits from the right times 2, 1, 2 …, what their digits add up to, filled up to a ten. */
export function withCheckDigit(digits: string): string {
  let sum = 0;
  for (const [i, digit] of [...digits].reverse().entries()) {
    const times = Number(digit) * (i % 2 === 0 ? 2 : 1);
    sum += times > 9 ? times - 9 : times;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** @param law 法別番号, two digits; none for 国民健康保険 */
const insurer = (law: string, serial: number, name: string): Insurer => ({
  number: withCheckDigit(`${law}${noPrefecture}${String(serial).padStart(3, '0')}`),
  name,
});

const societies = [
  '見本電機',
  '見本鉄道',
  '見本食品',
  '見本製鋼',
  '見本印刷',
  '見本商事',
  '見本銀行',
  '見本建設',
];
const municipalities = ['見本市', '東見本町', '西見本村'];

const insurers: Readonly<Record<InsurerKind, readonly Insurer[]>> = {
  association: [insurer('01', 1, '全国健康保険協会見本支部')],
  society: societies.map((company, i) => insurer('06', i + 1, `${company}健康保険組合`)),
  mutualAid: [
    insurer('31', 1, '見本省共済組合'),
    insurer('32', 1, '見本県職員共済組合'),
    insurer('34', 1, '見本学校職員共済組合'),
  ],
  municipal: [
    ...municipalities.map((place, i) => insurer('', i + 1, `${place}国民健康保険`)),
    insurer('', 301, '見本医師国民健康保険組合'),
  ],
  elderly: [insurer('39', 1, '見本県後期高齢者医療広域連合')],
  medicalAid: [insurer('12', 1, '見本市福祉事務所')],
};

/** Among 国民健康保険 the town's own, nearly always. */
const fromElsewhere = 0.05;

export const insurerOf = (draw: Drawing, kind: InsurerKind): Insurer =>
  kind === 'municipal' && !draw.chance(fromElsewhere)
    ? (insurers.municipal[0] as Insurer)
    : draw.one(insurers[kind]);

/** Which kind an insurer of a town is of; null: of none. */
export const kindOfInsurer = (number: string): InsurerKind | null =>
  (Object.keys(insurers) as InsurerKind[]).find((kind) =>
    insurers[kind].some((insurer) => insurer.number === number),
  ) ?? null;
