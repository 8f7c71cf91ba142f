import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type DeviceProfile, usualDevice } from '../../../firmware/device-profile.ts';
import { sentences } from '../../../protocol/errors.ts';
import { parseDeviceProfile } from '../../../simulator/accessibility/device-file.ts';

/** The figures of a profile without whose word they are, as a maker writes them. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('grade' in value && 'value' in value) return value.value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
type Plain = Record<string, unknown> & { screen: Record<string, unknown> };
const written = (change: (profile: Plain) => void = () => {}): string => {
  const profile = plain(usualDevice) as Plain;
  change(profile);
  return stringify(profile);
};
const asDeclared = (profile: DeviceProfile): unknown =>
  JSON.parse(JSON.stringify(profile).replaceAll('"ours"', '"declared"'));

describe("a maker's device profile", () => {
  it('is read whole, and each of its figures counts as declared', () => {
    const read = parseDeviceProfile(written());
    expect(read.ok && read.value).toEqual(asDeclared(usualDevice));
  });

  it('has an example to copy, which is the usual device', () => {
    const example = new URL('../../../simulator/accessibility/example-device.yaml', import.meta.url);
    const read = parseDeviceProfile(readFileSync(example, 'utf8'));
    const usual = asDeclared(usualDevice) as DeviceProfile;
    expect(read.ok && read.value).toEqual({
      ...usual,
      screen: { ...usual.screen, diagonal: { value: 177.8, grade: 'declared' } },
    });
    expect(usual.screen.diagonal.value).toBeCloseTo(177.8, 6);
  });

  const describedAs = (place: unknown) =>
    parseDeviceProfile(written((profile) => Object.assign(profile['jack'] as object, { place })));

  it('describes a part in both languages, or in one that stands in both reports', () => {
    const both = { en: 'front', ja: '手前' };
    for (const [place, value] of [
      [both, both],
      ['手前', { en: '手前', ja: '手前' }],
    ]) {
      const profile = describedAs(place);
      expect(profile.ok && profile.value.jack?.place).toEqual({ value, grade: 'declared' });
    }
  });

  it.each([[{ en: 'front' }], [{ en: 'front', ja: 7 }], [''], [7], [undefined]])(
    'is refused where a part is described as %j, in the words of both languages (EMU-741)',
    (place) => {
      const read = describedAs(place);
      expect(read).toMatchObject({ ok: false, problem: { code: 'EMU-741', detail: { path: 'jack.place' } } });
      if (read.ok) return;
      expect(sentences(read.problem, 'en').cause).toContain('en: and ja:');
      expect(sentences(read.problem, 'ja').cause).toContain('en: と ja:');
    },
  );

  it.each([
    ['jack.place.ja', { en: 'front', ja: '' }],
    ['jack.place.de', { en: 'front', ja: '手前', de: 'vorn' }],
  ])('is refused where %s of a description is empty or unknown (EMU-741)', (path, place) => {
    expect(describedAs(place)).toMatchObject({ ok: false, problem: { code: 'EMU-741', detail: { path } } });
  });

  it('says what a device does not have', () => {
    const read = parseDeviceProfile(
      written((profile) =>
        Object.assign(profile, {
          keypad: null,
          jack: null,
          readingSpot: null,
          loudness: null,
          speechMark: null,
        }),
      ),
    );
    expect(read.ok && [read.value.keypad, read.value.loudness]).toEqual([null, null]);
  });

  it.each<[string, (profile: Plain) => void]>([
    ['screen.diagonal', ({ screen }) => delete screen['diagonal']],
    ['screen.diagonal', ({ screen }) => Object.assign(screen, { diagonal: -7 })],
    ['screen.diagonal', ({ screen }) => Object.assign(screen, { diagonal: '7 inches' })],
    ['screen.across', ({ screen }) => Object.assign(screen, { across: 800.5 })],
    ['screen.colour', ({ screen }) => Object.assign(screen, { colour: 'green' })],
    ['keypad.order', (profile) => Object.assign(profile['keypad'] as object, { order: 'calculator' })],
    ['keypad.keyColour', (profile) => Object.assign(profile['keypad'] as object, { keyColour: 'black' })],
    ['loudness', (profile) => delete profile['loudness']],
    ['id', (profile) => Object.assign(profile, { id: 'A Reader' })],
  ])('is refused where %s is missing, unknown or out of its form (EMU-741)', (path, change) => {
    expect(parseDeviceProfile(written(change))).toMatchObject({
      ok: false,
      problem: { code: 'EMU-741', detail: { path } },
    });
  });

  it('is refused where it is empty (EMU-741) or no YAML (EMU-740)', () => {
    expect(parseDeviceProfile('')).toMatchObject({ ok: false, problem: { code: 'EMU-741' } });
    expect(parseDeviceProfile('id: [')).toMatchObject({
      ok: false,
      problem: { code: 'EMU-740', detail: { line: 1 } },
    });
  });

  it('is refused where its aliases unfold without end (EMU-740)', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let level = 0; level < 8; level += 1) {
      const before = String.fromCharCode(97 + level);
      const own = String.fromCharCode(98 + level);
      bomb.push(`${own}: &${own} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(parseDeviceProfile(bomb.join('\n'))).toMatchObject({ ok: false, problem: { code: 'EMU-740' } });
  });
});
