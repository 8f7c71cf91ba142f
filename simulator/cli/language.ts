/** In which language `fcr` speaks: `--lang`, else what the system's settings say. */

import type { Language } from '../../protocol/errors.ts';

export const languages: readonly Language[] = ['en', 'ja'];
const isLanguage = (text: string | undefined): text is Language =>
  languages.some((language) => language === text);

/**
 * Reads it before anything else is read, since refusals of bad words are told in it. The settings count in their order
 * of POSIX: LC_ALL, LC_MESSAGES, LANG.
 */
export function languageOf(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const at = words.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const said = at < 0 ? undefined : (words[at]?.split('=')[1] ?? words[at + 1]);
  if (isLanguage(said)) return said;
  const set = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return set?.startsWith('ja') ? 'ja' : 'en';
}
