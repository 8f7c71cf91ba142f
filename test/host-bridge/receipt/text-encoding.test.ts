import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../host-bridge/receipt/text-encoding.ts';

const inShiftJis = (text: string) => iconv.decode(Buffer.from(encodeText(text, 'shift_jis')), 'Shift_JIS');
const inUtf8 = (text: string) => Buffer.from(encodeText(text, 'utf-8')).toString('utf8');

describe('Shift_JIS', () => {
  it.each([
    ['髙橋', '●橋'],
    ['山﨑', '山●'],
    ['𠮷田', '●田'],
    ['渡邉\u{E0101}', '渡●'],
    ['辻\u{E0100}葛\u{E0100}', '●●'],
    ['①㈱Ⅲ纊', '●●●●'],
    ['濵德瀨栁鄧', '●●●●●'],
    ['か\u3099き', '●き'],
    ['\uE000¥é', '●●●'],
  ])('turns %s into %s: one ● for each character it lacks', (text, expected) => {
    expect(inShiftJis(text)).toBe(expected);
  });

  it.each(['渡邉', '邊廣嶋', 'ﾐﾎﾝ ﾀﾛｳ｡', '●○∪≒', 'A~\\z', '熙'])('keeps %s', (text) => {
    expect(inShiftJis(text)).toBe(text);
  });

  it('writes 〜−‖—¢£¬, which CP932 knows under other code points, with their JIS X 0208 bytes', () => {
    expect(Buffer.from(encodeText('〜−‖—¢£¬', 'shift_jis')).toString('hex')).toBe(
      '8160817c8161815c8191819281ca',
    );
  });

  it('holds all 6879 characters of JIS X 0208 and no other pair of bytes', () => {
    let held = 0;
    for (let code = 0x80; code <= 0xffff; code++) {
      const bytes = encodeText(String.fromCharCode(code), 'shift_jis');
      if (bytes.length !== 2 || (bytes[0] === 0x81 && bytes[1] === 0x9c)) continue;
      held += 1;
      expect(bytes[0] === 0x87 || (bytes[0] ?? 0) > 0xea).toBe(false);
    }
    // ● itself is not counted above; seven characters have two code points.
    expect(held).toBe(6879 - 1 + 7);
  });

  it('never writes a question mark for what it lacks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const questions = (s: string) => s.split('?').length;
        expect(questions(inShiftJis(text))).toBe(questions(text));
      }),
    );
  });
});

describe('UTF-8', () => {
  it('keeps every character with its variation sequence', () => {
    expect(inUtf8('髙﨑𠮷邉\u{E0101}①')).toBe('髙﨑𠮷邉\u{E0101}①');
  });

  it.each(['utf-8', 'shift_jis'] as const)('like %s replaces what XML forbids', (encoding) => {
    const bytes = encodeText('a\u0000b\u001bc\ud800d\uffff', encoding);
    expect(iconv.decode(Buffer.from(bytes), encoding)).toBe('a●b●c●d●');
  });
});
