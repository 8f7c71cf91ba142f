/** Checks of what draws the reader around its screens: captions, pages, names, and the project's own files. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { profileIds } from '../../firmware/profiles.ts';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import { charactersOf, lostMark, repertoireNames } from '../../host-bridge/characters/repertoire.ts';
import type { Language } from '../../protocol/errors.ts';
import { isReaderId } from '../../protocol/ids.ts';
import { escaped } from '../automation/html-text.ts';
import type { ReaderState } from '../automation/reader-state.ts';
import { statusPage } from '../automation/status-page.ts';
import { fileForms, hopOutcomes } from '../characters/hops.ts';
import type { People } from '../people/registry.ts';
import { htmlReport } from '../scenario/report-html.ts';
import { drawnLines } from '../ui/terminal/picture.ts';
import { type Caption, captionLine, displayPage } from '../ui/web/display-page.ts';
import type { DeviceSeen } from './checks-of-layout.ts';
import { type Checked, over, quotationOf, wrongUnless } from './evidence.ts';
import { brokenRules } from './page-rules.ts';
import type { HeardMoment, RecordedVisit } from './recorded-visits.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const serial = 'FCR-000001';
if (!isReaderId(serial)) throw new TypeError(`no serial number: ${serial}`);
const restingReader: ReaderState = {
  id: serial,
  profile: 'next-generation',
  link: 'connected',
  language: 'ja',
  screen: { id: 'idle', title: '', text: [], choices: [], status: null },
  visit: null,
  card: false,
  phone: false,
  earphones: false,
};
const spokenExample: Caption = { channel: 'speaker', lang: 'ja', text: '見本です。' };
const size = { columns: 80, rows: 40 };
const unspaced = (words: string): string => words.replaceAll(/\s/g, '');

/** The picture of the terminal desk while these words are spoken. */
function drawnWith({ channel, text, lang }: Pick<HeardMoment, 'channel' | 'text' | 'lang'>): string {
  const lines = drawnLines(
    {
      language: lang ?? 'ja',
      reader: restingReader,
      place: 1,
      readers: 1,
      masked: null,
      phoneReader: null,
      caption: { channel, text },
      camera: '',
      backEndDown: null,
      panel: { kind: 'none' },
      notice: null,
      url: '',
    },
    size,
  );
  return unspaced(lines.map(({ text: line }) => line).join(''));
}

/** A11Y-20 for speech: the captions of terminal and page hold the whole sentence. */
export function captionsStandBesideSpeech(visits: readonly RecordedVisit[]): Checked {
  const distinct = new Map<string, { readonly entry: HeardMoment; readonly visit: string }>();
  for (const { name, heard } of visits) {
    for (const entry of heard) if (entry.text !== null) distinct.set(entry.text, { entry, visit: name });
  }
  return over(
    { en: 'different sentences, each a caption', ja: '字幕に出た、異なる文' },
    [...distinct.values()],
    ({ entry, visit }) =>
      wrongUnless(
        drawnWith(entry).includes(unspaced(entry.text ?? '')) &&
          captionLine(entry, entry.lang ?? 'ja').includes(`>${escaped(entry.text ?? '')}<`),
        `${visit}, ${entry.id}`,
        'is not whole in the caption',
        '字幕に全文が出ません',
      ),
    ({ entry, visit }) => quotationOf(entry, visit),
  );
}

/** A11Y-69: the page of the desk, the display as a page in every way it may stand, and reports. */
export function pagesKeepTheRules(devices: readonly DeviceSeen[]): Checked {
  const pages = completeLanguages.flatMap((language: Language) => [
    {
      name: `status page, ${language}`,
      page: statusPage({
        language,
        readers: [restingReader],
        visits: [],
        maintenance: [],
        now: 0,
        version: '0',
      }),
    },
    { name: `report of scenarios, ${language}`, page: htmlReport([], language) },
  ]);
  const displays = devices.flatMap(({ device, screens }) =>
    screens.map(({ view }) => ({
      name: `display, ${device.id} ${[view.id, view.variant, view.language].filter((part) => part !== null).join(' ')}`,
      page: displayPage({ language: view.language, reader: serial, view, device, caption: spokenExample }),
    })),
  );
  return over({ en: 'pages', ja: 'ページ' }, [...pages, ...displays], ({ name, page }) =>
    brokenRules(page).map((what) => ({ where: name, what })),
  );
}

const dots = (name: string): number =>
  charactersOf(name, 'utf-8').filter(({ character }) => character === lostMark).length;

/**
 * A11Y-71: on the way from an insurer that holds every character, and at insurers that hold fewer, each ● is a character
 * that is named as lost, and what is not lost arrives as it was.
 */
export function lostCharactersAreTold(people: People): Checked {
  const passed = [...people].flatMap(({ name: { kanji } }) =>
    repertoireNames.flatMap((insurer) =>
      hopOutcomes(kanji, { insurer, files: fileForms, profiles: profileIds })
        .filter(({ hop }) => insurer === 'utf-8' || hop === 'insurer')
        .map((outcome) => ({ registered: kanji, outcome })),
    ),
  );
  const lost = passed.reduce((sum, { outcome }) => sum + outcome.lost.length, 0);
  const told = over({ en: 'names at a hop', ja: '各経路での氏名' }, passed, ({ registered, outcome }) =>
    wrongUnless(
      outcome.lost.length === 0
        ? outcome.name === registered
        : dots(outcome.name) - dots(registered) === outcome.lost.length,
      outcome.hop,
      'loses a character without telling',
      '文字が失われたことを知らせません',
    ),
  );
  return {
    ...told,
    figures: [
      ...told.figures,
      { what: { en: 'characters told as lost', ja: '失われたと報告された文字' }, value: String(lost) },
    ],
  };
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** A11Y-09 */
export const thereAreNoFilms = (): Checked =>
  over(
    { en: 'files of reader and simulator', ja: 'リーダーとシミュレーターのファイル' },
    ['firmware', 'simulator'].flatMap(filesUnder),
    (name) =>
      wrongUnless(!/\.(?:mp4|m4v|webm|mov|avi|mkv|ogv|gif)$/i.test(name), name, 'is a film', '動画です'),
  );

/** A11Y-21: the ports that the firmware has for peripherals. */
export function nothingTakesSoundIn(): Checked {
  const ports = readFileSync(join(root, 'firmware/hal.ts'), 'utf8');
  const names = [...ports.matchAll(/^export interface (\w+)/gm)].map(([, name]) => name ?? '');
  return over({ en: 'ports of the firmware', ja: 'ファームウェアの入出力' }, names, (name) =>
    wrongUnless(!/microphone|audioin|recogni[sz]er/i.test(name), name, 'takes sound in', '音を取り込みます'),
  );
}

const manuals: Readonly<Record<Language, { readonly file: string; readonly says: readonly RegExp[] }>> = {
  en: { file: 'README.md', says: [/## For accessibility testers/, /voice guidance/, /twelve keys/] },
  ja: { file: 'README.ja.md', says: [/^## .*(?:アクセシビリティ|音声)/m, /音声案内/, /テンキー/] },
};

/** A11Y-47 */
export const manualTellsOfSpeechAndKeys = (): Checked =>
  over({ en: 'languages of the README', ja: 'READMEの言語' }, completeLanguages, (language) => {
    const { file, says } = manuals[language];
    const text = readFileSync(join(root, file), 'utf8');
    return says.flatMap((pattern) =>
      wrongUnless(
        pattern.test(text),
        file,
        `does not say ${pattern.source}`,
        `${pattern.source} がありません`,
      ),
    );
  });
