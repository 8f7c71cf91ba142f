/** Calls MeCab: how a line of Japanese is read, word by word. */

import { ok, type Result, refuse } from '../../protocol/result.ts';
import { runProgram } from '../programs/run-program.ts';
import { engineLimit } from './engine.ts';

export interface MecabCall {
  readonly program: string;
  /** A dictionary folder whose features are those of IPADIC: naist-jdic is one. */
  readonly dictionary: string;
}

/** A piece of a line: as it is written, for MeCab to read, or in katakana that stands as one noun. */
export type Written = { readonly text: string } | { readonly kana: string };

export interface MecabWord {
  readonly surface: string;
  readonly partOfSpeech: string;
  readonly detail: string;
  /** In katakana, as it is said; null where the dictionary does not know the word. */
  readonly pronunciation: string | null;
}

const textOf = (piece: Written): string => ('kana' in piece ? piece.kana : piece.text);
const noSpace = (text: string): string => text.replace(/\s/gu, '');

/**
 * The words of a line. Its pieces go in as MeCab's partial analysis takes them: a line each, with a feature where the
 * piece is one word, then EOS.
 * @param line without line ends or tabs. Refuses with EMU-706 where words got lost: a piece that is EOS would end the line.
 */
export async function mecabWords(
  { program, dictionary }: MecabCall,
  line: readonly Written[],
): Promise<Result<readonly MecabWord[]>> {
  const rows = line.map((piece) => ('kana' in piece ? `${piece.kana}\t名詞,*` : piece.text));
  const written = await runProgram({
    program,
    words: ['-p', '-d', dictionary],
    input: `${rows.join('\n')}\nEOS\n`,
    limit: engineLimit,
  });
  if (!written.ok) return written;
  const words = written.value
    .toString('utf8')
    .split('\n')
    .flatMap((row): readonly MecabWord[] => {
      const [surface = '', features] = row.split('\t');
      if (features === undefined) return [];
      const [partOfSpeech = '', detail = '', ...others] = features.split(',');
      return [{ surface, partOfSpeech, detail, pronunciation: others[6] ?? null }];
    });
  const came = words.map(({ surface }) => surface).join('');
  return noSpace(came) === noSpace(line.map(textOf).join(''))
    ? ok(words)
    : refuse('EMU-706', { place: words.length + 1 });
}
