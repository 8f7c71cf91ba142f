/** The guidance in time that a test moves, with all that it emits noted. */

import { speakingNow } from '../../../firmware/guidance/context.ts';
import type { GuidanceEmitted, GuidanceEvent } from '../../../firmware/guidance/events.ts';
import { Guidance } from '../../../firmware/guidance/guidance.ts';
import { type ProfileId, profiles } from '../../../firmware/profiles.ts';
import type { ScreenId } from '../../../firmware/screens/catalogue.ts';
import { type Facts, noFacts } from '../../../firmware/screens/facts.ts';
import { Personal } from '../../../protocol/personal.ts';
import { SteppingClock } from './stepping-clock.ts';

export const name = 'スズキ ハルカ';
export const facts: Facts = {
  ...noFacts,
  face: true,
  pin: true,
  kana: new Personal(name),
  consent: { surgery: true, treatment: true, checkup: true },
  secondsLeft: 30,
};

export type Noted = GuidanceEmitted & { readonly at: number };

export function guidance(profile: ProfileId = 'next-generation', earphones = false) {
  const clock = new SteppingClock();
  const noted: Noted[] = [];
  const spoken = new Guidance(
    clock,
    { profile: profiles[profile], language: 'ja', earphones },
    { emitted: (emitted) => noted.push({ ...emitted, at: clock.now() }), settled: () => {} },
  );
  const send = (...events: readonly GuidanceEvent[]) => {
    for (const event of events) spoken.send(event);
  };
  return {
    send,
    noted,
    clock,
    show: (screen: ScreenId, variant: string | null = null, given: Partial<Facts> = {}) =>
      send({ type: 'screenShown', screen, variant, facts: { ...facts, ...given } }),
    /** Everything that begins to be spoken, by text id, since the last call. */
    told: (() => {
      let seen = 0;
      return () => {
        const fresh = noted.slice(seen);
        seen = noted.length;
        return fresh.flatMap((emitted) => (emitted.type === 'play' ? [emitted.utterance.id] : []));
      };
    })(),
    /** Lets everything that waits be spoken to its end. */
    listen: () => {
      for (let turn = 0; turn < 200 && spoken.context.playing !== null; turn += 1) clock.increment(500);
    },
    comfort: () => spoken.context.comfort,
    context: () => spoken.context,
    speaking: () => speakingNow(spoken.context),
    stop: () => spoken.stop(),
  };
}
export const voiced = (forms: 'first' | 'short' = 'short', earphones = false) => {
  const desk = guidance('next-generation', earphones);
  desk.send({ type: 'voiceOn', forms });
  return desk;
};
export const kinds = (noted: readonly Noted[]): readonly string[] => noted.map(({ type }) => type);
