/** `fcr person new`: a person of one's own for a people file, with the card and certificate that a test needs. */

import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { compareDays, type Day, japanDay } from '../../../firmware/calendar.ts';
import { validities } from '../../../host-bridge/eligibility/api-fields.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import { type DayRule, dayRuleSchema } from '../../people/day-rule.ts';
import { generationOf, readOwnCredential } from '../../people/own-credential.ts';
import { certificateStatuses, personIdSchema, personSchema } from '../../people/person.ts';
import { loadPeople, type People, parsePeople } from '../../people/registry.ts';
import { certificateIdentity } from '../../pki/cards/certificate-identity.ts';
import { defineCommand } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { type BroughtCertificate, type IssuedCertificate, issuedBefore, newPerson } from '../new-person.ts';
import * as option from '../options.ts';
import { addToPeopleFile } from '../people-file.ts';

/** The person that a command is about, as an argument. */
export const personId = {
  flags: '<id>',
  about: { en: 'id of the person, such as insured', ja: '人物の識別名（insured など）' },
  expects: { en: 'lower-case letters, digits and hyphens', ja: '英小文字・数字・ハイフン' },
  schema: personIdSchema,
} as const;

const { shape } = personSchema;
const spaced = (text: string): string => text.replace(/\s+/g, '\u3000');
const fullName = { en: 'family and given name with a space between', ja: '姓と名（間に空白）' };
const aDay = { en: 'a date or steps such as -40y -3d', ja: '日付か、-40y -3d のような指定' };

const cards = {
  'my-number': { kind: 'my-number', faceOnly: false },
  next: { kind: 'next', faceOnly: false },
  'face-only': { kind: 'my-number', faceOnly: true },
  broken: { kind: 'broken', faceOnly: false },
  other: { kind: 'other', faceOnly: false },
} as const;
type CardName = keyof typeof cards;
const cardNames = Object.keys(cards) as [CardName, ...CardName[]];

const ownFile = (flags: string, en: string, ja: string) => ({
  flags,
  about: { en, ja },
  expects: option.path.expects,
  schema: option.path.schema.optional(),
});

export const command = defineCommand({
  details: {
    en: 'Writes an entry of a people file: to stdout, or into FILE, which is made where it is not there. Start a desk with it by --people FILE; such a file stands in place of the built-in people. What is not said is as for an insured person without troubles. Days are dates, or steps from the day of the desk: -40d, +3m monthEnd. The entry states how the default visit (face, agree to all) ends today. simulator/people/README.md shows more, a certificate of one’s own too.',
    ja: '人物ファイルの項目を標準出力か FILE に書きます（FILE がなければ作ります）。--people FILE で使います。その場合、内蔵の人物の代わりになります。指定のない点は、問題のない資格者と同じです。日付は 2026-12-01 のような日付か、デスクの日付からの差（-40d、+3m monthEnd など）です。既定の受付（顔認証、全て同意）が今日どう終わるかも書きます。自分の証明書の使い方などは simulator/people/README.md にあります。',
  },
  arguments: {},
  options: {
    id: {
      flags: '--id <id>',
      about: {
        en: 'id of the person, such as tester (the first of person-1, person-2, … that is free unless told)',
        ja: '人物の識別名（tester など。省略すると、person-1、person-2…のうち使われていない最初のもの）',
      },
      expects: personId.expects,
      schema: personIdSchema.optional(),
    },
    name: {
      flags: '--name <name>',
      about: { en: 'name, invented', ja: '氏名（架空のもの）' },
      expects: fullName,
      schema: z.string().default('見本 新').transform(spaced).pipe(shape.name.shape.kanji),
    },
    kana: {
      flags: '--kana <kana>',
      about: { en: 'name in full-width katakana', ja: '氏名のカナ（全角）' },
      expects: fullName,
      schema: z.string().default('ミホン シン').transform(spaced).pipe(shape.name.shape.kana),
    },
    birth: {
      flags: '--birth <day>',
      about: {
        en: 'day of birth: 1985-04-10, or steps such as -40y',
        ja: '生年月日：1985-04-10、または -40y など',
      },
      expects: aDay,
      schema: dayRuleSchema.prefault('-40y').transform((day) => day.text),
    },
    sex: {
      flags: '--sex <sex>',
      about: { en: 'male, female or unset', ja: '性別：male、female、unset' },
      expects: { en: 'male, female, unset', ja: 'male、female、unset' },
      schema: shape.sex.default('unset'),
    },
    address: {
      flags: '--address <address>',
      about: { en: 'address, invented', ja: '住所（架空のもの）' },
      expects: { en: 'a line of text', ja: '1行の文字列' },
      schema: shape.address.default('見本県見本市見本町9丁目9番9号'),
    },
    pin: {
      flags: '--pin <digits>',
      about: { en: 'PIN of the card (1234 unless told)', ja: '暗証番号（省略すると 1234）' },
      expects: { en: '4 digits', ja: '4桁の数字' },
      schema: shape.pin.prefault('1234').transform((digits) => digits.reveal()),
      secret: true,
    },
    pinTries: {
      flags: '--pin-tries <n>',
      about: {
        en: 'tries of the PIN that are left, 0 to 3 (3 unless told)',
        ja: '暗証番号の残り回数、0〜3（省略すると 3）',
      },
      expects: option.wholeNumber(0, 3).expects,
      schema: option.wholeNumber(0, 3).schema.default(3),
    },
    card: {
      flags: '--card <kind>',
      about: {
        en: `the card: ${cardNames.join(', ')} (my-number unless told; next for a P-384 key of one’s own)`,
        ja: `カード：${cardNames.join('、')}（省略すると my-number、自分の鍵が P-384 なら next）`,
      },
      expects: option.oneOf(cardNames).expects,
      schema: option.oneOf(cardNames).schema.optional(),
    },
    cardExpires: {
      flags: '--card-expires <day>',
      about: {
        en: 'day printed on the card as its last (+6y unless told, +9y for next)',
        ja: 'カードに印字された有効期限（省略すると +6y、next では +9y）',
      },
      expects: aDay,
      schema: dayRuleSchema.optional(),
    },
    certificateIssued: {
      flags: '--certificate-issued <day>',
      about: {
        en: 'first day of the certificate (-1y unless told)',
        ja: '電子証明書の最初の日（省略すると -1y）',
      },
      expects: aDay,
      schema: dayRuleSchema.optional(),
    },
    certificateExpires: {
      flags: '--certificate-expires <day>',
      about: {
        en: 'last day of the certificate (+4y, +9y for next, or the card’s, unless told): +30d is soon, -30d in grace, -1y expired',
        ja: '電子証明書の有効期限（省略すると +4y、next では +9y、カードの期限がそれより早ければその日）。+30d は期限間近、-30d は猶予期間、-1y は期限切れ',
      },
      expects: aDay,
      schema: dayRuleSchema.optional(),
    },
    status: {
      flags: '--status <status>',
      about: {
        en: `what the back end knows of the certificate: ${certificateStatuses.join(', ')}`,
        ja: `バックエンドが知る証明書の状態：${certificateStatuses.join('、')}`,
      },
      expects: option.oneOf(certificateStatuses).expects,
      schema: option.oneOf(certificateStatuses).schema.default('good'),
    },
    unregistered: {
      flags: '--unregistered',
      about: {
        en: 'the card is not yet registered as a health insurance card',
        ja: '健康保険証利用登録がまだの人にします',
      },
      ...option.flag,
    },
    validity: {
      flags: '--validity <digit>',
      about: {
        en: 'insurance: 1 valid, 2 over, 3 over and a newer one, 4 none found, 5 several, 6 medical aid, not registered',
        ja: '資格有効性：1 有効、2 無効、3 無効（新しい資格あり）、4 該当なし、5 複数該当、6 有効（未登録、医療扶助）',
      },
      expects: option.oneOf(validities).expects,
      schema: option.oneOf(validities).schema.default('1'),
    },
    ownCertificate: ownFile(
      '--own-certificate <file>',
      'user certificate of one’s own in the card, PEM or DER',
      'カードに入れる自分の利用者証明用証明書（PEM か DER）',
    ),
    ownKey: ownFile(
      '--own-key <file>',
      'its private key, RSA-2048 or P-384; the entry names the file, nothing copies it',
      'その秘密鍵（RSA-2048 か P-384）。項目にはファイル名だけを書きます',
    ),
    ownAuthority: ownFile(
      '--own-authority <file>',
      'certificate of the authority that issued it; the desk trusts it',
      '発行した認証局の証明書。デスクはこれを信頼します',
    ),
    out: {
      flags: '--out <file>',
      about: { en: 'people file to add the person to', ja: '追加先の人物ファイル' },
      expects: option.path.expects,
      schema: option.path.schema.optional(),
    },
  },
  examples: [
    'fcr person new --id tester --name "見本 新" --kana "ミホン シン" --birth 1990-01-01 --pin 0123',
    'fcr person new --name "見本 次" --kana "ミホン ツギ" --card next --out people.yaml',
    'fcr person new --id tester --out people.yaml && fcr start --people people.yaml',
    'fcr person new --id late --certificate-expires -40d --out people.yaml',
    'fcr person new --id mine --own-certificate mine.pem --own-key mine.key.pem --own-authority ca.pem --out people.yaml',
  ],
  async run(given, io) {
    const today = japanDay(Date.now());
    const file = given.out === undefined ? null : resolve(given.out);
    const others = file !== null && existsSync(file) ? loadPeople(file) : null;
    const brought = broughtCertificate(given, file, others, io);
    const card = cardFor(given.card, brought);
    const usual = usualLastDays[card.kind === 'next' ? 'next' : 'my-number'];
    const cardExpires = given.cardExpires ?? dayRuleSchema.parse(usual.card);
    const certificate = brought ?? issuedCertificate(given, cardExpires, usual.certificate, today, io);
    const id = given.id ?? freeId(others);
    const entry = newPerson(
      {
        name: given.name,
        kana: given.kana,
        birth: given.birth,
        sex: given.sex,
        address: given.address,
        pin: given.pin,
        card: { ...card, pinTriesLeft: given.pinTries, expires: cardExpires },
        certificate,
        status: given.status,
        registered: !given.unregistered,
        validity: given.validity,
      },
      today,
    );
    const text = stringify({ [id]: entry }, { lineWidth: 110 });
    parsePeople(text, given.out ?? '-');
    if (file === null) io.stdout.write(text);
    else {
      addToPeopleFile(file, id, text);
      writeLine(io, file);
    }
    return 0;
  },
});

interface CertificateOptions {
  readonly card?: CardName | undefined;
  readonly certificateIssued?: DayRule | undefined;
  readonly certificateExpires?: DayRule | undefined;
  readonly ownCertificate?: string | undefined;
  readonly ownKey?: string | undefined;
  readonly ownAuthority?: string | undefined;
}

const words = {
  ownDays: {
    en: 'nothing beside --own-certificate, which has days of its own',
    ja: '--own-certificate とは併用できず、値なし（証明書自身の日付）',
  },
  ownAgain: {
    en: 'a certificate that nobody else in the people file has',
    ja: '人物ファイルのほかの人が持っていない証明書',
  },
  ownCard: { en: 'a kind that holds certificates', ja: '証明書の入る種類' },
  withinCard: {
    en: 'a day that is not after the last of --card-expires',
    ja: '--card-expires より後でない日',
  },
  issuedFirst: { en: 'a day that is not after the certificate’s last', ja: '有効期限より後でない日' },
} as const;

const cannotBe = (flag: string, value: string, expected: string): EmulatorError =>
  new EmulatorError({ code: 'EMU-633', detail: { option: flag, value, expected } });

/** In the middle of a card's and a certificate's life, by kind of card. */
const usualLastDays = {
  'my-number': { card: '+6y', certificate: '+4y' },
  next: { card: '+9y', certificate: '+9y' },
} as const;

function freeId(others: People | null): string {
  let number = 1;
  while (others?.get(`person-${number}`) !== undefined) number += 1;
  return `person-${number}`;
}

/** No certificate outlasts its card: where only the card was said to end, it ends with it. */
function issuedCertificate(
  { certificateIssued, certificateExpires }: CertificateOptions,
  cardExpires: DayRule,
  usualExpires: string,
  today: Day,
  { language }: Io,
): IssuedCertificate {
  const outlasts = (rule: DayRule): boolean => compareDays(rule(today), cardExpires(today)) > 0;
  if (certificateExpires !== undefined && outlasts(certificateExpires))
    throw cannotBe('--certificate-expires', certificateExpires.text, words.withinCard[language]);
  const usual = dayRuleSchema.parse(usualExpires);
  const expires = certificateExpires ?? (outlasts(usual) ? cardExpires : usual);
  const issued = certificateIssued ?? dayRuleSchema.parse(issuedBefore(expires, today));
  if (compareDays(issued(today), expires(today)) > 0)
    throw cannotBe('--certificate-issued', issued.text, words.issuedFirst[language]);
  return { issued, expires };
}

/** The certificate whose files were named; null: none were. `out` is the people file; null: standard output. */
function broughtCertificate(
  given: CertificateOptions,
  out: string | null,
  others: People | null,
  { language }: Io,
): Brought | null {
  const folder = out === null ? resolve('.') : dirname(out);
  const named = {
    '--own-certificate': given.ownCertificate,
    '--own-key': given.ownKey,
    '--own-authority': given.ownAuthority,
  };
  if (Object.values(named).every((file) => file === undefined)) return null;
  const path = (flag: keyof typeof named): string => {
    const file = named[flag];
    if (file === undefined)
      throw new EmulatorError({ code: 'EMU-634', detail: { command: 'fcr person new', what: flag } });
    // One spelling on every system, so that the people file can be taken along.
    return relative(folder, resolve(file)).split(sep).join('/');
  };
  const files = {
    certificate: path('--own-certificate'),
    key: path('--own-key'),
    authority: path('--own-authority'),
  };
  if (given.certificateIssued !== undefined)
    throw cannotBe('--certificate-issued', given.certificateIssued.text, words.ownDays[language]);
  if (given.certificateExpires !== undefined)
    throw cannotBe('--certificate-expires', given.certificateExpires.text, words.ownDays[language]);
  if (given.card === 'other') throw cannotBe('--card', given.card, words.ownCard[language]);
  const own = orThrow(readOwnCredential(files, folder));
  const identity = certificateIdentity(own.fields);
  for (const { card } of others ?? []) {
    if (card.credentials !== undefined && certificateIdentity(card.credentials.user.fields) === identity)
      throw cannotBe('--own-certificate', files.certificate, words.ownAgain[language]);
  }
  return {
    files,
    judged: own.judged,
    kind: generationOf(own.key) === 'next' ? 'next' : 'my-number',
  };
}

/** The kind of card that a certificate of one's own belongs in. */
type Brought = BroughtCertificate & { readonly kind: 'my-number' | 'next' };

function cardFor(named: CardName | undefined, brought: Brought | null) {
  const kind = brought?.kind ?? 'my-number';
  if (named === undefined) return { kind, faceOnly: false };
  return named === 'face-only' ? { kind, faceOnly: true } : cards[named];
}
