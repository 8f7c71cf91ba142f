/** The figures of an evaluation as lines for people, headed by what they are and are not. */

import type { Language } from '../../../protocol/errors.ts';
import type { ErrorRate } from './error-rate.ts';
import type { FaceFigures } from './figures.ts';

/** Whose faces and whose matcher: what may be said of the figures depends on it. */
export type Origin = 'synthetic' | 'handed-in';

export const heading: Readonly<Record<Origin, Readonly<Record<Language, string>>>> = {
  synthetic: {
    en: 'SYNTHETIC FACES OF AN EMULATOR. These figures are invented by a model; they say nothing about any device, product or person.',
    ja: '【エミュレーターの架空の顔】この数値はモデルが作ったものです。実在の機器・製品・人物の精度を示すものではありません。',
  },
  'handed-in': {
    en: 'PICTURES AND PROGRAM WERE HANDED IN. The emulator only counts: it knows neither, and this is no certified evaluation of any device.',
    ja: '【持ち込みの画像とプログラム】エミュレーターは数えるだけで、内容を確認していません。機器の認証された評価ではありません。',
  },
};

const words = {
  en: {
    thresholds: 'Thresholds',
    similarity: 'similarity',
    attack: 'attack',
    quality: 'quality',
    comparison: 'Comparison, in the forms of ISO/IEC 19795-1',
    attacks: 'Presentation attacks, in the forms of ISO/IEC 30107-3',
    fte: 'FTE   photographs without a usable face',
    fta: 'FTA   pictures of persons that could not be used',
    fmr: 'FMR   false matches among non-mated comparisons',
    fnmr: 'FNMR  false non-matches among mated comparisons',
    far: 'FAR   others let in by the whole decision',
    frr: 'FRR   persons turned away by the whole decision',
    det: 'DET   similarity from   FMR        FNMR',
    bpcer: 'BPCER persons taken for attacks',
    bpnrr: 'BPNRR persons without an answer',
    apcer: 'APCER taken for a person',
    apnrr: 'APNRR without an answer',
    iapar: 'IAPAR let in by the whole decision',
    worst: 'Highest APCER',
    none: 'none',
    of: 'of',
    ruleOfThree: 'rule of three',
    exact: 'Clopper-Pearson',
    independence: 'Intervals are of 95 %, and take the attempts for independent of each other.',
  },
  ja: {
    thresholds: 'しきい値',
    similarity: '類似度',
    attack: '攻撃らしさ',
    quality: '品質',
    comparison: '照合（ISO/IEC 19795-1 の形式）',
    attacks: '提示型攻撃（ISO/IEC 30107-3 の形式）',
    fte: 'FTE   顔が使えなかった写真',
    fta: 'FTA   使えなかった本人・他人の撮影',
    fmr: 'FMR   他人どうしの比較での誤一致',
    fnmr: 'FNMR  本人どうしの比較での誤不一致',
    far: 'FAR   全体の判定で通した他人',
    frr: 'FRR   全体の判定で通さなかった本人',
    det: 'DET   類似度のしきい値   FMR        FNMR',
    bpcer: 'BPCER 攻撃とみなした人',
    bpnrr: 'BPNRR 答えがなかった人',
    apcer: 'APCER 人とみなした攻撃',
    apnrr: 'APNRR 答えがなかった攻撃',
    iapar: 'IAPAR 全体の判定で通した攻撃',
    worst: '最も高い APCER',
    none: 'なし',
    of: '／',
    ruleOfThree: '3の法則',
    exact: 'Clopper-Pearson',
    independence: '区間は95%です。試行が互いに独立であるとみなしています。',
  },
} as const;

const share = (value: number | null): string => (value === null ? '-' : value.toFixed(5));

function rateWords({ errors, of, rate, interval }: ErrorRate, language: Language): string {
  const said = words[language];
  const counted = `${share(rate)}  ${errors} ${said.of} ${of}`;
  if (interval === null) return counted;
  const by = interval.by === 'rule-of-three' ? said.ruleOfThree : said.exact;
  return `${counted}  [${share(interval.from)}, ${share(interval.to)}] ${by}`;
}

export function figuresText(
  { thresholds, comparison, attacks }: FaceFigures,
  origin: Origin,
  language: Language,
): readonly string[] {
  const said = words[language];
  const line = (name: 'fte' | 'fta' | 'fmr' | 'fnmr' | 'far' | 'frr', rate: ErrorRate): string =>
    `  ${said[name]}: ${rateWords(rate, language)}`;
  return [
    heading[origin][language],
    '',
    `${said.thresholds}: ${said.similarity} ${thresholds.similarity}, ${said.attack} ${thresholds.attack}, ${said.quality} ${thresholds.quality}`,
    '',
    said.comparison,
    line('fte', comparison.fte),
    line('fta', comparison.fta),
    line('fmr', comparison.fmr),
    line('fnmr', comparison.fnmr),
    line('far', comparison.far),
    line('frr', comparison.frr),
    `  ${said.det}`,
    ...comparison.det.map(
      ({ threshold, fmr, fnmr }) =>
        `        ${threshold.toFixed(2).padEnd(17)} ${share(fmr)}    ${share(fnmr)}`,
    ),
    '',
    said.attacks,
    `  ${said.bpcer}: ${rateWords(attacks.bpcer, language)}`,
    `  ${said.bpnrr}: ${rateWords(attacks.bpnrr, language)}`,
    ...attacks.species.flatMap(({ species, apcer, apnrr, iapar }) => [
      `  ${species}`,
      `    ${said.apcer}: ${rateWords(apcer, language)}`,
      `    ${said.apnrr}: ${rateWords(apnrr, language)}`,
      `    ${said.iapar}: ${rateWords(iapar, language)}`,
    ]),
    `  ${said.worst}: ${attacks.worst.length === 0 ? said.none : attacks.worst.join(', ')}`,
    '',
    said.independence,
    heading[origin][language],
  ];
}
