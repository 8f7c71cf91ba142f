import { describe, expect, it } from 'vitest';
import { profileIds } from '../../../firmware/profiles.ts';
import type { Repertoire } from '../../../host-bridge/characters/repertoire.ts';
import {
  fileForms,
  type HopChoices,
  type HopId,
  hopIds,
  hopOutcomes,
} from '../../../simulator/characters/hops.ts';

const everything: HopChoices = { insurer: 'utf-8', files: fileForms, profiles: profileIds };
const [utf8, jis, cp932] = fileForms;

const at = (hop: HopId, name: string, choices: Partial<HopChoices> = {}) =>
  hopOutcomes(name, { ...everything, ...choices }).filter((outcome) => outcome.hop === hop);
const namesAt = (...given: Parameters<typeof at>) => at(...given).map(({ name }) => name);

describe('A name on its way', () => {
  it('passes every hop in order', () => {
    const passed = hopOutcomes('見本', { ...everything, files: [jis], profiles: ['current'] });
    expect(passed.map(({ hop }) => hop)).toEqual(hopIds);
    expect(passed.every(({ name, lost }) => name === '見本' && lost.length === 0)).toBe(true);
  });

  it('is stored with ● by an insurer whose system lacks a character, and comes so everywhere after', () => {
    const outcomes = hopOutcomes('髙橋', { ...everything, insurer: 'jis-x-0208' });
    for (const { hop, name, lost } of outcomes) {
      expect([hop, name]).toEqual([hop, hop === 'j-lis' ? '髙橋' : '●橋']);
      expect(lost.length).toBe(hop === 'insurer' ? 1 : 0);
    }
  });

  it.each([
    ['髙橋', ['髙橋', '●橋', '髙橋']],
    ['𠮷田', ['𠮷田', '●田', '●田']],
    ['渡邉', ['渡邉', '渡邉', '渡邉']],
    ['渡邉\u{E0100}', ['渡邉\u{E0100}', '渡●', '渡●']],
  ])('%s stands in files in UTF-8, JIS X 0208, CP932, and on today’s screens, as %j', (name, expected) => {
    expect(namesAt('facility-file', name)).toEqual(expected);
    expect(namesAt('reader-screen', name, { profiles: ['current'] })).toEqual(expected);
  });

  it('is whole on every screen of the next generation, whatever the files are in', () => {
    const name = '髙﨑𠮷邉\u{E0100}';
    expect(namesAt('reader-screen', name, { profiles: ['next-generation'] })).toEqual([name]);
    expect(namesAt('reader-screen', name, { profiles: ['next-generation-minimal'] })).toEqual([name]);
  });

  it.each([
    [utf8, 'e9ab99e6a98b'],
    [jis, '819c8bb4'],
    [cp932, 'fbfc8bb4'],
  ])('has in a file of %o the bytes %s', (form, bytes) => {
    const [outcome] = at('facility-file', '髙橋', { files: [form] });
    expect(Buffer.from(outcome?.bytes ?? []).toString('hex')).toBe(bytes);
    expect(at('reader-screen', '髙橋', { files: [form] }).every((one) => one.bytes === undefined)).toBe(true);
  });

  it('says of a lost sequence which of its code points the repertoire lacks', () => {
    expect(at('facility-file', '渡邉\u{E0100}', { files: [jis] })[0]?.lost).toEqual([
      { character: '邉\u{E0100}', codePoints: ['U+9089', 'U+E0100'], lacking: ['U+E0100'] },
    ]);
  });
});

describe('J-LIS', () => {
  it.each([
    ['渡邉', 'utf-8', 'matches', []],
    ['渡邉', 'jis-x-0208', 'matches', []],
    ['髙橋', 'utf-8', 'uncertain', ['髙']],
    ['𠮷田', 'utf-8', 'uncertain', ['𠮷']],
    ['髙橋', 'cp932', 'uncertain', ['髙']],
    ['髙橋', 'jis-x-0208', 'fails', []],
    ['𠮷田', 'cp932', 'fails', []],
  ] as const)(
    'looks %s up, which an insurer holds in %s: %s',
    (name, insurer: Repertoire, match, doubtful) => {
      const [outcome] = at('j-lis', name, { insurer });
      expect(outcome).toMatchObject({ name, match, lost: [] });
      expect(outcome?.doubtful?.map(({ character }) => character)).toEqual(doubtful);
    },
  );
});
