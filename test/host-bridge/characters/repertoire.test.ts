import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lostMark,
  namedOtherwise,
  type Repertoire,
  repertoireNames,
  throughRepertoire,
} from '../../../host-bridge/characters/repertoire.ts';

const isHeld = (character: string, repertoire: Repertoire): boolean =>
  throughRepertoire(character, repertoire) === character;

/** Every code point beyond ASCII of the planes where characters of Japanese are. */
const codePoints: readonly number[] = Array.from({ length: 0x30000 - 0x80 }, (_, i) => i + 0x80).filter(
  (code) => code < 0xd800 || code > 0xdfff,
);
const held = new Map<Repertoire, ReadonlySet<string>>();
function heldBy(repertoire: Repertoire): ReadonlySet<string> {
  const known =
    held.get(repertoire) ??
    new Set(codePoints.map((code) => String.fromCodePoint(code)).filter((one) => isHeld(one, repertoire)));
  held.set(repertoire, known);
  return known;
}

const isUserDefined = (character: string): boolean => character >= '\uE000' && character <= '\uF8FF';

/** What the WHATWG's decoder makes of every single byte and pair with these lead bytes. */
function decodedShiftJis(leads: (lead: number) => boolean): Set<string> {
  const decoder = new TextDecoder('shift_jis', { fatal: true });
  const found = new Set<string>();
  const decode = (...bytes: number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if (Array.from(text).length === 1) found.add(text);
    } catch {
      // These bytes stand for nothing.
    }
  };
  for (let kana = 0xa1; kana <= 0xdf; kana++) decode(kana);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if ((lead >= 0xa0 && lead < 0xe0) || !leads(lead)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) decode(lead, trail);
  }
  return found;
}

/** The single code points that glibc's iconv can write in an encoding. */
function writableByIconv(encoding: string): Set<string> {
  const lines = codePoints.map((code) => `${code.toString(16)}|${String.fromCodePoint(code)}\n`);
  const { stdout } = spawnSync('iconv', ['-c', '-f', 'UTF-8', '-t', encoding], {
    input: lines.join(''),
    maxBuffer: 1 << 26,
  });
  const written = stdout.toString('latin1').matchAll(/^([0-9a-f]+)\|([^\n]+)$/gm);
  return new Set(Array.from(written, ([, code = '']) => String.fromCodePoint(Number.parseInt(code, 16))));
}
const iconvIsGlibc = /GLIBC|GNU libc/i.test(spawnSync('iconv', ['--version']).stdout?.toString() ?? '');

const sorted = (set: Iterable<string>): string[] => [...set].sort();

describe('The repertoire', () => {
  it.each([
    ['髙﨑濵德瀨栁鄧①', [false, true, true]],
    ['邉邊廣嶋●熙〜−‖—¢£¬ﾐﾎﾝ', [true, true, true]],
    ['𠮷𣘺㐂槗𩸽', [false, false, true]],
    ['纊㈱Ⅲ∵', [false, true, true]],
    ['é¥\uE000한', [false, false, true]],
  ] as const)('of JIS X 0208, CP932 and UTF-8 holds each of %s: %j', (characters, expected) => {
    for (const character of characters)
      expect([character, repertoireNames.map((name) => isHeld(character, name))]).toEqual([
        character,
        character === '∵' ? [true, true, true] : expected,
      ]);
  });

  it('jis-x-0208 is JIS X 0208 with half-width katakana: 6879 and 63 characters, seven of them by two code points', () => {
    const decoded = decodedShiftJis((lead) => lead !== 0x87 && lead <= 0xea);
    expect(decoded.size).toBe(6879 + 63);
    expect(sorted(heldBy('jis-x-0208'))).toEqual(sorted(new Set([...decoded, ...namedOtherwise.keys()])));
  });

  it('cp932 is all that Shift_JIS on Windows can mean, without what users define', () => {
    const decoded = [...decodedShiftJis(() => true)].filter((one) => !isUserDefined(one));
    expect(sorted(heldBy('cp932'))).toEqual(sorted(new Set([...decoded, ...namedOtherwise.keys()])));
  });

  it('is glibc’s too, but for ¥ and ‾, and for the characters that two tables name otherwise', ({ skip }) => {
    if (!iconvIsGlibc) skip('no iconv of glibc on this machine');
    const names = new Set([...namedOtherwise].flat());
    const comparable = (set: Iterable<string>) =>
      // ¥ and ‾ would be read back as \ and ~.
      sorted(set).filter((one) => !names.has(one) && !isUserDefined(one) && one !== '¥' && one !== '‾');
    expect(comparable(heldBy('jis-x-0208'))).toEqual(comparable(writableByIconv('SHIFT_JIS')));
    expect(comparable(heldBy('cp932'))).toEqual(comparable(writableByIconv('CP932')));
  });

  it('utf-8 lacks only what XML cannot hold', () => {
    const lost = codePoints.filter((code) => !isHeld(String.fromCodePoint(code), 'utf-8'));
    expect(lost).toEqual([0xfffe, 0xffff]);
    expect(throughRepertoire('\u0000\u0008\t\n\r\u001b\u007f', 'utf-8')).toBe('●●\t\n\r●\u007f');
    expect(throughRepertoire('\ud842x\udfb7', 'utf-8')).toBe('●x●');
  });
});

describe('What a repertoire lacks', () => {
  it.each([
    ['髙橋', '●橋', '髙橋'],
    ['山﨑', '山●', '山﨑'],
    ['𠮷田', '●田', '●田'],
    ['渡邉\u{E0101}', '渡●', '渡●'],
    ['辻\u{E0100}葛\u{E0100}', '●●', '●●'],
    ['辻\uFE00', '●', '●'],
    ['か\u3099き', '●き', '●き'],
    ['Jose\u0301', 'Jos●', 'Jos●'],
    ['①㈱Ⅲ纊', '●●●●', '①㈱Ⅲ纊'],
    ['👨‍👩‍👧子', '●子', '●子'],
    ['ｶﾞ', 'ｶﾞ', 'ｶﾞ'],
  ])('is one ● for each character of %s as a person counts it: %s, in CP932 %s', (text, jis, cp932) => {
    expect(throughRepertoire(text, 'jis-x-0208')).toBe(jis);
    expect(throughRepertoire(text, 'cp932')).toBe(cp932);
    expect(throughRepertoire(text, 'utf-8')).toBe(text);
  });

  it.each(repertoireNames)('is gone after the first time: again through %s changes nothing', (repertoire) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = throughRepertoire(text, repertoire);
        expect(throughRepertoire(once, repertoire)).toBe(once);
      }),
    );
  });

  it.each(repertoireNames)(
    'takes nothing with it: %s keeps the characters before and after',
    (repertoire) => {
      const kept = fc.string({ unit: fc.constantFrom('見', '本', 'ア', 'A', '渡', '●') });
      fc.assert(
        fc.property(kept, kept, (before, after) => {
          const lost = repertoire === 'utf-8' ? '\uFFFF' : '𠮷\u{E0101}';
          expect(throughRepertoire(before + lost + after, repertoire)).toBe(before + lostMark + after);
        }),
      );
    },
  );

  it('is never more in a wider repertoire', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const marks = repertoireNames.map((name) => throughRepertoire(text, name).split(lostMark).length);
        expect(marks).toEqual(marks.toSorted((a, b) => b - a));
      }),
    );
  });
});
