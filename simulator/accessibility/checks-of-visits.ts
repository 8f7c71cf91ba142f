/** Checks that look through whole visits: everything that was said and sounded, and what was shown meanwhile. */

import { screens } from '../../firmware/screens/catalogue.ts';
import { template, textIds } from '../../firmware/screens/texts.ts';
import type { Language, ScreenView } from '../../firmware/screens/vocabulary.ts';
import { groupOrder } from '../../firmware/screens/wording.ts';
import { visitKinds } from '../eyes-free/rounds.ts';
import { type Checked, over, quotationOf, together, type Wrong, wrongUnless } from './evidence.ts';
import type { HeardMoment, RecordedVisit, ShownMoment } from './recorded-visits.ts';

interface Moment {
  readonly visit: RecordedVisit;
  readonly entry: HeardMoment;
}

const moments = (visits: readonly RecordedVisit[]): readonly Moment[] =>
  visits.flatMap((visit) => visit.heard.map((entry) => ({ visit, entry })));
const spoken = (visits: readonly RecordedVisit[]): readonly Moment[] =>
  moments(visits).filter(({ entry }) => entry.kind !== 'tone');
const sounded = (visits: readonly RecordedVisit[]): readonly Moment[] =>
  moments(visits).filter(({ entry }) => entry.kind === 'tone');

const sentences = { en: 'sentences spoken in the visits', ja: '受付で読み上げた文' };
const where = ({ visit, entry }: Moment): string =>
  `${visit.name}, ${(entry.startedAt / 1000).toFixed(1)} s, ${entry.id}`;
const quote = ({ visit, entry }: Moment) => quotationOf(entry, visit.name);
const overOf = ({ endedAt, cutAt, startedAt }: HeardMoment): number => endedAt ?? cutAt ?? startedAt;

/** A11Y-01: each visit was accepted, and no consent stands that was not heard and meant. */
export function everyVisitEndsWell(visits: readonly RecordedVisit[]): Checked {
  const looked = over(
    { en: 'visits by keypad and sound alone', ja: 'テンキーと音だけの受付' },
    visits,
    (visit) =>
      wrongUnless(
        visit.passed,
        visit.name,
        `did not end well: ${visit.ending ?? 'time over'}`,
        `正しく終わりませんでした：${visit.ending ?? '時間切れ'}`,
      ),
  );
  const [first] = visits;
  const told = first?.heard.filter(({ kind }) => kind !== 'tone').slice(0, 6) ?? [];
  return { ...looked, quotations: told.map((entry) => quotationOf(entry, first?.name ?? '')) };
}

const isBlank = ({ title, text, choices }: ScreenView): boolean =>
  title === '' && text.every((line) => line === '') && choices.length === 0;

/** A11Y-05 */
export const screenAndSpeechAgree = (visits: readonly RecordedVisit[]): Checked =>
  over(
    sentences,
    spoken(visits),
    (moment) => {
      const { view, screen } = moment.entry;
      if (view === null)
        return [{ where: where(moment), what: { en: 'no screen stood', ja: '画面がありませんでした' } }];
      return [
        ...wrongUnless(
          view.id === screen,
          where(moment),
          `${view.id} stood meanwhile`,
          `その間の画面は ${view.id} でした`,
        ),
        ...wrongUnless(!isBlank(view), where(moment), 'the screen was blank', '画面が空でした'),
      ];
    },
    quote,
  );

/** A11Y-07, over visits. */
export const oneVoiceAtATime = (visits: readonly RecordedVisit[]): Checked =>
  over({ en: 'visits without two voices', ja: '声の重なりのない受付' }, visits, (visit) => {
    const said = visit.heard.filter(({ kind }) => kind !== 'tone');
    return said.flatMap((entry, i) => {
      const before = said[i - 1];
      return wrongUnless(
        before === undefined || overOf(before) <= entry.startedAt,
        where({ visit, entry }),
        `begins while ${before?.id} is spoken`,
        `${before?.id} の読み上げ中に始まります`,
      );
    });
  });

/** Every part of a screen, and whether it is words already; the rest has words of its own that are spoken. */
const partsOfScreen: Readonly<Record<string, 'words' | 'spoken' | 'not shown'>> = {
  id: 'not shown',
  variant: 'not shown',
  language: 'not shown',
  private: 'not shown',
  mode: 'not shown',
  // Its number stands in the label of the button that turns it; speech has no pages.
  page: 'words',
  title: 'words',
  text: 'words',
  choices: 'words',
  status: 'spoken',
  masked: 'spoken',
};

const bare = (words: string): string => words.replaceAll(/[\s。．.、,]/g, '');

/** A11Y-08: a state line that stood while the person was guided has been spoken; digits have their count in words. */
export function everyPartOfAScreenHasWords(visits: readonly RecordedVisit[], parts = partsOfScreen): Checked {
  const seen = new Set(visits.flatMap(({ shown }) => shown.flatMap(({ view }) => Object.keys(view))));
  const known = over({ en: 'parts of a screen', ja: '画面の部分' }, [...seen], (part) =>
    wrongUnless(parts[part] !== undefined, part, 'is neither words nor spoken', '文字でも音声でもありません'),
  );
  const states = visits.flatMap((visit) => {
    const words = bare(visit.heard.map(({ text }) => text ?? '').join(''));
    const lines = new Set(
      visit.shown.flatMap(({ view }) =>
        view.status === null || view.id === 'face_capture' ? [] : [view.status],
      ),
    );
    return [...lines].map((line) => ({ visit, line, words }));
  });
  const told = states.flatMap(({ visit, line, words }) =>
    wrongUnless(
      words.includes(bare(line)),
      visit.name,
      `“${line}” was shown and not spoken`,
      `「${line}」が読み上げられていません`,
    ),
  );
  const fields = new Set(
    visits.flatMap(({ shown }) => shown.flatMap(({ view }) => (view.masked === null ? [] : [view.id]))),
  );
  const counted = over(
    { en: 'masked fields, with tone and count in words', ja: '伏せ字の欄（音と桁数の読み上げ）' },
    [...fields],
    (screen) => {
      const reply = screen === 'staff_password' ? 'reply.password_full' : 'reply.pin_full';
      const inWords = textIds.some((id) => id === reply);
      const inTone = sounded(visits).some(({ entry }) => entry.screen === screen && entry.id === 'key');
      return wrongUnless(
        inWords && inTone,
        screen,
        'dots have neither tone nor words',
        '点に音も言葉もありません',
      );
    },
  );
  return together(known, counted, {
    figures: [
      {
        what: { en: 'state lines that were spoken', ja: '読み上げられた状態の行' },
        value: String(states.length),
      },
    ],
    quotations: [],
    wrong: told,
  });
}

/** The person asked to hear the answers aloud: key 1 on the summary, on the loudspeaker. */
const wasAskedFor = ({ screen, kind }: HeardMoment): boolean =>
  screen === 'consent_summary' && kind === 'prompt';

/** A11Y-12 */
export function privateIsForEarphones(visits: readonly RecordedVisit[]): Checked {
  const said = spoken(visits);
  const privately = over(
    { en: 'private sentences', ja: '個人的な内容の読み上げ' },
    said.filter(({ entry }) => entry.private),
    (moment) =>
      wrongUnless(
        moment.entry.channel === 'earphones' || wasAskedFor(moment.entry),
        where(moment),
        'was private and on the loudspeaker',
        '個人的な内容がスピーカーに出ました',
      ),
    quote,
  );
  const aloud = over(
    { en: 'sentences on the loudspeaker, without a name', ja: '氏名を含まないスピーカーの読み上げ' },
    said.filter(({ entry }) => entry.channel === 'speaker'),
    (moment) =>
      wrongUnless(
        !moment.visit.names.some((name) => moment.entry.text?.includes(name) === true),
        where(moment),
        'the loudspeaker said a name',
        'スピーカーが氏名を読み上げました',
      ),
  );
  return together(privately, aloud);
}

const longestBeside = 3000;

/** A11Y-13 */
export const nothingSoundsLongBesideSpeech = (visits: readonly RecordedVisit[]): Checked =>
  over({ en: 'tones in the visits', ja: '受付で鳴った音' }, sounded(visits), (moment) =>
    wrongUnless(
      overOf(moment.entry) - moment.entry.startedAt <= longestBeside,
      where(moment),
      'sounds for more than 3 s',
      '3秒を超えて鳴ります',
    ),
  );

/** A11Y-17, over visits: the language screen speaks each language in itself. */
export const speechHasTheLanguageOfTheScreen = (visits: readonly RecordedVisit[]): Checked =>
  over(sentences, spoken(visits), (moment) => {
    const { view, lang, screen } = moment.entry;
    return wrongUnless(
      screen === 'language' || view?.language === lang,
      where(moment),
      `speaks ${lang} while the screen is in ${view?.language}`,
      `画面の言語 ${view?.language} と異なる ${lang} で読み上げます`,
    );
  });

const asksConsent = (visit: RecordedVisit): boolean =>
  visit.shown.some(({ view }) => view.id === 'consent_all');

/** A11Y-19 */
export function choicesAreHeardBeforeTheyCount(visits: readonly RecordedVisit[]): Checked {
  const outcomes = over(
    { en: 'accepted visits in which the outcome was spoken', ja: '結果が読み上げられた、完了した受付' },
    visits.filter((visit) => visit.passed),
    (visit) =>
      wrongUnless(
        visit.heard.some(({ id }) => id === 'announce.accepted'),
        visit.name,
        'the outcome was not spoken',
        '結果が読み上げられていません',
      ),
  );
  const summaries = over(
    {
      en: 'visits with consent, in which the choices could be heard first',
      ja: '同意の内容を先に聞けた受付',
    },
    visits.filter((visit) => visit.passed && asksConsent(visit)),
    (visit) => {
      const summary = visit.heard.findIndex(({ id }) => id.startsWith('consent_summary.'));
      const outcome = visit.heard.findIndex(({ id }) => id === 'announce.accepted');
      const heardAll = visit.heard.some(
        ({ id, text, channel, lang }) =>
          id.startsWith('consent_summary.') &&
          (channel === 'speaker' ? text !== '' : tellsAnswers(text ?? '', lang ?? 'ja', visit)),
      );
      return [
        ...wrongUnless(
          summary !== -1 && summary < outcome,
          visit.name,
          'the summary was not spoken before the outcome',
          '結果の前に確認が読み上げられていません',
        ),
        ...wrongUnless(
          heardAll,
          visit.name,
          'the answers were not in the summary',
          '確認に回答の内容がありません',
        ),
      ];
    },
  );
  const summary = spoken(visits).find(
    ({ entry }) => entry.id.startsWith('consent_summary.') && !entry.private,
  );
  return { ...together(outcomes, summaries), quotations: summary === undefined ? [] : [quote(summary)] };
}

/** One sentence for all groups, or one for each. */
function tellsAnswers(words: string, language: Language, { kind }: RecordedVisit): boolean {
  const { consent } = visitKinds[kind];
  const same = groupOrder.every((group) => consent.answers[group] === consent.answers.surgery);
  const heads = groupOrder.map((group) => template(`part.line_spoken.${group}`, language).head);
  const asOne = template(
    `part.line_spoken.${consent.answers.surgery ? 'all_agree' : 'all_refuse'}`,
    language,
  ).head;
  return same ? words.includes(asOne) : heads.every((head) => words.includes(head));
}

/** Tones that tell of something to be done: each must be seen too. */
const telling: ReadonlySet<string> = new Set(['error', 'warning']);

/** A11Y-20 for tones. Captions are drawn by `checks-of-displays.ts`. */
export const tonesAreVisible = (visits: readonly RecordedVisit[]): Checked =>
  over(
    {
      en: 'tones of error and warning, each with a state on the screen',
      ja: '画面の状態を伴う、誤りと警告の音',
    },
    sounded(visits).filter(({ entry }) => telling.has(entry.id)),
    (moment) => {
      const { visit, entry } = moment;
      const { view } = entry;
      const stands = view !== null && (screens[view.id].announces !== undefined || view.status !== null);
      const said = visit.heard.some(
        (other) => other.kind === 'announcement' && Math.abs(other.startedAt - entry.startedAt) <= 1000,
      );
      return wrongUnless(
        stands || said,
        where(moment),
        'nothing is seen of it',
        '目に見えるものがありません',
      );
    },
  );

const mostFlashes = 3;
const apart = ({ view }: ShownMoment): string =>
  JSON.stringify([view.id, view.variant, view.title, view.text, view.status]);

/** A11Y-44: changes of the whole screen in any second; a digit's dot is none. */
export function nothingFlashes(visits: readonly RecordedVisit[]): Checked {
  let most = 0;
  const looked = over({ en: 'visits', ja: '受付' }, visits, (visit): readonly Wrong[] => {
    const changes = visit.shown.filter((moment, i) => {
      const before = visit.shown[i - 1];
      // What is replaced within the same moment is never drawn.
      const next = visit.shown[i + 1];
      return before !== undefined && next?.t !== moment.t && apart(before) !== apart(moment);
    });
    const counts = changes.map(
      ({ t }) => changes.filter((other) => other.t >= t && other.t < t + 1000).length,
    );
    const here = Math.max(0, ...counts);
    most = Math.max(most, here);
    return wrongUnless(
      here <= mostFlashes,
      visit.name,
      `the screen changes ${here} times in a second`,
      `1秒に${here}回変わります`,
    );
  });
  return {
    ...looked,
    figures: [
      ...looked.figures,
      {
        what: { en: 'most changes of the screen in one second', ja: '1秒間の画面の変化（最大）' },
        value: String(most),
      },
    ],
  };
}

/** A11Y-30: that other ways than the face do end well. */
export const otherWaysThanTheFace = (visits: readonly RecordedVisit[]): Checked =>
  over(
    { en: 'visits by PIN or by staff', ja: '暗証番号または係員による受付' },
    visits.filter(({ kind }) => visitKinds[kind].method !== 'face'),
    (visit) => wrongUnless(visit.passed, visit.name, 'did not end well', '正しく終わりませんでした'),
  );

/** A11Y-42: nothing but words and marks is shown. */
export const screensAreWords = (visits: readonly RecordedVisit[]): Checked => {
  const parts = [...new Set(visits.flatMap(({ shown }) => shown.flatMap(({ view }) => Object.keys(view))))];
  return over({ en: 'parts of a screen', ja: '画面の部分' }, parts, (part) =>
    wrongUnless(!/colou?r/i.test(part), part, 'is a colour', '色です'),
  );
};

/** A11Y-70: each choice in what was shown has a name and a key. */
export const choicesHaveNameAndKey = (visits: readonly RecordedVisit[]): Checked =>
  over(
    { en: 'choices that were shown', ja: '表示された選択肢' },
    visits.flatMap((visit) =>
      visit.shown.flatMap(({ view }) => view.choices.map((choice) => ({ visit, view, choice }))),
    ),
    ({ visit, view, choice }) =>
      wrongUnless(
        choice.label.trim() !== '' && choice.key !== undefined,
        `${visit.name} ${view.id}`,
        'has a choice without a name',
        '名前のない選択肢があります',
      ),
  );
