import { describe, expect, it } from 'vitest';
import { decideFace } from '../../../firmware/credential/face-decision.ts';
import type { FaceLook } from '../../../firmware/hal.ts';
import { profiles } from '../../../firmware/profiles.ts';
import type { CueId } from '../../../firmware/screens/vocabulary.ts';
import { Personal } from '../../../protocol/personal.ts';
import { portrait } from '../../../simulator/card/pictures/portrait.ts';
import { EmulatedMatcher, likenessOf } from '../../../simulator/face/emulated-matcher.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { EmulatedCamera, type Sight } from '../../../simulator/peripherals/camera.ts';

const photoOf = (likeness: number) => new Personal(portrait(likeness));

async function look(sight: Sight, { seed = 'seed', photo = photoOf(10_100) } = {}) {
  const camera = new EmulatedCamera(new EmulatedMatcher(seed));
  camera.see(sight);
  const cues: (CueId | null)[] = [];
  const seen = await camera.compare({ photo, onCue: (cue) => cues.push(cue) }, new AbortController().signal);
  return { seen, cues };
}
const verdictOf = (seen: FaceLook): string =>
  seen.kind === 'compared' ? decideFace(seen.comparison, profiles['next-generation'].face) : seen.kind;

/** What every sight leads to in every profile as it is. */
const leadsTo = {
  match: 'matched',
  twin: 'matched',
  masked: 'matched',
  stranger: 'notMatched',
  photo: 'attack',
  screen: 'attack',
  mask_attack: 'attack',
  blurred: 'unclear',
  fault: 'cameraFault',
} as const satisfies Partial<Record<Sight, string>>;

describe('the emulated camera', () => {
  it.each(Object.entries(leadsTo) as [Sight, string][])(
    'leads for each of the people, and many tries, from %s to %s',
    async (sight, verdict) => {
      for (const { face } of loadPeople()) {
        const photo = photoOf(face.likeness);
        const camera = new EmulatedCamera(new EmulatedMatcher('tries'));
        camera.see(sight);
        for (let tries = 0; tries < 10; tries += 1) {
          const seen = await camera.compare({ photo, onCue: () => {} }, new AbortController().signal);
          expect(verdictOf(seen)).toBe(verdict);
        }
      }
    },
  );

  it('gives the same figures for the same seed, person, sight and try, and others for another', async () => {
    const first = await look('match');
    expect(await look('match')).toEqual(first);
    expect(await look('match', { seed: 'other' })).not.toEqual(first);
    expect(await look('match', { photo: photoOf(10_200) })).not.toEqual(first);
    expect(await look('masked')).not.toEqual(first);
    const camera = new EmulatedCamera(new EmulatedMatcher('seed'));
    camera.see('match');
    const request = { photo: photoOf(10_100), onCue: () => {} };
    const { signal } = new AbortController();
    expect(await camera.compare(request, signal)).toEqual(first.seen);
    expect(await camera.compare(request, signal)).not.toEqual(first.seen);
    camera.see('match');
    expect(await camera.compare(request, signal)).toEqual(first.seen);
  });

  it('tells that a picture was taken, and asks for what it needs until then', async () => {
    expect((await look('stranger')).cues).toEqual(['captured']);
    expect((await look('fault')).cues).toEqual([]);
    const camera = new EmulatedCamera(new EmulatedMatcher('seed'));
    const cues: (CueId | null)[] = [];
    const seen = camera.compare(
      { photo: photoOf(1), onCue: (cue) => cues.push(cue) },
      new AbortController().signal,
    );
    await Promise.resolve();
    for (const sight of ['too_far', 'dark', 'match'] as const) camera.see(sight);
    expect((await seen).kind).toBe('compared');
    expect(cues).toEqual(['no_face', 'too_far', 'dark', 'captured']);
  });

  it('takes no second picture of whoever comes while it compares', async () => {
    const camera = new EmulatedCamera(new EmulatedMatcher('seed'));
    const cues: (CueId | null)[] = [];
    const seen = camera.compare(
      { photo: photoOf(1), onCue: (cue) => cues.push(cue) },
      new AbortController().signal,
    );
    await Promise.resolve();
    camera.see('stranger');
    camera.see('match');
    expect(verdictOf(await seen)).toBe('notMatched');
    expect(cues).toEqual(['no_face', 'captured']);
  });

  it('looks until it is told to stop', async () => {
    const camera = new EmulatedCamera(new EmulatedMatcher('seed'));
    const stop = new AbortController();
    const seen = camera.compare({ photo: photoOf(1), onCue: () => {} }, stop.signal);
    await Promise.resolve();
    stop.abort();
    expect(await seen).toEqual({ kind: 'aborted' });
    camera.see('match');
    expect(await seen).toEqual({ kind: 'aborted' });
  });
});

describe('a matcher that somebody else made', () => {
  const answered = async (
    answer: () => Promise<never> | Promise<{ kind: 'failed'; of: 'reference' | 'probe' }>,
  ) => {
    const camera = new EmulatedCamera({ compare: answer });
    camera.see('match');
    return camera.compare({ photo: photoOf(1), onCue: () => {} }, new AbortController().signal);
  };

  it('that finds no face in the picture leaves it unclear', async () => {
    expect(verdictOf(await answered(() => Promise.resolve({ kind: 'failed', of: 'probe' })))).toBe('unclear');
  });

  it('that finds none in the photograph, or breaks down, is a fault of the camera', async () => {
    expect(verdictOf(await answered(() => Promise.resolve({ kind: 'failed', of: 'reference' })))).toBe(
      'cameraFault',
    );
    expect(verdictOf(await answered(() => Promise.reject(new Error('broken'))))).toBe('cameraFault');
  });
});

describe('whose face a photograph shows', () => {
  it('stands in a substitute, and follows from the bytes of any other picture', () => {
    expect(likenessOf(portrait(12_345))).toBe(12_345);
    const other = likenessOf(Uint8Array.of(1, 2, 3));
    expect(other).toBeGreaterThan(999_999);
    expect(likenessOf(Uint8Array.of(1, 2, 3))).toBe(other);
    expect(likenessOf(Uint8Array.of(1, 2, 4))).not.toBe(other);
  });

  it('matters only by being the same: a card of a maker with a picture of its own is matched too', async () => {
    const photo = new Personal(Uint8Array.of(0xff, 0xd8, 0xff));
    expect(verdictOf((await look('match', { photo })).seen)).toBe('matched');
    expect(verdictOf((await look('stranger', { photo })).seen)).toBe('notMatched');
  });
});
