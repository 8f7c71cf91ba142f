/** How it is known what a table of the format says. No official layout of these files is public. */

import type { Words } from './words.ts';

export const bases = {
  official: { en: 'a page of the ministry or the fund says so', ja: '厚生労働省または支払基金の資料にある' },
  consumers: {
    en: 'public programs that read or write such files agree on it',
    ja: '公開されている複数のプログラムが一致している',
  },
  consumer: {
    en: 'one public program or note of a clinic has it',
    ja: '公開されているプログラムまたは覚え書き一つにある',
  },
  chosen: {
    en: 'public sources differ; what is taken is said beside it',
    ja: '公開されている資料が食い違う。採ったものを併記する',
  },
  inferred: { en: 'inferred from what is public', ja: '公開されている内容からの推定' },
  ours: { en: 'our design or our reading', ja: 'この製品の設計または解釈' },
} as const satisfies Record<string, Words>;

export type Basis = keyof typeof bases;
