/**
 * The standards that a requirement on accessibility rests on. Their clauses are named by number only; what they say is
 * in nobody's words but their own. None of them is Japanese law for this device: what binds there is a specification of
 * the ministry whose text is not public.
 */

import type { Language } from '../../protocol/errors.ts';

export type Text = Readonly<Record<Language, string>>;

export interface Standard {
  readonly title: string;
  readonly about: Text;
}

/** In the order of the report. */
export const standards = {
  en301549: {
    title: 'EN 301 549 V3.2.1',
    about: {
      en: 'European standard on the accessibility of ICT products and services; chapter 5 is on closed functionality.',
      ja: '情報通信製品・サービスのアクセシビリティに関する欧州規格。第5章が閉じた機能の機器を扱います。',
    },
  },
  section508: {
    title: 'Section 508, chapter 4',
    about: {
      en: 'Revised standards of the United States for ICT of federal agencies; chapter 4 is on hardware.',
      ja: '米国連邦政府機関の情報通信技術に関する改定基準。第4章がハードウェアを扱います。',
    },
  },
  ada: {
    title: 'ADA Standards 2010, 707',
    about: {
      en: 'Standards of the United States for teller and fare machines.',
      ja: '米国のATM・券売機に関する基準。',
    },
  },
  jis: {
    title: 'JIS',
    about: {
      en: 'Japanese Industrial Standards on signals, guidance, tactile marks and legibility. Where only contents were readable, the rows say so.',
      ja: '報知音、音声案内、凸記号、文字の読みやすさに関する日本産業規格。目次しか確認できていないものはその旨を記します。',
    },
  },
  wcag: {
    title: 'WCAG 2.2',
    about: {
      en: 'Web Content Accessibility Guidelines, used for a device as WCAG2ICT suggests.',
      ja: 'ウェブコンテンツ・アクセシビリティ・ガイドライン。機器にはWCAG2ICTの考え方で当てはめます。',
    },
  },
} as const satisfies Record<string, Standard>;

export type StandardId = keyof typeof standards;
export const standardIds = Object.keys(standards) as readonly StandardId[];
