import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, textWidth, wrapped } from '../../../simulator/ui/text-width.ts';

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['受付', 4],
    ['1 顔認証', 8],
    ['ｶﾅ', 2],
    ['＊＃', 4],
    ['𠮷野', 4],
    ['邉󠄀', 2],
    ['é', 1],
    ['e\u0301', 1],
  ])('counts the columns of "%s" as %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

const anyText = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '受', '付', '。', '1', '𠮷', '-') });

describe('fitted', () => {
  it('leaves a text that fits as it is', () => {
    expect(fitted('受付', 4)).toBe('受付');
  });
  it('shows that something was cut off', () => {
    expect(fitted('受付完了', 6)).toBe('受付…');
  });
  it('is never wider than allowed', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(textWidth(fitted(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrapped', () => {
  it('parts between words, and anywhere in Japanese', () => {
    expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrapped('受付しました', 6)).toEqual(['受付し', 'ました']);
  });
  it('gives an empty text one empty line', () => {
    expect(wrapped('', 10)).toEqual(['']);
  });
  it('parts a word that is longer than a line', () => {
    expect(wrapped('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  });
  it('keeps every letter but spaces, in lines that are never too wide', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrapped(text, width);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});
