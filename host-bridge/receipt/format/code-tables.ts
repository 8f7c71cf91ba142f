/**
 * The codes that elements of the receipt computer's files may hold. The numbers of the tables and their values are those
 * of public programs; where a value or its number is our reading, the table's basis says so.
 */

import type { Basis } from './basis.ts';
import type { Words } from './words.ts';

export interface CodeTable {
  /** The element that it is for, or what it is about where no element of ours holds it. */
  readonly about: Words;
  readonly values: Readonly<Record<string, Words>>;
  readonly basis: Basis;
  /** What was chosen where sources differ, or what of it is our reading. */
  readonly note?: Words;
}

const yes = { en: 'agreed', ja: '同意' };
const no = { en: 'not agreed', ja: '未同意' };
const orderOnly = {
  en: 'its number follows from the order in which the tables are named',
  ja: '表の番号は並び順からの推定',
};
const appliesOrNot = { '01': { en: 'applies', ja: '該当' }, '02': { en: 'does not apply', ja: '非該当' } };
const appliesOrNotNote = {
  en: 'that 01 applies and 02 does not is inferred; so is its number, from the order of the tables',
  ja: '01 が該当、02 が非該当であること、および表の番号は推定',
};

export const codeTables = {
  '001': {
    about: { en: 'consent to the payment limit', ja: '限度額適用認定証提供同意フラグ' },
    values: { '0': no, '1': yes },
    basis: 'consumers',
  },
  '002': {
    about: { en: 'what was asked with', ja: '照会区分' },
    values: {
      '1': { en: 'My Number Card', ja: 'マイナンバーカード' },
      '2': { en: 'numbers of the insurance card', ja: '被保険者証情報' },
    },
    basis: 'consumers',
  },
  '003': {
    about: { en: 'how the request ended', ja: '処理結果区分' },
    values: {
      '1': { en: 'done', ja: '正常終了' },
      '2': { en: 'under way', ja: '処理中' },
      '9': { en: 'failed', ja: '異常終了' },
    },
    basis: 'chosen',
    note: {
      en: 'comments in one program have 3 for failed; two others have 9',
      ja: '異常終了を 3 とする資料が一つ、9 とする資料が二つ',
    },
  },
  '004': {
    about: { en: 'how the confirmation ended', ja: '処理結果状況' },
    values: { '1': { en: 'done', ja: '正常終了' }, '2': { en: 'error', ja: 'エラー' } },
    basis: 'consumers',
  },
  '005': {
    about: { en: 'encoding of the file', ja: '文字コード識別' },
    values: { '0': { en: 'UTF-8', ja: 'UTF-8' }, '1': { en: 'Shift_JIS', ja: 'Shift_JIS' } },
    basis: 'chosen',
    note: {
      en: 'one table has 1 and 2; programs and sample files have 0 and 1',
      ja: '1・2 とする表が一つ。プログラムと実例のファイルは 0・1',
    },
  },
  '006': {
    about: { en: 'validity of the eligibility', ja: '資格有効性' },
    values: {
      '1': { en: 'valid', ja: '有効' },
      '2': { en: 'not valid', ja: '無効' },
      '3': { en: 'not valid, a newer one exists', ja: '無効（新しい資格あり）' },
      '4': { en: 'none found', ja: '該当資格なし' },
      '5': { en: 'several found (insurance only)', ja: '複数該当（医療保険のみ）' },
      '6': { en: 'valid, not registered (medical aid only)', ja: '有効（未登録）（医療扶助のみ）' },
    },
    basis: 'chosen',
    note: {
      en: 'one program ends with 5, another has 6; 6 is taken for medical aid (A1) only',
      ja: '5 までの資料と 6 までの資料がある。6 は医療扶助（A1）に限る',
    },
  },
  '007': {
    about: { en: 'sex', ja: '性別' },
    values: {
      '1': { en: 'male', ja: '男' },
      '2': { en: 'female', ja: '女' },
      '3': { en: 'not set', ja: '未設定' },
    },
    basis: 'consumer',
  },
  '008': {
    about: { en: 'why the eligibility was lost', ja: '資格喪失事由' },
    values: {
      '01': { en: 'death', ja: '死亡' },
      '02': { en: 'public assistance begun', ja: '生活保護受給開始' },
      '03': { en: 'other insurance acquired', ja: '医療保険等の資格取得' },
      '99': { en: 'other', ja: 'その他' },
    },
    basis: 'chosen',
    note: {
      en: 'one table repeats the words of 03 for 99, which looks like a slip',
      ja: '99 に 03 と同じ文言を置く表が一つある（誤記とみなす）',
    },
  },
  '009': {
    about: { en: 'insured person or family', ja: '本人・家族の別' },
    values: { '1': { en: 'insured person', ja: '本人' }, '2': { en: 'family', ja: '家族' } },
    basis: 'consumer',
  },
  '010': {
    about: { en: 'kind of insurance card', ja: '被保険者証区分' },
    values: {
      '01': { en: 'general', ja: '一般' },
      '02': { en: 'retired', ja: '退職' },
      '03': { en: 'short-term (general)', ja: '短期（一般）' },
      '04': { en: 'short-term (retired)', ja: '短期（退職）' },
      '05': {
        en: 'special medical expenses (formerly certificate of qualification)',
        ja: '特別療養費支給対象者（旧：資格証明書）',
      },
      '06': { en: 'special retired', ja: '特例退職' },
      '07': { en: 'self-defence official', ja: '自衛官' },
      A1: { en: 'medical aid', ja: '医療扶助' },
    },
    basis: 'consumers',
    note: {
      en: 'codes abolished on 2024-12-02 still appear for earlier days',
      ja: '2024年12月2日に廃止されたコードも、以前の日付では現れる',
    },
  },
  '011': {
    about: { en: 'kind of limit certificate', ja: '限度額適用認定証区分' },
    values: {
      '01': { en: 'limit', ja: '限度額適用認定証' },
      '02': { en: 'limit and reduced standard share', ja: '限度額適用・標準負担額減額認定証' },
      '03': { en: 'reduced standard share', ja: '標準負担額減額認定証' },
    },
    basis: 'consumer',
  },
  '012': {
    about: { en: 'limit category', ja: '限度額適用認定証適用区分' },
    values: {
      A01: { en: 'under 70: a (ア)', ja: 'ア' },
      A02: { en: 'under 70: i (イ)', ja: 'イ' },
      A03: { en: 'under 70: u (ウ)', ja: 'ウ' },
      A04: { en: 'under 70: e (エ)', ja: 'エ' },
      A05: { en: 'under 70: o (オ)', ja: 'オ' },
      A06: { en: 'under 70: o, borderline', ja: 'オ（境）' },
      B01: { en: 'from 70: with working income III', ja: '現役並みⅢ' },
      B02: { en: 'from 70: with working income II', ja: '現役並みⅡ' },
      B03: { en: 'from 70: with working income I', ja: '現役並みⅠ' },
      B04: { en: 'from 70: general', ja: '一般' },
      B05: { en: 'from 70: low income II', ja: '低所得Ⅱ' },
      B06: { en: 'from 70: low income I', ja: '低所得Ⅰ' },
      B07: { en: 'from 70: low income I, old-age welfare pension', ja: '低所得Ⅰ（老福）' },
      B08: { en: 'from 70: low income I, borderline', ja: '低所得Ⅰ（境）' },
      B09: { en: 'from 75: general II', ja: '一般Ⅱ' },
      B10: { en: 'from 75: general I', ja: '一般Ⅰ' },
    },
    basis: 'consumers',
    note: {
      en: 'A01 and A05 are stated; the others follow the printed order of the council paper',
      ja: 'A01 と A05 は明記があり、ほかは審議会資料の並び順による',
    },
  },
  '013': {
    about: { en: 'specific disease', ja: '特定疾病療養受療証認定疾病区分' },
    values: {
      '1': { en: 'chronic kidney failure (dialysis)', ja: '慢性腎不全（透析）' },
      '2': { en: 'haemophilia (factor VIII, IX)', ja: '血友病等（第VIII・IX因子）' },
      '3': { en: 'HIV from blood products', ja: '血液製剤による HIV' },
    },
    basis: 'consumer',
  },
  '015': {
    about: { en: 'before school', ja: '未就学区分' },
    values: { '1': { en: 'before school', ja: '未就学該当' } },
    basis: 'chosen',
    note: {
      en: 'one table has 1 and 2; two others only 1',
      ja: '1・2 とする表が一つ、1 だけとする資料が二つ',
    },
  },
  '016': {
    about: { en: 'consent', ja: '同意区分' },
    values: {
      '0': { en: 'none', ja: '同意なし' },
      '1': { en: 'given', ja: '同意あり' },
      '2': {
        en: 'expired (home-visit and online interfaces only)',
        ja: '有効期限切れ（訪問・オンラインのみ）',
      },
      '3': { en: 'could not be had (emergency interface only)', ja: '取得困難（救急時のみ）' },
    },
    basis: 'chosen',
    note: {
      en: 'for specific diseases programs have 0–2 or 0–3; in files of a check at the desk only 0 and 1 are taken',
      ja: '特定疾病は 0〜2 と 0〜3 の資料がある。窓口の資格確認のファイルでは 0 と 1 だけとする',
    },
  },
  '017': {
    about: { en: 'form of the prescription', ja: '処方箋発行形態' },
    values: { '1': { en: 'electronic', ja: '電子処方箋' }, '2': { en: 'paper', ja: '紙の処方箋' } },
    basis: 'consumers',
  },
  '018': {
    about: { en: 'kind of ticket', ja: '医療券・調剤券別' },
    values: {
      '01': { en: 'medical ticket', ja: '医療券' },
      '02': { en: 'dispensing ticket', ja: '調剤券' },
    },
    basis: 'inferred',
    note: {
      en: 'values stated; which is which, and its number, are inferred',
      ja: '値は資料にあり、意味の割り当てと表の番号は推定',
    },
  },
  '019': {
    about: { en: 'kind of treatment', ja: '診療別' },
    values: {
      '01': { en: 'kind 01', ja: '01' },
      '02': { en: 'kind 02', ja: '02' },
      '03': { en: 'kind 03', ja: '03' },
      '04': { en: 'kind 04', ja: '04' },
      '05': { en: 'kind 05', ja: '05' },
    },
    basis: 'inferred',
    note: {
      en: `values stated, their meaning not; ${orderOnly.en}`,
      ja: `値は資料にあり、意味は不明。${orderOnly.ja}`,
    },
  },
  '020': {
    about: { en: 'alone or beside other insurance', ja: '単独・併用別' },
    values: { '1': { en: 'alone', ja: '単独' }, '2': { en: 'combined', ja: '併用' } },
    basis: 'inferred',
    note: {
      en: 'the words are stated; values and number are inferred',
      ja: '語は資料にあり、値と表の番号は推定',
    },
  },
  '021': {
    about: { en: "employees' insurance", ja: '社会保険状況' },
    values: { '0': { en: 'none', ja: 'なし' }, '1': { en: 'insured', ja: 'あり' } },
    basis: 'inferred',
    note: {
      en: 'the words are stated; values and number are inferred',
      ja: '語は資料にあり、値と表の番号は推定',
    },
  },
  '022': {
    about: { en: 'inconsistency', ja: '不整合フラグ' },
    values: { '1': { en: 'inconsistent', ja: '不整合' } },
    basis: 'consumer',
    note: orderOnly,
  },
  '023': {
    about: { en: 'infectious diseases act', ja: '感染症法の状況' },
    values: appliesOrNot,
    basis: 'inferred',
    note: appliesOrNotNote,
  },
  '024': {
    about: { en: 'medical care of the elderly', ja: '後期高齢者医療の状況' },
    values: appliesOrNot,
    basis: 'inferred',
    note: appliesOrNotNote,
  },
  '025': {
    about: { en: "prefecture's expenses", ja: '都道府県費の状況' },
    values: appliesOrNot,
    basis: 'inferred',
    note: appliesOrNotNote,
  },
  '026': {
    about: { en: 'designated institution', ja: '指定医療機関フラグ' },
    values: { '0': { en: 'this one', ja: '一致' }, '1': { en: 'another', ja: '不一致' } },
    basis: 'consumer',
    note: orderOnly,
  },
  '028': {
    about: { en: 'kind of care', ja: '診療区分' },
    values: {
      '1': { en: 'out-patient', ja: '外来' },
      '2': { en: 'home visit', ja: '訪問診療等' },
      '3': { en: 'online', ja: 'オンライン診療等' },
      '4': { en: 'emergency', ja: '救急時' },
    },
    basis: 'consumer',
  },
  '031': {
    about: { en: 'why a consent ended', ja: '同意期限切れ理由' },
    values: {
      '0': { en: 'see the notes of the source', ja: '資料の注記による' },
      '1': { en: 'withdrawn by the institution', ja: '医療機関による取消' },
      '2': { en: 'withdrawn by the patient', ja: '患者による取消' },
      '3': { en: 'another use', ja: '用途変更' },
    },
    basis: 'consumer',
  },
  '036': {
    about: { en: 'kind of information consented to', ja: '閲覧同意情報種別' },
    values: {
      TSR: { en: 'specific diseases', ja: '特定疾病' },
      TKK: { en: 'check-ups', ja: '健診' },
      YZK: { en: 'drugs and prescriptions', ja: '薬剤・処方' },
      SRJ: { en: 'treatment, allergies, tests', ja: '診療・アレルギー・検査' },
      SHJ: { en: 'surgery, diagnoses, infections', ja: '手術・傷病名・感染症' },
    },
    basis: 'consumer',
  },
  '038': {
    about: { en: 'use of electronic prescriptions', ja: '電子処方箋利用区分' },
    values: {
      '0': { en: 'not used', ja: '使わない' },
      '1': { en: 'electronic only', ja: '電子のみ' },
      '2': { en: 'both', ja: '併用' },
      '3': { en: 'paper only', ja: '紙のみ' },
    },
    basis: 'consumer',
  },
  '039': {
    about: { en: 'when the form of the prescription is chosen', ja: '処方箋形態の選択タイミング' },
    values: {
      '1': { en: 'not at the check', ja: '資格確認時以外' },
      '2': { en: 'at the check', ja: '資格確認時' },
    },
    basis: 'consumer',
  },
} as const satisfies Record<string, CodeTable>;

export type CodeTableId = keyof typeof codeTables;

/** The codes of the table in order: of an object, keys that look like numbers come first, however it is written. */
export const codesIn = (id: CodeTableId): readonly string[] => Object.keys(codeTables[id].values).sort();

/** Whether `text` is a code of the table. */
export const isCode = (id: CodeTableId, text: string): boolean => Object.hasOwn(codeTables[id].values, text);
