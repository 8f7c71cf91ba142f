/** Options that several commands take, each with its words and its schema. */

import { z } from 'zod';
import { iphoneWays, profileIds } from '../../firmware/profiles.ts';
import { logLevels } from '../../host-bridge/log.ts';
import { isReaderId } from '../../protocol/ids.ts';
import type { Given } from './command.ts';

const listed = (words: readonly string[]) => ({ en: words.join(', '), ja: words.join('、') });
const digitsOnly = z.string().regex(/^\d{1,9}$/);

export const wholeNumber = (from: number, to: number) => ({
  expects: { en: `a whole number from ${from} to ${to}`, ja: `${from} から ${to} までの整数` },
  schema: digitsOnly.transform(Number).pipe(z.number().min(from).max(to)),
});

export const path = {
  expects: { en: 'a path', ja: 'パス' },
  schema: z.string().min(1),
} as const;
const optionalPath = { ...path, schema: path.schema.optional() } as const;

export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) => ({
  expects: listed(words),
  schema: z.enum(words),
});

export const flag = {
  expects: { en: 'nothing after it', ja: '値なし' },
  schema: z.boolean().default(false),
} as const;

/** A port to listen on: 0, which is also what stands where none is given, takes a free one. */
export const port = (flags: string, en: string, ja: string) => {
  const { expects, schema } = wholeNumber(0, 65_535);
  return {
    flags,
    about: { en: `${en} (a free one unless told)`, ja: `${ja}（省略すると空きポート）` },
    expects,
    schema: schema.default(0),
  } as const satisfies Given;
};

export const statusPort = port(
  '--status <port>',
  'port where the cards’ authorities publish revocation lists and answer OCSP, over plain HTTP',
  'カードの認証局の失効リストと OCSP のポート（暗号化なしの HTTP）',
);

export const dataFolder = {
  flags: '--data <dir>',
  about: {
    en: 'folder for everything that is kept (.fcr unless told)',
    ja: '保存先のフォルダー（省略すると .fcr）',
  },
  ...path,
  schema: path.schema.default('.fcr'),
} as const satisfies Given;

export const receiptFolder = {
  flags: '--receipt <dir>',
  about: {
    en: 'the receipt folder (DATA/receipt unless told)',
    ja: 'レセコン連携フォルダー（省略すると DATA/receipt）',
  },
  ...optionalPath,
} as const satisfies Given;

export const pki = {
  flags: '--pki <dir>',
  about: {
    en: 'certificates made by fcr pki, shared by the three programs (DATA/pki unless told)',
    ja: 'fcr pki で作った証明書のフォルダー。三つのプログラムで共用します（省略すると DATA/pki）',
  },
  ...optionalPath,
} as const satisfies Given;

export const facility = {
  flags: '--facility <file>',
  about: { en: 'settings of the facility, YAML', ja: '施設の設定ファイル（YAML）' },
  ...optionalPath,
} as const satisfies Given;

export const people = {
  flags: '--people <file>',
  about: {
    en: 'people file, YAML (the built-in people unless told)',
    ja: '人物ファイル、YAML（省略すると内蔵の人物）',
  },
  ...optionalPath,
} as const satisfies Given;

export const receiptIsTest = {
  flags: '--receipt-is-test',
  about: {
    en: 'the receipt folder is for tests, whatever it looks like',
    ja: 'レセコン連携フォルダーがテスト用であることを明示します',
  },
  ...flag,
} as const satisfies Given;

export const logLevel = {
  flags: '--log-level <level>',
  about: {
    en: `how much is logged on stderr: ${logLevels.join(', ')} (warn unless told)`,
    ja: `標準エラー出力へのログの量：${logLevels.join('、')}（省略すると warn）`,
  },
  expects: listed(logLevels),
  schema: z.enum(logLevels).default('warn'),
} as const satisfies Given;

export const iphone = {
  flags: '--iphone <way>',
  about: {
    en: 'how the reader reads an iPhone: jpki (unless told) or mdoc',
    ja: 'リーダーが iPhone を読む方法：jpki（省略時）、mdoc',
  },
  expects: listed(iphoneWays),
  schema: z.enum(iphoneWays).default('jpki'),
} as const satisfies Given;

export const profile = {
  flags: '--profile <name>',
  about: {
    en: `kind of reader: ${profileIds.join(', ')} (next-generation unless told)`,
    ja: `リーダーの種類：${profileIds.join('、')}（省略すると next-generation）`,
  },
  expects: listed(profileIds),
  schema: z.enum(profileIds).default('next-generation'),
} as const satisfies Given;

export const readerSerial = {
  expects: { en: 'a serial number such as FCR-000001', ja: 'FCR-000001 のような製造番号' },
  schema: z.custom<string>((value) => typeof value === 'string').refine(isReaderId),
} as const;

export const json = {
  flags: '--json',
  about: { en: 'one JSON document on stdout, nothing else there', ja: '標準出力に JSON を一つだけ出します' },
  ...flag,
} as const satisfies Given;
