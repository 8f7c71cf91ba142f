/**
 * The shares by which a town is made: how old its people are, how they live and are insured, what situations they come
 * in. Each table says where its figures come from; only proportions count. What is marked as ours is chosen so that a
 * test bench meets every situation, and says nothing about Japan.
 */

import type { Shares } from './drawing.ts';

export interface ShareTable<K extends string = string> {
  readonly about: string;
  readonly source: string;
  readonly of: Shares<K>;
}

const table = <const K extends string>(about: string, source: string, of: Shares<K>): ShareTable<K> => ({
  about,
  source,
  of,
});

const ours = 'ours';

/** Years that an age group spans. */
export const yearsInGroup = 5;

export const shares = {
  ageGroups: table(
    'people by age, years that a group begins with, per mille',
    '人口推計, Statistics Bureau, 2023-10-01: 11.4 % below 15, 59.5 % from 15 to 64, 29.1 % from 65, 16.1 % from 75; between them ours',
    {
      '0': 32,
      '5': 39,
      '10': 43,
      '15': 44,
      '20': 50,
      '25': 52,
      '30': 51,
      '35': 57,
      '40': 62,
      '45': 74,
      '50': 77,
      '55': 66,
      '60': 62,
      '65': 59,
      '70': 71,
      '75': 61,
      '80': 48,
      '85': 32,
      '90': 16,
      '95': 4,
    },
  ),
  womenFrom: table('women among people of an age and above, per cent', ours, { '0': 49, '65': 52, '75': 60 }),
  households: table(
    'households by form, per cent; they come out of who marries and who lives with parents, so they are met roughly',
    '国民生活基礎調査, Ministry of Health, Labour and Welfare, 2022',
    {
      alone: 32.9,
      couple: 24.5,
      coupleWithChildren: 25.8,
      oneParent: 6.8,
      threeGenerations: 3.8,
      other: 6.2,
    },
  ),
  insurers: table(
    'people by insurer, ten thousand; they come out of ages and households, so they are met roughly',
    '各保険者の比較, Ministry of Health, Labour and Welfare, 2020-03; medical aid ours',
    { association: 4044, society: 2884, mutualAid: 854, municipal: 2660, elderly: 1803, medicalAid: 200 },
  ),
  workingInsurers: table('people below 65 with work of their own, by insurer', ours, {
    association: 44,
    society: 29,
    mutualAid: 8,
    municipal: 19,
  }),
  retiredInsurers: table('people from 65 to 74, by insurer', ours, {
    municipal: 74,
    association: 17,
    society: 7,
    mutualAid: 2,
  }),
  /** Codes of 限度額適用区分; the ratio (一部負担金割合) follows from age and category. */
  limitsBelow70: table('people below 70 by limit category', ours, {
    A01: 4,
    A02: 9,
    A03: 33,
    A04: 37,
    A05: 16.5,
    A06: 0.5,
  }),
  limitsFrom70: table('people from 70 to 74 by limit category', ours, {
    B01: 1.5,
    B02: 1.5,
    B03: 7,
    B04: 60,
    B05: 20,
    B06: 9,
    B07: 0.5,
    B08: 0.5,
  }),
  limitsFrom75: table(
    'people from 75 by limit category',
    'a fifth at 2割 (B09), as was foreseen for 2022-10; the others ours',
    { B01: 2, B02: 2, B03: 3, B09: 20, B10: 41, B05: 19, B06: 12, B07: 0.5, B08: 0.5 },
  ),
  limitKnown: table('insured people of whom the insurer has told a limit category', ours, {
    yes: 60,
    no: 40,
  }),
  registered: table(
    '健康保険証利用登録 of people with a card, per cent',
    'Health Insurance Bureau, Ministry of Health, Labour and Welfare, 2025-09-30: 87.4 % of holders',
    { yes: 87.4, no: 12.6 },
  ),
  validities: table('people by 資格有効性 (6 is medical aid without registration)', ours, {
    '1': 968,
    '2': 12,
    '3': 12,
    '4': 5,
    '5': 3,
  }),
  moved: table('people from 23 to 74 of whom an earlier insurer has told too', ours, { yes: 15, no: 85 }),
  certificates: table('user certificates by how long they last', ours, {
    good: 915,
    expiring: 40,
    grace: 20,
    expired: 25,
  }),
  certificateStatuses: table('user certificates by what became of them', ours, {
    good: 985,
    revoked: 4,
    suspended: 5,
    returned: 4,
    'voluntarily-revoked': 2,
  }),
  cards: table('cards by kind; another card than a My Number Card nobody of a town has', ours, {
    'my-number': 977,
    'face-only': 10,
    next: 10,
    broken: 3,
  }),
  pinTries: table('tries of the PIN left, of cards with a PIN', ours, { '3': 965, '2': 20, '1': 8, '0': 7 }),
  phones: table('people from 15 to 74 by phone with the user certificate in it', ours, {
    none: 88,
    android: 5,
    iphone: 7,
  }),
  recipientCertificatesOfChildren: table('people below 18 with 医療費助成', ours, { yes: 90, no: 10 }),
  recipientCertificates: table('people from 18 with 医療費助成', ours, { yes: 5, no: 95 }),
  specificDiseases: table('people from 20 by 特定疾病 (none, or its category)', ours, {
    none: 9950,
    '1': 40,
    '2': 7,
    '3': 3,
  }),
  names: table('families by how their name is written', ours, { plain: 97, old: 3 }),
} as const satisfies Readonly<Record<string, ShareTable>>;
