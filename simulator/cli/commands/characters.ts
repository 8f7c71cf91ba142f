/** `fcr characters`: what each hop between insurer and reader makes of a name. */

import { z } from 'zod';
import { profileIds } from '../../../firmware/profiles.ts';
import { repertoireNames } from '../../../host-bridge/characters/repertoire.ts';
import { characterProfiles, encodings } from '../../../host-bridge/facility.ts';
import { fileForms, type HopOutcome, hopOutcomes } from '../../characters/hops.ts';
import { hopsText, notes } from '../../characters/hops-text.ts';
import { defineCommand } from '../command.ts';
import { writeJson, writeLine } from '../io.ts';
import * as option from '../options.ts';

const encoding = option.oneOf(encodings);
const characterProfile = option.oneOf(characterProfiles);
const insurer = option.oneOf(repertoireNames);

export const command = defineCommand({
  details: {
    en: 'One row a hop, with the name as it is afterwards; below it which characters were lost there and why, and the bytes in a file. What is left open (encoding of the files, profile of the reader) is shown in every form. Examples: the ladder 髙 of 髙橋 is in CP932 and not in JIS X 0208; the 𠮷 of 𠮷田 is in neither; 渡邉 passes everywhere, but 渡邉 with a variation selector behind 邉 (the form of the strokes) passes in UTF-8 only. A character that cannot pass is one ●, however many code points it has.',
    ja: '経路ごとに、通過後の氏名を1行で示します。その下に、そこで失われた文字と理由、ファイル中のバイト列を示します。指定しなかったもの（ファイルの文字コード、リーダーの種類）は、すべての場合を示します。例：髙橋の「髙」（はしごだか）は CP932 にあり JIS X 0208 にありません。𠮷田の「𠮷」はどちらにもありません。渡邉はどこも通りますが、「邉」に異体字セレクターが付いた字形は UTF-8 だけを通ります。通らない文字は、コードポイントがいくつあっても●一つになります。',
  },
  arguments: {
    name: {
      flags: '<name>',
      about: { en: 'the name as it is registered', ja: '登録されている氏名' },
      expects: {
        en: '1 to 100 characters without control characters',
        ja: '1 から 100 文字（制御文字を除く）',
      },
      schema: z.string().regex(/^\P{Cc}{1,100}$/u),
      secret: true,
    },
  },
  options: {
    insurer: {
      flags: '--insurer <characters>',
      about: {
        en: `what the insurer’s system holds: ${repertoireNames.join(', ')} (utf-8 unless told)`,
        ja: `保険者のシステムの文字：${repertoireNames.join('、')}（省略すると utf-8）`,
      },
      expects: insurer.expects,
      schema: insurer.schema.default('utf-8'),
    },
    encoding: {
      flags: '--encoding <encoding>',
      about: {
        en: 'encoding of the facility’s files: utf-8, shift_jis',
        ja: '医療機関のファイルの文字コード：utf-8、shift_jis',
      },
      expects: encoding.expects,
      schema: encoding.schema.optional(),
    },
    characterProfile: {
      flags: '--character-profile <name>',
      about: {
        en: 'what Shift_JIS holds there: jis-x-0208, cp932',
        ja: 'その Shift_JIS の範囲：jis-x-0208、cp932',
      },
      expects: characterProfile.expects,
      schema: characterProfile.schema.optional(),
    },
    profile: {
      flags: '--profile <name>',
      about: {
        en: `kind of reader: ${profileIds.join(', ')}`,
        ja: `リーダーの種類：${profileIds.join('、')}`,
      },
      expects: option.profile.expects,
      schema: z.enum(profileIds).optional(),
    },
    json: option.json,
  },
  examples: [
    'fcr characters 髙橋',
    'fcr characters 𠮷田 --encoding shift_jis --profile current',
    'fcr characters 渡邉\u{E0100} --insurer cp932 --json',
  ],
  async run(given, io) {
    const outcomes = hopOutcomes(given.name, {
      insurer: given.insurer,
      files: fileForms.filter(
        (form) =>
          (given.encoding ?? form.encoding) === form.encoding &&
          (form.encoding === 'utf-8' ||
            (given.characterProfile ?? form.characterProfile) === form.characterProfile),
      ),
      profiles: profileIds.filter((id) => (given.profile ?? id) === id),
    });
    if (given.json)
      writeJson(io, { name: given.name, hops: outcomes.map(document), notes: notes[io.language] });
    else for (const line of hopsText(outcomes, io.language)) writeLine(io, line);
    return 0;
  },
});

/** An outcome as JSON: what does not apply to a hop is left out, bytes are hexadecimal digits. */
const document = ({ bytes, files, ...outcome }: HopOutcome): object => ({
  ...outcome,
  ...files,
  ...(bytes && { bytes: Buffer.from(bytes).toString('hex') }),
});
