/**
 * Numbers in kana, with the words that count things: MeCab reads a number digit by digit (40歳 as ヨンゼロサイ), and the
 * reading of many counters depends on the number before them.
 */

const digits = ['ゼロ', 'イチ', 'ニ', 'サン', 'ヨン', 'ゴ', 'ロク', 'ナナ', 'ハチ', 'キュー'] as const;
const hundreds = [
  '',
  'ヒャク',
  'ニヒャク',
  'サンビャク',
  'ヨンヒャク',
  'ゴヒャク',
  'ロッピャク',
  'ナナヒャク',
  'ハッピャク',
  'キューヒャク',
] as const;
const thousands = [
  '',
  'セン',
  'ニセン',
  'サンゼン',
  'ヨンセン',
  'ゴセン',
  'ロクセン',
  'ナナセン',
  'ハッセン',
  'キューセン',
] as const;
/** More digits than this are read one by one. */
const mostDigits = 4;

const digitByDigit = (written: string): string => [...written].map((digit) => digits[Number(digit)]).join('');

function cardinal(written: string): string {
  const value = Number(written);
  if (written.length > mostDigits || (written.length > 1 && written.startsWith('0')))
    return digitByDigit(written);
  if (value === 0) return digits[0];
  const [ones, tens, hundred, thousand] = [1, 10, 100, 1000].map((unit) => Math.floor(value / unit) % 10);
  return [
    thousands[thousand ?? 0],
    hundreds[hundred ?? 0],
    tens === 0 ? '' : `${tens === 1 ? '' : digits[tens ?? 0]}ジュー`,
    ones === 0 ? '' : digits[ones ?? 0],
  ].join('');
}

/** What a counter is after a number, and the whole of both where it is another. */
interface Counter {
  readonly after: string;
  readonly whole?: Readonly<Record<number, string>>;
  /** The last digit's own reading before this counter; tens before it are read as ever. */
  readonly last?: Readonly<Record<number, string>>;
}

const shortened = (after: string): Counter => ({
  after,
  last: { 1: `イッ${after}`, 6: `ロッ${after}`, 8: `ハッ${after}`, 0: `ジュッ${after}` },
});

const counters: Readonly<Record<string, Counter>> = {
  つ: {
    after: 'ツ',
    whole: {
      1: 'ヒトツ',
      2: 'フタツ',
      3: 'ミッツ',
      4: 'ヨッツ',
      5: 'イツツ',
      6: 'ムッツ',
      7: 'ナナツ',
      8: 'ヤッツ',
      9: 'ココノツ',
    },
  },
  年: { after: 'ネン', last: { 4: 'ヨネン' } },
  月: { after: 'ガツ', whole: { 4: 'シガツ', 7: 'シチガツ', 9: 'クガツ' } },
  日: {
    after: 'ニチ',
    whole: {
      1: 'ツイタチ',
      2: 'フツカ',
      3: 'ミッカ',
      4: 'ヨッカ',
      5: 'イツカ',
      6: 'ムイカ',
      7: 'ナノカ',
      8: 'ヨーカ',
      9: 'ココノカ',
      10: 'トーカ',
      14: 'ジューヨッカ',
      20: 'ハツカ',
      24: 'ニジューヨッカ',
    },
    last: { 7: 'シチニチ', 9: 'クニチ' },
  },
  回: shortened('カイ'),
  歳: { after: 'サイ', whole: { 20: 'ハタチ' }, last: { 1: 'イッサイ', 8: 'ハッサイ', 0: 'ジュッサイ' } },
  桁: { after: 'ケタ', whole: { 1: 'ヒトケタ', 2: 'フタケタ' }, last: { 0: 'ジュッケタ' } },
  秒: { after: 'ビョー' },
  倍: { after: 'バイ' },
  番: { after: 'バン' },
};

function counted(written: string, counter: Counter): string {
  const value = Number(written);
  const whole = counter.whole?.[value];
  if (whole !== undefined) return whole;
  const last = written.length > mostDigits ? undefined : counter.last?.[value % 10];
  if (last === undefined || value === 0) return cardinal(written) + counter.after;
  const ends = value % 10 === 0 ? 'ジュー' : digits[value % 10];
  const said = cardinal(written);
  // A round hundred or thousand has nothing that could be shortened.
  return said.endsWith(ends ?? '')
    ? said.slice(0, said.length - (ends?.length ?? 0)) + last
    : said + counter.after;
}

const wide = /[０-９．]/gu;
const counterForm = Object.keys(counters).join('|');

/** A regular expression's source: a number, with its decimals and with what it counts. */
export const numberForm = `[0-9０-９]+(?:[.．][0-9０-９]+)?(?:${counterForm})?`;

/** @param written what numberForm finds */
export function numberInKana(written: string): string {
  const [, whole = '', fraction, name = ''] =
    /^(\d+)(?:\.(\d+))?(.*)$/u.exec(written.replace(wide, (sign) => sign.normalize('NFKC'))) ?? [];
  const counter = counters[name];
  if (fraction !== undefined) {
    const before = whole === '0' ? 'レー' : whole === '1' ? 'イッ' : cardinal(whole);
    return `${before}テン${digitByDigit(fraction)}${counter?.after ?? ''}`;
  }
  return counter === undefined ? cardinal(whole) : counted(whole, counter);
}
