/**
 * How every Japanese text is read, as a table to be looked over and compared: what espeak-ng is given, and the readings of
 * Open JTalk's dictionary. The latter are its words' before its own rules for numbers, since without a voice Open JTalk
 * itself tells nothing.
 */

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orThrow } from '../../protocol/result.ts';
import { type MecabCall, mecabWords } from '../voice/mecab.ts';
import { japaneseInKana } from '../voice/mecab-espeak.ts';
import { oneLine } from '../voice/one-line.ts';
import { openJTalkDictionary } from '../voice/probing.ts';
import { spokenTextIds, spokenWords } from '../voice/spoken-texts.ts';

export const readingsFile = 'simulator/voice/readings.tsv';
export const readingsHead = [
  'id',
  'words',
  'as espeak-ng gets it',
  'words of Open JTalk’s dictionary',
] as const;

const dictionaryParts = ['sys.dic', 'unk.dic', 'char.bin', 'matrix.bin'];

/** The whole file. Rejects where MeCab or a dictionary is missing, or a text has a word without a reading. */
export async function spokenReadings({ program, dictionary }: MecabCall): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-dictionary-'));
  try {
    // Open JTalk's dictionary is one of MeCab's, without the file in which MeCab looks for its settings.
    for (const part of dictionaryParts) symlinkSync(join(openJTalkDictionary, part), join(folder, part));
    writeFileSync(join(folder, 'dicrc'), 'cost-factor = 700\nbos-feature = BOS/EOS,*,*,*,*,*,*,*,*\n');
    const rows: (readonly string[])[] = [readingsHead];
    for (const id of spokenTextIds) {
      const words = spokenWords(id, 'ja') ?? '';
      const kana = orThrow(await japaneseInKana({ program, dictionary }, words)).join(' ');
      rows.push([id, words, kana, await dictionaryReading({ program, dictionary: folder }, words)]);
    }
    return `${rows.map((row) => row.join('\t')).join('\n')}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function dictionaryReading(mecab: MecabCall, words: string): Promise<string> {
  // Open JTalk widens digits and Latin letters before it looks them up.
  const wide = orThrow(oneLine(words, 'ja')).replace(/[!-~]/gu, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
  );
  const read = orThrow(await mecabWords(mecab, [{ text: wide }]));
  return read.map(({ surface, pronunciation }) => pronunciation ?? surface).join(' ');
}
