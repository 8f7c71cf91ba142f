import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GuidanceEvent } from '../../../firmware/guidance/events.ts';
import { Guidance } from '../../../firmware/guidance/guidance.ts';
import { type ProfileId, profiles } from '../../../firmware/profiles.ts';
import { screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { isAnnouncementId } from '../../../firmware/screens/spoken.ts';
import { cueIds } from '../../../firmware/screens/vocabulary.ts';
import { facts, guidance, name, voiced } from './heard-guidance.ts';
import { SteppingClock } from './stepping-clock.ts';

const shown = fc.constantFrom(...screenIds).chain((screen) =>
  fc.record({
    type: fc.constant('screenShown' as const),
    screen: fc.constant(screen),
    variant: fc.constantFrom<string | null>(...(screens[screen].variants?.values ?? [null])),
    facts: fc.constant(facts),
    held: fc.boolean(),
  }),
);
const plain = fc.constantFrom<GuidanceEvent>(
  { type: 'keyPressed' },
  { type: 'digitEntered' },
  { type: 'repeat' },
  { type: 'skipSentence' },
  { type: 'volume' },
  { type: 'speed' },
  { type: 'cardMoved' },
  { type: 'cardSettled' },
  { type: 'earphonesIn' },
  { type: 'earphonesOut' },
  { type: 'voiceOn', forms: 'first' },
  { type: 'voiceOn', forms: 'short' },
  { type: 'voiceOff' },
  { type: 'promptAgain' },
  { type: 'visitEnded' },
  { type: 'announce', id: 'announce.accepted' },
  { type: 'announce', id: 'announce.card_unreadable' },
  { type: 'announce', id: 'announce.card_refused.revoked' },
  { type: 'reply', id: 'reply.pin_full' },
  { type: 'reply', id: 'reply.empty' },
);
const cue = fc.record({ type: fc.constant('cue' as const), cue: fc.constantFrom(null, ...cueIds) });
const steps = fc.array(
  fc.tuple(fc.oneof<fc.Arbitrary<GuidanceEvent>[]>(shown, plain, cue), fc.integer({ min: 0, max: 6000 })),
  { maxLength: 40 },
);

function live(desk: ReturnType<typeof guidance>, events: readonly (readonly [GuidanceEvent, number])[]) {
  for (const [event, milliseconds] of events) {
    desk.send(event);
    desk.clock.increment(milliseconds);
  }
}

test('there is never more than one voice, and each that begins is ended or cut', () => {
  fc.assert(
    fc.property(
      steps,
      fc.constantFrom<ProfileId>('next-generation', 'next-generation-minimal'),
      (events, profile) => {
        const desk = guidance(profile);
        live(desk, events);
        desk.send({ type: 'visitEnded' });
        let playing: unknown = null;
        for (const emitted of desk.noted) {
          if (emitted.type === 'play') {
            expect(playing).toBeNull();
            playing = emitted.utterance;
          } else if (emitted.type === 'stop' || emitted.type === 'ended') {
            expect(emitted.utterance).toBe(playing);
            playing = null;
          }
        }
        expect(playing).toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever was said, silence comes by itself when nothing more happens', () => {
  fc.assert(
    fc.property(steps, (events) => {
      const desk = voiced('first');
      live(desk, events);
      // A cue that the camera goes on asking for is said again and again.
      desk.send({ type: 'cue', cue: null });
      desk.clock.increment(600_000);
      expect(desk.context()).toMatchObject({ playing: null, queue: [] });
      const told = desk.noted.length;
      desk.clock.increment(600_000);
      expect(desk.noted.length).toBe(told);
    }),
    { numRuns: 200 },
  );
});

test('an event that comes while another is told waits until that is done', () => {
  const clock = new SteppingClock();
  const order: string[] = [];
  const spoken = new Guidance(
    clock,
    { profile: profiles['next-generation'], language: 'ja', earphones: false },
    {
      emitted: (emitted) => {
        order.push(emitted.type);
        if (emitted.type === 'play') spoken.send({ type: 'keyPressed' });
      },
      settled: () => order.push('settled'),
    },
  );
  spoken.send({ type: 'announce', id: 'announce.confirmed' });
  expect(order).toEqual(['play', 'settled', 'stop', 'settled']);
});

test('once it is stopped nothing more is heard, whatever was still to be said', () => {
  const desk = voiced('first');
  desk.show('face_capture');
  desk.send({ type: 'cue', cue: 'dark' });
  const told = desk.noted.length;
  desk.stop();
  desk.clock.increment(600_000);
  expect(desk.noted.length).toBe(told);
});

test('an utterance that is not cut lasts exactly as long as its catalogue says', () => {
  fc.assert(
    fc.property(steps, (events) => {
      const desk = guidance();
      live(desk, events);
      let begun = 0;
      for (const emitted of desk.noted) {
        if (emitted.type === 'play') begun = emitted.at;
        if (emitted.type === 'ended') expect(emitted.at - begun).toBe(emitted.utterance.duration);
      }
    }),
    { numRuns: 200 },
  );
});

test('nothing private is ever heard on the speaker unasked, and no name or reason in what is not private', () => {
  fc.assert(
    fc.property(steps, (events) => {
      const desk = guidance();
      live(desk, events);
      for (const emitted of desk.noted) {
        if (emitted.type !== 'play') continue;
        const { channel, private: isPrivate, text } = emitted.utterance;
        if (channel === 'speaker') expect(isPrivate).toBe(false);
        if (!isPrivate) expect(text).not.toMatch(new RegExp(`${name}|失効|一時停止|返納`));
      }
    }),
    { numRuns: 300 },
  );
});

test('events that only the person without voice mode causes never speak more than outcomes', () => {
  fc.assert(
    fc.property(steps, (events) => {
      const desk = guidance('next-generation-minimal');
      live(desk, events);
      for (const emitted of desk.noted) {
        if (emitted.type !== 'play') continue;
        const { id } = emitted.utterance;
        expect(isAnnouncementId(id) || id === 'cue.captured' || id === 'reply.volume', id).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
