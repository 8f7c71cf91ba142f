import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { encodeFile, type FileEncoding } from '../../../host-bridge/characters/file-encoding.ts';
import { namedOtherwise, throughRepertoire } from '../../../host-bridge/characters/repertoire.ts';

const utf8: FileEncoding = { encoding: 'utf-8', characterProfile: 'jis-x-0208' };
const jis: FileEncoding = { encoding: 'shift_jis', characterProfile: 'jis-x-0208' };
const cp932: FileEncoding = { encoding: 'shift_jis', characterProfile: 'cp932' };

const written = (text: string, form: FileEncoding) =>
  iconv.decode(Buffer.from(encodeFile(text, form)), form.encoding);

describe('The bytes of a file', () => {
  it('lack in Shift_JIS what the facility’s profile lacks', () => {
    expect(written('髙橋 𠮷田 渡邉\u{E0101}', jis)).toBe('●橋 ●田 渡●');
    expect(written('髙橋 𠮷田 渡邉\u{E0101}', cp932)).toBe('髙橋 ●田 渡●');
  });

  it('keep every character and its variation sequence in UTF-8, whatever the profile', () => {
    const name = '髙﨑𠮷邉\u{E0101}①';
    expect(written(name, utf8)).toBe(name);
    expect(written(name, { ...utf8, characterProfile: 'cp932' })).toBe(name);
  });

  it('are of JIS X 0208 for 〜−‖—¢£¬, which CP932 knows under other code points', () => {
    expect(Buffer.from(encodeFile('〜−‖—¢£¬', jis)).toString('hex')).toBe('8160817c8161815c8191819281ca');
    expect(encodeFile('〜−‖—¢£¬', cp932)).toEqual(encodeFile('〜−‖—¢£¬', jis));
  });

  it('hold 6879 characters of two bytes in the profile jis-x-0208, and no other pair', () => {
    let held = 0;
    for (let code = 0x80; code <= 0xffff; code++) {
      const bytes = encodeFile(String.fromCharCode(code), jis);
      if (bytes.length !== 2 || (bytes[0] === 0x81 && bytes[1] === 0x9c)) continue;
      held += 1;
      expect(bytes[0] === 0x87 || (bytes[0] ?? 0) > 0xea).toBe(false);
    }
    // ● itself is not counted above; seven characters have two code points.
    expect(held).toBe(6879 - 1 + 7);
  });

  it.each([jis, cp932])(
    'are read back as what was written by another decoder, for all that %o holds',
    (form) => {
      const all = Array.from({ length: 0x10000 - 0x80 }, (_, i) => String.fromCharCode(i + 0x80));
      const held = all.filter((one) => throughRepertoire(one, form.characterProfile) === one);
      const read = new TextDecoder('shift_jis', { fatal: true }).decode(encodeFile(held.join('\n'), form));
      expect(read.split('\n')).toEqual(held.map((one) => namedOtherwise.get(one) ?? one));
    },
  );

  it.each([utf8, jis, cp932])(
    'never are a question mark for what %o lacks, and never lose markup',
    (form) => {
      const marks = /[?<>&;/]/g;
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
          const file = `<N>${text}</N>`;
          expect(written(file, form).match(marks)).toEqual(file.match(marks));
        }),
      );
    },
  );

  it.each([utf8, jis, cp932])('have a ● in %o for what XML forbids', (form) => {
    expect(written('a\u0000b\u001bc\ud800d\uffff\t\r\n', form)).toBe('a●b●c●d●\t\r\n');
  });
});
