/** Text as it stands in a page, in elements and in quoted attributes. */

import type { Language } from '../../protocol/errors.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

const japanese = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+/g;

/** Escaped; Japanese words in an English sentence say so, for those who listen to the page. */
export const spoken = (text: string, language: Language): string =>
  language === 'ja' ? escaped(text) : escaped(text).replace(japanese, '<span lang="ja">$&</span>');

/** For an element of nothing but this text: its language where that is another than the one around it. */
export const langOf = (text: string, language: Language): string =>
  language === 'en' && text.search(japanese) >= 0 ? ' lang="ja"' : '';
