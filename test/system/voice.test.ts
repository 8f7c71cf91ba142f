/** The real engines: what they are given is read as it should be, and what they give is sound of the right length and level. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { speedSteps } from '../../firmware/guidance/comfort.ts';
import { secondsOf } from '../../firmware/guidance/durations.ts';
import type { Language } from '../../protocol/errors.ts';
import { orThrow } from '../../protocol/result.ts';
import { comparedTexts, measuredTexts } from '../../simulator/docs/spoken-durations.ts';
import { readingsFile, spokenReadings } from '../../simulator/docs/spoken-readings.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import type { SpeechEngine } from '../../simulator/voice/engine.ts';
import { espeakKana } from '../../simulator/voice/espeak-kana.ts';
import { decibels, highestPeak, loudness, peak, speechLevel } from '../../simulator/voice/level.ts';
import { japaneseInKana } from '../../simulator/voice/mecab-espeak.ts';
import { engineFor, mecabPlace, type ProbedEngine, probeEngines } from '../../simulator/voice/probing.ts';
import { secondsOfSound } from '../../simulator/voice/sound.ts';
import { spokenTextIds, spokenWords } from '../../simulator/voice/spoken-texts.ts';
import { Voice } from '../../simulator/voice/voice.ts';
import { lackingFor, systemTests } from './system-tests.ts';

const lacking = await lackingFor(systemTests['voice.test.ts']);
if (lacking.length > 0) process.stdout.write(`Left out, ${lacking.join(', ')}\n`);

describe.runIf(lacking.length === 0)('Speech', () => {
  const languages = ['ja', 'en'] as const;
  let probed: readonly ProbedEngine[];
  const engine = (language: Language): SpeechEngine => {
    const found = engineFor(probed, language);
    if (found === null) throw new RangeError(`no engine speaks ${language}`);
    return found;
  };
  const mecab = () => {
    const place = mecabPlace(process.env);
    if (place === null) throw new RangeError('no MeCab');
    return place;
  };
  /** What espeak-ng says of Japanese words, as it notes sounds; `(en)` where it goes over to English. */
  const phonemes = async (words: string): Promise<string> => {
    const running = promisify(execFile)('espeak-ng', ['-v', 'ja', '-q', '-x', '--stdin']);
    running.child.stdin?.end(words);
    return (await running).stdout;
  };
  beforeAll(async () => {
    probed = await probeEngines(process.env);
  });

  it('is read as the table of readings says, by both dictionaries', async () => {
    const table = readFileSync(new URL(`../../${readingsFile}`, import.meta.url), 'utf8');
    expect(await spokenReadings(mecab())).toBe(table);
  });

  it('in kana is never spelled in English by espeak-ng, as kanji are', async () => {
    expect(await phonemes('健診')).toContain('(en)');
    for (const id of spokenTextIds) {
      const [kana = ''] = orThrow(await japaneseInKana(mecab(), spokenWords(id, 'ja') ?? ''));
      expect(await phonemes(kana), id).not.toContain('(en)');
    }
  });

  it('spells no kana of a name, in whatever sequence', async () => {
    const all = Array.from({ length: 0x30f6 - 0x30a1 + 1 }, (_, i) => String.fromCharCode(0x30a1 + i));
    for (const after of [
      'ァ',
      'ィ',
      'ゥ',
      'ェ',
      'ォ',
      'ャ',
      'ュ',
      'ョ',
      'ヮ',
      'ッ',
      'ン',
      'ー',
      'ーー',
      'ッー',
      'ヵ',
      'ヶ',
    ]) {
      for (const before of ['', 'サ']) {
        const words = all.map((kana) => espeakKana(`${before}${kana}${after}`));
        expect(await phonemes(words.join('。\n\n')), after).not.toContain('(en)');
      }
    }
  });

  it('says everybody in the people file by their kana, first and last name each in one piece', async () => {
    for (const { id, name } of loadPeople()) {
      const said = orThrow(await japaneseInKana(mecab(), `${name.kana}さま。`)).join('');
      expect(said, id).toBe(`${name.kana.replace('\u3000', ' ')}サマ。`);
    }
  });

  it('reads a long name whole, and refuses a name in kanji that it does not know', async () => {
    const kana = orThrow(await japaneseInKana(mecab(), 'カンナヅキ　ジュゲムジュゲムゴコウノスリキレさま。'));
    expect(kana.join('').replace(/[\s。]/g, '')).toBe('カンナヅキジュゲムジュゲムゴコウノスリキレサマ');
    expect(await engine('ja').synthesise('髙﨑さま。', 1)).toMatchObject({
      ok: false,
      problem: { code: 'EMU-706' },
    });
  });

  it.each(languages)(
    'in %s lasts as long as the catalogue says, and at most a tenth of a second over it',
    async (language) => {
      for (const id of comparedTexts) {
        const sound = orThrow(await engine(language).synthesise(spokenWords(id, language) ?? '', 1));
        expect(secondsOfSound(sound), id).toBeLessThanOrEqual(secondsOf(id, language) + 0.15);
        expect(secondsOfSound(sound), id).toBeGreaterThan(secondsOf(id, language) * 0.5);
      }
    },
  );

  it('of texts that were measured last, lasts as the catalogue says', async () => {
    const ids = ['part.reason.unclear', 'part.reason.attack', 'announce.pin_last_try'];
    for (const language of languages) {
      const { seconds } = await measuredTexts(engine(language), ids);
      for (const [id, length] of seconds)
        expect(Math.abs(length - secondsOf(id, language)), `${id} ${language}`).toBeLessThan(0.15);
    }
  });

  it.each(languages)(
    'A11Y-24: in %s is as fast as it is asked to be, within a twentieth over several sentences',
    async (language) => {
      const words = ['welcome.first', 'pin_entry.first', 'consent_all.first', 'place_card.first'].map(
        (id) => spokenWords(id, language) ?? '',
      );
      const seconds = async (speed: (typeof speedSteps)[number]): Promise<number> => {
        let sum = 0;
        for (const one of words)
          sum += secondsOfSound(orThrow(await engine(language).synthesise(one, speed)));
        return sum;
      };
      const normal = await seconds(1);
      for (const speed of speedSteps) {
        const ratio = normal / (await seconds(speed)) / speed;
        expect(Math.abs(ratio - 1), `${speed}`).toBeLessThan(0.05);
      }
    },
  );

  it.each(languages)(
    'in %s has one level, does not clip, and is never silent for a second',
    async (language) => {
      const voice = new Voice(probed, null);
      for (const id of [
        'announce.accepted',
        'welcome.first',
        'part.tries.1',
        'cue.hold',
        'consent_all.first',
      ]) {
        const words = spokenWords(id, language) ?? '';
        const sound = orThrow(await voice.sound({ words, language, speed: 1, private: false }));
        expect(Math.abs(decibels(loudness(sound)) - speechLevel), id).toBeLessThan(1);
        expect(decibels(peak(sound)), id).toBeLessThanOrEqual(highestPeak + 0.01);
        const second = sound.rate;
        for (let from = 0; from + second <= sound.samples.length; from += second / 4)
          expect(
            loudness({ ...sound, samples: sound.samples.subarray(from, from + second) }),
            id,
          ).toBeGreaterThan(0);
      }
    },
  );

  it('is bit for bit the same at every call: what is kept is what would be rendered', async () => {
    for (const language of languages) {
      const words = spokenWords('announce.accepted', language) ?? '';
      const [one, other] = [
        await engine(language).synthesise(words, 1),
        await engine(language).synthesise(words, 1),
      ];
      expect(
        Buffer.from(orThrow(one).samples.buffer).equals(Buffer.from(orThrow(other).samples.buffer)),
      ).toBe(true);
    }
  });
});
