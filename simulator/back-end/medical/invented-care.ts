/** What invented people suffer from, take and have done. Every name says that it is a specimen (見本). */

import type { EntryOf } from '../../../host-bridge/eligibility/medical-record.ts';

type Drug = Omit<EntryOf<'drugs'>['drugs'][number], 'code' | 'times'>;

/** What a condition brings with it, at each visit. */
export interface Condition {
  readonly disease: string;
  readonly act: string;
  readonly drugs: readonly Drug[];
}

export const conditions: readonly Condition[] = [
  {
    disease: '見本性高血圧症',
    act: '見本管理料',
    drugs: [
      {
        name: '見本錠５ｍｇ',
        ingredient: '見本ジピン',
        form: 'oral',
        quantity: 1,
        unit: '錠',
        usage: '１日１回　朝食後',
      },
    ],
  },
  {
    disease: '見本性脂質異常症',
    act: '見本検査判断料',
    drugs: [
      {
        name: '見本スタチン錠',
        ingredient: '見本スタチン',
        form: 'oral',
        quantity: 1,
        unit: '錠',
        usage: '１日１回　夕食後',
      },
    ],
  },
  {
    disease: '見本性胃炎',
    act: '見本再診料',
    drugs: [
      {
        name: '見本カプセル１０',
        ingredient: '見本プラゾール',
        form: 'oral',
        quantity: 2,
        unit: 'カプセル',
        usage: '１日２回　朝夕食後',
      },
      {
        name: '見本散１０％',
        ingredient: '見本散',
        form: 'oral',
        quantity: 1.5,
        unit: 'ｇ',
        usage: '１日３回　毎食後',
      },
    ],
  },
  {
    disease: '見本性鼻炎',
    act: '見本処置料',
    drugs: [
      {
        name: '見本点鼻液',
        ingredient: '見本ゾリン',
        form: 'external',
        quantity: 1,
        unit: '本',
        usage: '１日２回　点鼻',
      },
      {
        name: '見本口腔内崩壊錠',
        ingredient: '見本タジン',
        form: 'oral',
        quantity: 1,
        unit: '錠',
        usage: '１日１回　就寝前',
      },
    ],
  },
  {
    disease: '見本性腰痛症',
    act: '見本注射料',
    drugs: [
      {
        name: '見本テープ２０ｍｇ',
        ingredient: '見本プロフェン',
        form: 'external',
        quantity: 7,
        unit: '枚',
        usage: '１日１回　腰',
      },
    ],
  },
];

export const operations: readonly { readonly disease: string; readonly name: string }[] = [
  { disease: '見本性虫垂炎', name: '見本切除術（見本）' },
  { disease: '見本性白内障', name: '見本再建術（見本）' },
  { disease: '見本骨折', name: '見本整復固定術（見本）' },
];

export const clinics = ['見本診療所', '見本内科クリニック', '見本総合病院', '見本整形外科'] as const;
export const pharmacies = ['見本薬局', '見本駅前薬局'] as const;

interface CheckupItem {
  readonly name: string;
  readonly unit: string;
  /** The smallest value, and how many above it there are. */
  readonly least: number;
  readonly spread: number;
}

/** Quantities that a check-up measures; the values are drawn, and nobody's. */
export const measured: readonly CheckupItem[] = [
  { name: '身長（見本）', unit: 'cm', least: 145, spread: 40 },
  { name: '体重（見本）', unit: 'kg', least: 42, spread: 45 },
  { name: '腹囲（見本）', unit: 'cm', least: 62, spread: 40 },
  { name: '収縮期血圧（見本）', unit: 'mmHg', least: 98, spread: 60 },
  { name: '拡張期血圧（見本）', unit: 'mmHg', least: 58, spread: 40 },
  { name: '中性脂肪（見本）', unit: 'mg/dl', least: 45, spread: 160 },
  { name: '空腹時血糖（見本）', unit: 'mg/dl', least: 75, spread: 50 },
];

/** Questions with coded answers, `1` first. */
export const asked: readonly { readonly name: string; readonly answers: readonly string[] }[] = [
  { name: '喫煙（見本）', answers: ['はい', 'いいえ'] },
  { name: 'メタボリックシンドローム判定（見本）', answers: ['基準該当', '予備群該当', '非該当'] },
];

/** People are invited to a check-up from this age. */
export const checkupAge = 40;
