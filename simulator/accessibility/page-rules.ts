/**
 * Rules for pages that can be read off their markup: a small part of WCAG 2.2, for the pages that this project writes
 * itself. What a browser makes of a page, and what a screen reader says of it, is judged by people.
 */

import type { Text } from './standards.ts';

const tags = (page: string, name: string): readonly string[] =>
  [...page.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'gi'))].map(String);
const contents = (page: string, name: string): readonly string[] =>
  [...page.matchAll(new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`, 'gi'))].map(
    ([, inner]) => inner ?? '',
  );
const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? null;
const words = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '').trim();

/** What a page breaks, a sentence each; none where it keeps them all. */
export function brokenRules(page: string): readonly Text[] {
  const broken: Text[] = [];
  const rule = (holds: boolean, en: string, ja: string): void => {
    if (!holds) broken.push({ en, ja });
  };
  rule(
    attribute(tags(page, 'html')[0] ?? '', 'lang') !== null,
    'the page has no language (3.1.1)',
    'ページに言語の指定がありません（3.1.1）',
  );
  rule(
    words(contents(page, 'title')[0] ?? '') !== '',
    'the page has no title (2.4.2)',
    'ページに題名がありません（2.4.2）',
  );
  rule(
    tags(page, 'main').length === 1,
    'there is not one main part (1.3.1)',
    '主な部分（main）が一つではありません（1.3.1）',
  );
  const levels = [...page.matchAll(/<h([1-6])\b/gi)].map(([, level]) => Number(level));
  rule(
    levels.filter((level) => level === 1).length === 1,
    'there is not one first heading (2.4.6)',
    '第1レベルの見出しが一つではありません（2.4.6）',
  );
  rule(
    levels[0] === 1,
    'the first heading is not of the first level (1.3.1)',
    '最初の見出しが第1レベルではありません（1.3.1）',
  );
  rule(
    levels.every((level, i) => level <= (levels[i - 1] ?? level) + 1),
    'a level of headings is left out (1.3.1)',
    '見出しのレベルが飛んでいます（1.3.1）',
  );
  for (const table of contents(page, 'table')) {
    rule(/^\s*<caption\b/i.test(table), 'a table has no caption (1.3.1)', '表に題がありません（1.3.1）');
    rule(
      tags(table, 'th').length > 0,
      'a table has no headers (1.3.1)',
      '表に見出しセルがありません（1.3.1）',
    );
    rule(
      tags(table, 'th').every((tag) => attribute(tag, 'scope') !== null),
      'a header of a table has no scope (1.3.1)',
      '表の見出しセルに範囲（scope）がありません（1.3.1）',
    );
  }
  rule(
    tags(page, 'img').every((tag) => attribute(tag, 'alt') !== null),
    'a picture has no text (1.1.1)',
    '画像に代わりの文がありません（1.1.1）',
  );
  rule(
    contents(page, 'a').every((inner) => words(inner) !== ''),
    'a link has no words (2.4.4)',
    'リンクに言葉がありません（2.4.4）',
  );
  const ids = tags(page, '[a-z][a-z0-9]*').flatMap((tag) => attribute(tag, 'id') ?? []);
  rule(new Set(ids).size === ids.length, 'an id is there twice (4.1.1)', '同じ id が二つあります（4.1.1）');
  rule(
    tags(page, 'a').every((tag) => {
      const to = attribute(tag, 'href');
      return to === null || !to.startsWith('#') || ids.includes(to.slice(1));
    }),
    'a link within the page leads nowhere (2.4.1)',
    'ページ内のリンクに行き先がありません（2.4.1）',
  );
  rule(
    ['input', 'select', 'textarea'].every((name) =>
      tags(page, name).every((tag) => {
        const id = attribute(tag, 'id');
        return (
          attribute(tag, 'aria-label') !== null ||
          (id !== null && tags(page, 'label').some((label) => attribute(label, 'for') === id))
        );
      }),
    ),
    'a field has no label (1.3.1)',
    '入力欄にラベルがありません（1.3.1）',
  );
  rule(
    !/\stabindex="[1-9]/i.test(page),
    'the order of focus is changed (2.4.3)',
    'フォーカスの順序が変えられています（2.4.3）',
  );
  rule(
    !/\s(?:autoplay|onload)\b|<(?:marquee|blink)\b/i.test(page),
    'something moves by itself (2.2.2)',
    'ひとりでに動くものがあります（2.2.2）',
  );
  return broken;
}
