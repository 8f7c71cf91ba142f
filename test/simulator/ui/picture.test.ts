import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profiles } from '../../../firmware/profiles.ts';
import { screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { type Facts, noFacts } from '../../../firmware/screens/facts.ts';
import { completeLanguages } from '../../../firmware/screens/texts.ts';
import { composeView } from '../../../firmware/screens/view.ts';
import type { ReaderId, VisitId } from '../../../protocol/ids.ts';
import { Personal } from '../../../protocol/personal.ts';
import { openPicker } from '../../../simulator/ui/terminal/picker.ts';
import { type DeskPicture, drawnLines } from '../../../simulator/ui/terminal/picture.ts';
import { textWidth } from '../../../simulator/ui/text-width.ts';
import { uiWords } from '../../../simulator/ui/words.ts';

const picture: DeskPicture = {
  language: 'en',
  reader: {
    id: 'FCR-000001' as ReaderId,
    profile: 'next-generation',
    link: 'connected',
    language: 'ja',
    screen: {
      id: 'choose_method',
      title: '本人確認の方法',
      text: ['本人確認の方法を選んでください。'],
      choices: [
        { key: '1', label: '顔認証' },
        { key: '2', label: '暗証番号' },
        { key: '9', label: '終了' },
      ],
      status: 'あと2回です。',
    },
    visit: { id: 'FCR-000001.1.1' as VisitId, outcome: null },
    card: true,
    phone: false,
    earphones: false,
  },
  place: 1,
  readers: 2,
  masked: null,
  phoneReader: null,
  caption: { channel: 'speaker', text: 'カードを読み取りました。' },
  camera: 'nobody',
  backEndDown: false,
  panel: { kind: 'none' },
  notice: null,
  url: 'http://127.0.0.1:8080/',
};
/** What makes screens longest. */
const fullFacts: Facts = {
  ...noFacts,
  face: true,
  pin: true,
  triesLeft: 1,
  passwordTriesLeft: 1,
  faceReason: 'backlight',
  graceUntil: '2026-11-30',
  expires: '2026-12-31',
  name: new Personal('見本　太郎'),
  consent: { surgery: true, treatment: true, checkup: true },
  recipient: true,
  prescription: 'electronic',
  secondsLeft: 30,
};
const classic = { columns: 80, rows: 24 };
const texts = (drawn: DeskPicture, size = classic) =>
  drawnLines(drawn, size).map(({ text }) => text.trimEnd());

describe('The picture of the terminal desk', () => {
  it('shows state, title, text, status, choices with their keys, and the last spoken sentence', () => {
    const lines = texts(picture);
    expect(lines.slice(0, 2)).toEqual([
      'FCR-000001 (1/2)  connected  card: in  phone: none  camera: nobody',
      'earphones: none  back end: up',
    ]);
    expect(texts({ ...picture, phoneReader: true })[0]).toMatch(/phone: none {2}phone reader: connected$/);
    expect(texts({ ...picture, phoneReader: false })[0]).toMatch(/phone: none {2}phone reader: cable out$/);
    const [state] = texts({ ...picture, reader: { ...picture.reader, cardMark: '顔認証' } });
    expect(state).toContain('card: in「顔認証」');
    expect(lines.slice(3, 11)).toEqual([
      '本人確認の方法',
      '',
      '本人確認の方法を選んでください。',
      '» あと2回です。',
      '',
      ' [1] 顔認証',
      ' [2] 暗証番号',
      ' [9] 終了',
    ]);
    expect(lines).toContain('Voice: カードを読み取りました。');
    expect(lines.at(-1)).toContain('h help');
  });

  it('speaks Japanese around the reader where asked', () => {
    expect(texts({ ...picture, language: 'ja' })[0]).toContain('接続中  カード: あり');
  });

  it.each(['en', 'ja'] as const)('has its keys and its help whole on 80 columns in %s', (language) => {
    for (const line of [uiWords[language].keys, ...uiWords[language].help]) {
      expect(textWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it('fills the screen exactly, and fits 80 columns', () => {
    const lines = drawnLines(picture, classic);
    expect(lines).toHaveLength(24);
    expect(Math.max(...lines.map(({ text }) => textWidth(text)))).toBe(80);
  });

  it.each(screenIds)('shows all of %s on 80 columns and 24 lines, in each language', (screen) => {
    for (const language of completeLanguages) {
      for (const variant of screens[screen].variants?.values ?? [null]) {
        const shown = composeView({ screen, variant, language, profile: profiles.current, facts: fullFacts });
        const lines = texts({
          ...picture,
          masked: shown.masked,
          reader: { ...picture.reader, screen: shown },
        });
        const flat = lines.join('').replaceAll(' ', '');
        for (const text of [shown.title, ...shown.text, ...shown.choices.map(({ label }) => label)]) {
          expect(flat).toContain(text.replaceAll(' ', ''));
        }
      }
    }
  });

  it('gives a long caption the lines that the screen leaves empty, and shows where it had to be cut', () => {
    const text = 'もう一度聞くときは5、終わるときは9、係員を呼ぶときは0を押してください。'.repeat(4);
    const spoken = { ...picture, caption: { channel: 'speaker', text } } as const;
    expect(texts(spoken).join('')).toContain(text);
    const few = texts(spoken, { columns: 80, rows: 12 });
    expect(few).toHaveLength(12);
    expect(few.at(-2)).toMatch(/…$/);
  });

  it('shows a masked field as dots and their number', () => {
    expect(texts({ ...picture, masked: 3 })).toContain('[•••] 3 digits');
    expect(texts({ ...picture, masked: 1 })).toContain('[•] 1 digit');
  });

  it('puts choices side by side where lines are few', () => {
    const lines = texts(picture, { columns: 80, rows: 14 });
    expect(lines).toContain(' [1] 顔認証   [2] 暗証番号   [9] 終了');
  });

  it('says that a reader has no power', () => {
    expect(texts({ ...picture, reader: { ...picture.reader, screen: null } })).toContain(
      'The reader has no power.',
    );
  });

  it('marks the choice that is marked, and says when any key will do', () => {
    const { screen } = picture.reader;
    if (screen === null) throw new Error('a screen');
    const marked = { ...screen, choices: [{ key: '1', label: '提供する', marked: true }] as const };
    const any = { ...screen, choices: [{ key: 'any', label: '続ける' }] as const };
    expect(texts({ ...picture, reader: { ...picture.reader, screen: marked } })).toContain('●[1] 提供する');
    expect(texts({ ...picture, reader: { ...picture.reader, screen: any } })).toContain(' [any key] 続ける');
  });

  it('shows help and lists in place of the screen', () => {
    expect(texts({ ...picture, panel: { kind: 'help' } }).join('\n')).toContain('pull the cable out');
    const all = Array.from({ length: 40 }, (_, i) => ({ id: `person-${i}`, about: `number ${i}` }));
    const picker = { ...openPicker('Whose card?', all), at: 30 };
    const lines = texts({ ...picture, panel: { kind: 'pick', picker } });
    expect(lines).toContain('> person-30  number 30');
  });

  it('shows what went wrong in place of the keys', () => {
    expect(texts({ ...picture, notice: 'EMU-641 There is no person x.' }).at(-1)).toBe(
      'EMU-641 There is no person x.',
    );
  });

  it('never leaves the terminal, whatever its size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 120 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom<DeskPicture['panel']>(
          { kind: 'none' },
          { kind: 'help' },
          { kind: 'pick', picker: openPicker('Whose card?', [{ id: 'insured', about: '資格のある人' }]) },
        ),
        (columns, rows, panel) => {
          const lines = drawnLines({ ...picture, panel, masked: 2 }, { columns, rows });
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const { text } of lines) expect(textWidth(text)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
