import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultComfort } from '../../../firmware/guidance/comfort.ts';
import { speakingNow } from '../../../firmware/guidance/context.ts';
import type { GuidanceEmitted, GuidanceEvent } from '../../../firmware/guidance/events.ts';
import { Guidance } from '../../../firmware/guidance/guidance.ts';
import { type ProfileId, profiles } from '../../../firmware/profiles.ts';
import { type ScreenId, screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { type Facts, noFacts } from '../../../firmware/screens/facts.ts';
import { cueTones, isAnnouncementId } from '../../../firmware/screens/spoken.ts';
import { cueIds } from '../../../firmware/screens/vocabulary.ts';
import { Personal } from '../../../protocol/personal.ts';
import { SteppingClock } from './stepping-clock.ts';

const name = 'スズキ ハルカ';
const facts: Facts = {
  ...noFacts,
  face: true,
  pin: true,
  kana: new Personal(name),
  consent: { surgery: true, treatment: true, checkup: true },
  secondsLeft: 30,
};

type Noted = GuidanceEmitted & { readonly at: number };

function guidance(profile: ProfileId = 'next-generation', earphones = false) {
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
const voiced = (forms: 'first' | 'short' = 'short', earphones = false) => {
  const desk = guidance('next-generation', earphones);
  desk.send({ type: 'voiceOn', forms });
  return desk;
};
const kinds = (noted: readonly Noted[]): readonly string[] => noted.map(({ type }) => type);

describe('what is heard without voice mode', () => {
  test('outcomes, but no prompts, replies or cues', () => {
    const desk = guidance();
    desk.show('place_card');
    desk.send({ type: 'announce', id: 'announce.card_read' });
    desk.show('face_capture');
    desk.listen();
    desk.send({ type: 'reply', id: 'reply.not_here' }, { type: 'cue', cue: 'too_far' });
    desk.clock.increment(10_000);
    desk.send({ type: 'cue', cue: 'captured' });
    desk.listen();
    expect(desk.told()).toEqual(['announce.card_read', 'cue.captured']);
  });

  test('the same in the minimal profile, which has no voice mode to begin; volume answers there too', () => {
    const desk = guidance('next-generation-minimal');
    desk.send({ type: 'voiceOn', forms: 'first' });
    desk.show('checking', 'eligibility');
    desk.listen();
    desk.send({ type: 'volume' }, { type: 'earphonesIn' });
    desk.listen();
    expect(desk.told()).toEqual(['announce.checking.eligibility', 'reply.volume']);
    expect(desk.comfort()).toMatchObject({ voice: 'off', volume: 4, earphones: true });
  });

  test("nothing at all from today's units but tones", () => {
    const desk = guidance('current');
    desk.send({ type: 'voiceOn', forms: 'first' }, { type: 'announce', id: 'announce.confirmed' });
    for (const screen of screenIds) desk.show(screen, screens[screen].variants?.values[0] ?? null);
    desk.send(
      { type: 'cue', cue: 'captured' },
      { type: 'volume' },
      { type: 'repeat' },
      { type: 'tone', tone: 'accepted' },
    );
    expect(kinds(desk.noted)).toEqual(['tone']);
  });
});

describe('the last try of the PIN', () => {
  test.each(['next-generation', 'next-generation-minimal'] as const)(
    'is told on entering its screen where no prompt tells it, profile %s',
    (profile) => {
      const desk = guidance(profile);
      for (const triesLeft of [3, 2, 1, null]) {
        desk.show('pin_wrong', null, { triesLeft });
        desk.listen();
        desk.told();
        desk.show('pin_entry', null, { triesLeft });
        desk.listen();
        expect(desk.told()).toEqual(triesLeft === 1 ? ['announce.pin_last_try'] : []);
      }
    },
  );

  test.each(['first', 'short'] as const)('is told by the %s prompt alone in voice mode', (forms) => {
    const desk = voiced(forms);
    desk.show('pin_entry', null, { triesLeft: 1 });
    desk.listen();
    expect(desk.told()).toEqual([`pin_entry.${forms}`]);
  });
});

describe('first and short forms', () => {
  test('the first form is spoken until it was heard to its end once in the visit', () => {
    const desk = voiced('first');
    desk.show('choose_medium');
    desk.send({ type: 'keyPressed' });
    desk.show('place_card');
    desk.show('choose_medium');
    desk.listen();
    desk.show('choose_medium');
    expect(desk.told()).toEqual([
      'choose_medium.first',
      'place_card.first',
      'choose_medium.first',
      'choose_medium.short',
    ]);
  });

  test('a form of which a sentence was skipped was not heard to its end', () => {
    const desk = voiced('first');
    desk.show('pin_entry');
    desk.send({ type: 'skipSentence' });
    desk.listen();
    desk.told();
    desk.show('pin_entry');
    expect(desk.told()).toEqual(['pin_entry.first']);
  });

  test('earphones begin with short forms; # on welcome chooses them for the whole visit', () => {
    const plugged = guidance();
    plugged.send({ type: 'earphonesIn' });
    plugged.show('welcome');
    expect(plugged.told()).toEqual(['welcome.short']);
    const chosen = voiced('first');
    chosen.show('welcome');
    chosen.send(
      { type: 'keyPressed' },
      { type: 'voiceOn', forms: 'short' },
      { type: 'reply', id: 'reply.short_forms' },
    );
    chosen.show('choose_medium');
    chosen.listen();
    expect(chosen.told()).toEqual(['welcome.first', 'reply.short_forms', 'choose_medium.short']);
  });

  test('5 repeats outcome and prompt in the same form; pressed again on the screen, the first form', () => {
    const desk = voiced('short');
    desk.show('pin_wrong', null, { triesLeft: 2 });
    desk.listen();
    desk.send({ type: 'repeat' });
    desk.listen();
    desk.send({ type: 'repeat' });
    desk.listen();
    const outcome = 'announce.pin_wrong';
    expect(desk.told()).toEqual([
      outcome,
      'pin_wrong.short',
      outcome,
      'pin_wrong.short',
      outcome,
      'pin_wrong.first',
    ]);
    desk.show('choose_method');
    desk.send({ type: 'repeat' });
    expect(desk.told()).toEqual(['choose_method.short', 'choose_method.short']);
  });
});

describe('what gives way to what', () => {
  test('an outcome is spoken to its end though the screens change; what a past screen had not begun to tell is not', () => {
    const desk = voiced();
    desk.send({ type: 'announce', id: 'announce.confirmed' });
    desk.show('checking', 'eligibility');
    desk.show('consent_all');
    desk.show('consent_summary');
    desk.listen();
    expect(desk.told()).toEqual(['announce.confirmed', 'consent_summary.speaker.short']);
    expect(desk.noted.filter(({ type }) => type === 'stop')).toEqual([]);
  });

  test('an announcement takes the floor from a prompt, which comes again after it', () => {
    const desk = voiced();
    desk.show('hold_phone', 'android');
    desk.clock.increment(1000);
    desk.send({ type: 'announce', id: 'announce.phone_lost' });
    desk.listen();
    expect(desk.told()).toEqual([
      'hold_phone.android.short',
      'announce.phone_lost',
      'hold_phone.android.short',
    ]);
  });

  test('a key cuts at once, and what waited is gone', () => {
    const desk = voiced();
    desk.show('pin_wrong');
    desk.clock.increment(700);
    desk.send({ type: 'keyPressed' });
    desk.clock.increment(60_000);
    expect(desk.noted.map(({ type, at }) => [type, at])).toEqual([
      ['play', 0],
      ['stop', 700],
      ['firstPromptEnded', 700],
    ]);
  });

  test('# goes to the next sentence, after the last one to whatever waits', () => {
    const desk = voiced();
    desk.show('call_staff');
    desk.send({ type: 'skipSentence' });
    expect(desk.told()).toEqual(['announce.staff_called', 'call_staff.short']);
    desk.show('staff_check');
    desk.send({ type: 'skipSentence' }, { type: 'skipSentence' });
    const plays = desk.noted.flatMap((emitted) => (emitted.type === 'play' ? [emitted.utterance] : []));
    expect(plays.at(-1)).toMatchObject({
      id: 'staff_check.short',
      text: '係員の方はシャープ、やめるときはこめじるしです。',
    });
  });

  test('what a screen keeps repeating ends with it', () => {
    const desk = guidance();
    desk.show('take_card');
    desk.listen();
    desk.send({ type: 'announce', id: 'announce.card_left' });
    desk.show('ended');
    expect(desk.noted.at(-1)).toMatchObject({ type: 'stop', utterance: { id: 'announce.card_left' } });
  });

  test('an empty entry is told, and the prompt follows', () => {
    const desk = voiced();
    desk.show('pin_entry');
    desk.listen();
    desk.send({ type: 'reply', id: 'reply.empty' });
    desk.listen();
    expect(desk.told()).toEqual(['pin_entry.short', 'reply.empty', 'pin_entry.short']);
  });

  test('a card that was not read is told how to lie, in voice mode only', () => {
    const silent = guidance();
    silent.show('place_card');
    silent.send({ type: 'announce', id: 'announce.card_unreadable' });
    silent.listen();
    expect(silent.told()).toEqual(['announce.card_unreadable']);
    const desk = voiced();
    desk.show('place_card');
    desk.listen();
    desk.send({ type: 'announce', id: 'announce.card_unreadable' });
    desk.listen();
    expect(desk.told()).toEqual(['place_card.short', 'announce.card_unreadable', 'part.orientation']);
  });

  test('out of service is told to whoever comes, not to an empty room', () => {
    const desk = guidance();
    desk.show('out_of_service');
    expect(desk.told()).toEqual([]);
    desk.send({ type: 'announce', id: 'announce.out_of_service' });
    expect(desk.told()).toEqual(['announce.out_of_service']);
  });
});

describe('the prompt that a screen begins with', () => {
  test('is known to be spoken until its end, the outcome before it included', () => {
    const desk = voiced('first');
    desk.show('face_retry');
    expect(desk.speaking()).toBe('first');
    desk.clock.increment(2800);
    expect(desk.speaking()).toBe('first');
    desk.listen();
    expect(desk.speaking()).toBeNull();
    expect(desk.noted.at(-1)).toMatchObject({ type: 'firstPromptEnded', screen: 'face_retry', heard: true });
    desk.send({ type: 'repeat' });
    expect(desk.speaking()).toBe('other');
  });

  test('is over once when another screen comes', () => {
    const desk = voiced('first');
    desk.show('language');
    desk.show('idle');
    const over = desk.noted.filter(({ type }) => type === 'firstPromptEnded');
    expect(over).toEqual([expect.objectContaining({ screen: 'language', heard: false })]);
    expect(desk.speaking()).toBeNull();
  });
});

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

describe('comfort', () => {
  test('volume and speed go up by steps, begin again after the last, and are heard at once', () => {
    const desk = voiced();
    const heard = [1, 2, 3, 4, 5].map(() => {
      desk.send({ type: 'volume' }, { type: 'speed' });
      const { volume, speed } = desk.comfort();
      return [volume, speed];
    });
    expect(heard).toEqual([
      [4, 1.25],
      [5, 1.5],
      [1, 2],
      [2, 0.75],
      [3, 1],
    ]);
    desk.send({ type: 'speed' });
    expect(desk.noted.at(-1)).toMatchObject({
      type: 'play',
      utterance: { id: 'reply.speed', speed: 1.25, text: '速さ、1.25倍です。' },
    });
  });

  test('language is that of the next word spoken', () => {
    const desk = voiced();
    desk.send({ type: 'languageChosen', language: 'en' });
    desk.show('choose_medium');
    expect(desk.noted.at(-1)).toMatchObject({
      utterance: { language: 'en', text: 'Card, one. Smartphone, two.' },
    });
  });

  test('pulling the earphones cuts what is private at once; what may be told comes again on the speaker', () => {
    const desk = voiced('short', true);
    desk.show('consent_summary');
    desk.clock.increment(1000);
    desk.send({ type: 'earphonesOut' });
    desk.listen();
    expect(
      desk.noted
        .flatMap((emitted) =>
          'utterance' in emitted
            ? [[emitted.type, emitted.utterance.id, emitted.utterance.channel, emitted.at]]
            : [],
        )
        .slice(0, 4),
    ).toEqual([
      ['play', 'consent_summary.private.short', 'earphones', 0],
      ['stop', 'consent_summary.private.short', 'earphones', 1000],
      ['play', 'reply.earphones_out', 'speaker', 1000],
      ['ended', 'reply.earphones_out', 'speaker', 3500],
    ]);
    expect(desk.told().at(-1)).toBe('consent_summary.speaker.short');
  });

  test('earphones in the middle of a visit begin voice mode there', () => {
    const desk = guidance();
    desk.show('choose_method');
    desk.send({ type: 'earphonesIn' });
    desk.listen();
    expect(desk.told()).toEqual(['reply.earphones_in', 'choose_method.short']);
  });

  test('everything is as it was when a visit has ended, and nothing of the person is kept', () => {
    const desk = voiced('first');
    desk.show('choose_medium');
    desk.listen();
    desk.send(
      { type: 'volume' },
      { type: 'speed' },
      { type: 'languageChosen', language: 'en' },
      { type: 'earphonesIn' },
    );
    desk.show('accepted');
    desk.send({ type: 'visitEnded' });
    expect(desk.comfort()).toEqual(defaultComfort('ja', true));
    expect(desk.context()).toMatchObject({ facts: noFacts, heard: [], queue: [], playing: null });
    desk.send({ type: 'voiceOn', forms: 'first' });
    desk.told();
    desk.show('choose_medium');
    expect(desk.told()).toEqual(['choose_medium.first']);
  });
});

test('the answers are read aloud on the speaker when the person asks', () => {
  const desk = voiced();
  desk.show('consent_summary');
  desk.send({ type: 'readAloud' });
  expect(desk.noted.at(-1)).toMatchObject({
    type: 'play',
    utterance: { id: 'consent_summary.private.short', channel: 'speaker', private: true },
  });
});

test('a digit makes one tone, the same for each, and nothing else', () => {
  const desk = voiced();
  desk.show('pin_entry');
  desk.listen();
  const before = desk.noted.length;
  desk.send({ type: 'digitEntered' }, { type: 'digitEntered' });
  expect(desk.noted.slice(before).map(({ at: _, ...emitted }) => emitted)).toEqual([
    { type: 'tone', tone: 'key' },
    { type: 'tone', tone: 'key' },
  ]);
});

// ── whatever is pressed ───────────────────────────────────────────────────────────────────────────────

const shown = fc.constantFrom(...screenIds).chain((screen) =>
  fc.record({
    type: fc.constant('screenShown' as const),
    screen: fc.constant(screen),
    variant: fc.constantFrom<string | null>(...(screens[screen].variants?.values ?? [null])),
    facts: fc.constant(facts),
  }),
);
const plain = fc.constantFrom<GuidanceEvent>(
  { type: 'keyPressed' },
  { type: 'digitEntered' },
  { type: 'repeat' },
  { type: 'skipSentence' },
  { type: 'volume' },
  { type: 'speed' },
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
