/** A person of a town in a few words, for lists: age, insurer, and whatever is out of the ordinary. */

import type { PersonEntry } from '../people/person.ts';
import type { Insured } from './insurance.ts';
import type { InsurerKind } from './insurers.ts';
import type { Situation } from './situation.ts';

type Words = PersonEntry['about'];

export const insurerWords: Readonly<Record<InsurerKind, Words>> = {
  association: { en: 'Japan Health Insurance Association', ja: '協会けんぽ' },
  society: { en: 'society of a company', ja: '健保組合' },
  mutualAid: { en: 'mutual aid association', ja: '共済組合' },
  municipal: { en: 'National Health Insurance', ja: '国民健康保険' },
  elderly: { en: 'medical care for the elderly', ja: '後期高齢者医療' },
  medicalAid: { en: 'medical aid', ja: '医療扶助' },
};

/** Whatever is out of the ordinary about somebody, in words; the picture of a town counts the same. */
export const unusual: readonly { readonly words: Words; readonly is: (met: Situation) => boolean }[] = [
  {
    words: { en: 'certificate ends soon', ja: '電子証明書の期限が近い' },
    is: (met) => met.certificateState === 'expiring',
  },
  { words: { en: 'in grace', ja: '猶予期間中' }, is: (met) => met.certificateState === 'grace' },
  {
    words: { en: 'certificate expired', ja: '電子証明書の期限切れ' },
    is: (met) => met.certificateState === 'expired',
  },
  {
    words: { en: 'certificate revoked', ja: '電子証明書の失効' },
    is: (met) => met.status === 'revoked' || met.status === 'voluntarily-revoked',
  },
  { words: { en: 'card suspended', ja: 'カードの一時停止' }, is: (met) => met.status === 'suspended' },
  { words: { en: 'card returned', ja: 'カードの返納' }, is: (met) => met.status === 'returned' },
  {
    words: { en: 'face-only card', ja: '顔認証マイナンバーカード' },
    is: (met) => met.cardSort === 'face-only',
  },
  { words: { en: 'next card', ja: '次期カード' }, is: (met) => met.cardSort === 'next' },
  { words: { en: 'broken card', ja: '壊れたカード' }, is: (met) => met.cardSort === 'broken' },
  { words: { en: 'PIN locked', ja: '暗証番号のロック' }, is: (met) => met.pinTriesLeft === 0 },
  {
    words: { en: 'wrong PINs left standing', ja: '暗証番号の誤りが残る' },
    is: (met) => met.pinTriesLeft === 1 || met.pinTriesLeft === 2,
  },
  { words: { en: 'with an Android phone', ja: 'Android も使う' }, is: (met) => met.phone === 'android' },
  { words: { en: 'with an iPhone', ja: 'iPhone も使う' }, is: (met) => met.phone === 'iphone' },
  { words: { en: 'not registered', ja: '利用登録なし' }, is: (met) => !met.registered },
  { words: { en: 'insurance over (2)', ja: '資格無効（2）' }, is: (met) => met.validity === '2' },
  { words: { en: 'newer insurance (3)', ja: '新しい資格あり（3）' }, is: (met) => met.validity === '3' },
  { words: { en: 'no insurance found (4)', ja: '該当資格なし（4）' }, is: (met) => met.validity === '4' },
  { words: { en: 'several insurances (5)', ja: '複数該当（5）' }, is: (met) => met.validity === '5' },
  { words: { en: 'valid, not registered (6)', ja: '有効・未登録（6）' }, is: (met) => met.validity === '6' },
  {
    words: { en: 'recipient certificate', ja: '医療費助成の受給者証' },
    is: (met) => met.recipientCertificates,
  },
  { words: { en: 'specific disease', ja: '特定疾病' }, is: (met) => met.specificDisease !== 'none' },
];

const joined = (words: readonly Words[]): Words => ({
  en: words.map(({ en }) => en).join(', '),
  ja: words.map(({ ja }) => ja).join('、'),
});

const sexes = { male: { en: 'male', ja: '男' }, female: { en: 'female', ja: '女' } } as const;

export const aboutOf = ({ resident: { age, sex }, kind }: Insured, met: Situation): Words =>
  joined([
    { en: `${age}, ${sexes[sex].en}`, ja: `${age}歳${sexes[sex].ja}` },
    insurerWords[kind],
    ...unusual.filter(({ is }) => is(met)).map(({ words }) => words),
  ]);
