/** What the languages of reader and `fcr` are called. */

import type { Language } from '../../protocol/errors.ts';

export const languageNames: Readonly<Record<Language, Readonly<Record<Language, string>>>> = {
  ja: { en: 'Japanese', ja: '日本語' },
  en: { en: 'English', ja: '英語' },
};
