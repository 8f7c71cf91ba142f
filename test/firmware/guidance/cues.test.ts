import { describe, expect, test } from 'vitest';
import type { GuidanceEvent } from '../../../firmware/guidance/events.ts';
import { cueTones } from '../../../firmware/screens/spoken.ts';
import { facts, voiced } from './heard-guidance.ts';

describe('cues', () => {
  const cues = () => {
    const desk = voiced();
    desk.show('face_capture', null, { pin: false });
    desk.listen();
    desk.told();
    return desk;
  };

  test('are spoken once they have held for half a second', () => {
    const desk = cues();
    desk.send({ type: 'cue', cue: 'too_far' });
    desk.clock.increment(499);
    expect(desk.told()).toEqual([]);
    desk.send({ type: 'cue', cue: 'turn' });
    desk.clock.increment(499);
    expect(desk.told()).toEqual([]);
    desk.clock.increment(1);
    expect(desk.told()).toEqual(['cue.turn']);
  });

  test('keep two seconds between each other, and say the same again after five', () => {
    const desk = cues();
    desk.send({ type: 'cue', cue: 'too_far' });
    desk.clock.increment(500);
    desk.send({ type: 'cue', cue: 'turn' });
    desk.clock.increment(20_000);
    const times = desk.noted.flatMap((emitted) =>
      (emitted.type === 'play' || emitted.type === 'ended') && emitted.utterance.kind === 'cue'
        ? [emitted.at]
        : [],
    );
    const [, firstEnded = 0, second = 0, secondEnded = 0, third = 0] = times;
    expect(second - firstEnded).toBeGreaterThanOrEqual(2000);
    expect(third - secondEnded).toBe(5000);
  });

  test('wait for the prompt, and end with the screen or when all is well', () => {
    const desk = voiced('first');
    desk.show('face_capture');
    desk.send({ type: 'cue', cue: 'dark' });
    desk.clock.increment(3000);
    expect(desk.told()).toEqual(['face_capture.first']);
    desk.send({ type: 'cue', cue: null });
    desk.clock.increment(60_000);
    expect(desk.told()).toEqual([]);
    desk.send({ type: 'cue', cue: 'dark' });
    desk.show('face_retry');
    desk.clock.increment(60_000);
    expect(desk.told()).toEqual(['announce.face_not_confirmed', 'face_retry.first']);
  });

  test('leave the time between them to a tone: the nearer the face, the faster; never while something is said', () => {
    const counted = (['no_face', 'too_far', 'hold'] as const).map((cue) => {
      const desk = cues();
      desk.send({ type: 'cue', cue });
      desk.clock.increment(30_000);
      const words = desk.noted.flatMap((emitted) =>
        emitted.type === 'play' || emitted.type === 'ended' ? [emitted.at] : [],
      );
      const tones = desk.noted.flatMap((emitted) => (emitted.type === 'tone' ? [emitted] : []));
      for (const { at } of tones) {
        // Between a beginning and an end, the number of them before is odd.
        expect(words.filter((word) => word < at).length % 2).toBe(0);
      }
      expect(new Set(tones.map(({ tone }) => tone))).toEqual(new Set([cueTones[cue].tone]));
      return tones.length;
    });
    const [away = 0, near = 0, held = 0] = counted;
    expect(away).toBeGreaterThan(3);
    expect(near).toBeGreaterThan(away);
    expect(held).toBeGreaterThan(near);
  });

  test('have no tone once all is well, on another screen, without voice mode, or after the visit', () => {
    const tonesAfter = (...events: readonly GuidanceEvent[]) => {
      const desk = cues();
      desk.send({ type: 'cue', cue: 'too_far' }, ...events);
      desk.clock.increment(30_000);
      return desk.noted.filter(({ type }) => type === 'tone').length;
    };
    expect(tonesAfter()).toBeGreaterThan(0);
    expect(tonesAfter({ type: 'cue', cue: null })).toBe(0);
    expect(tonesAfter({ type: 'cue', cue: 'captured' })).toBe(0);
    expect(tonesAfter({ type: 'screenShown', screen: 'face_retry', variant: null, facts })).toBe(0);
    expect(tonesAfter({ type: 'voiceOff' })).toBe(0);
    expect(tonesAfter({ type: 'visitEnded' })).toBe(0);
  });

  test('a taken picture is told at once and outlives the screen', () => {
    const desk = voiced('first');
    desk.show('face_capture');
    desk.clock.increment(1000);
    desk.send({ type: 'cue', cue: 'captured' }, { type: 'announce', id: 'announce.confirmed' });
    desk.show('checking', 'eligibility');
    desk.listen();
    expect(desk.told()).toEqual([
      'face_capture.first',
      'cue.captured',
      'announce.confirmed',
      'announce.checking.eligibility',
    ]);
    expect(desk.noted.find(({ type }) => type === 'firstPromptEnded')).toMatchObject({
      at: 1000,
      heard: false,
    });
  });
});
