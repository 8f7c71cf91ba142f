import { describe, expect, test } from 'vitest';
import { defaultComfort } from '../../../firmware/guidance/comfort.ts';
import { screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { noFacts } from '../../../firmware/screens/facts.ts';
import { text } from '../../../firmware/screens/texts.ts';
import { guidance, kinds, voiced } from './heard-guidance.ts';

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

  test('a form that was heard in one language is still to be heard in another', () => {
    const desk = voiced('first');
    const show = (language: 'ja' | 'en') => {
      desk.send({ type: 'languageChosen', language });
      desk.show('choose_method');
      desk.listen();
    };
    for (const language of ['ja', 'en', 'en', 'ja'] as const) show(language);
    expect(desk.told()).toEqual([
      'choose_method.first',
      'choose_method.first',
      'choose_method.short',
      'choose_method.short',
    ]);
  });

  test('the screen of languages is heard in one when its words in that one are', () => {
    const desk = voiced('first');
    desk.show('language');
    for (let turn = 0; turn < 200 && desk.context().heard.length === 0; turn += 1) desk.clock.increment(500);
    desk.send({ type: 'keyPressed' });
    desk.told();
    for (const language of ['en', 'ja'] as const) {
      desk.send({ type: 'languageChosen', language });
      desk.show('language');
      expect(desk.told()).toEqual([language === 'en' ? 'language.first' : 'language.short']);
      desk.send({ type: 'keyPressed' });
    }
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

test('5 tells again what was wrong with the phone, which the screen says on entering no second time', () => {
  const desk = voiced();
  desk.show('hold_phone', 'iphone', { phoneTrouble: 'phone_not_agreed' });
  desk.listen();
  expect(desk.told()).toEqual(['hold_phone.iphone.short']);
  desk.send({ type: 'repeat', keypad: true });
  desk.listen();
  expect(desk.told()).toEqual(['announce.phone_not_agreed', 'hold_phone.iphone.short']);
});

describe('a choice that is marked and waits for #', () => {
  const marked = 'register';

  test.each(['ja', 'en'] as const)(
    'is told before the prompt by 5, and when the screen comes back, in %s',
    (language) => {
      const desk = voiced();
      desk.send({ type: 'languageChosen', language });
      desk.show('not_registered', null, { marked });
      desk.listen();
      desk.send({ type: 'repeat', keypad: true });
      desk.listen();
      const all = ['announce.not_registered', 'reply.marked', 'not_registered.short'];
      expect(desk.told()).toEqual([...all, ...all]);
      const words = desk.noted.flatMap((noted) => (noted.type === 'play' ? [noted.utterance.text] : []));
      expect(words[1]).toContain(text('label.register', language));
    },
  );

  test('is told also where earphones come in between', () => {
    const desk = voiced();
    desk.show('not_registered', null, { marked });
    desk.send({ type: 'earphonesIn' });
    desk.listen();
    expect(desk.told()).toContain('reply.marked');
  });

  test('is not told where none is marked, without voice guidance, or on another screen', () => {
    for (const [desk, screen, given] of [
      [voiced(), 'not_registered', { marked: null }],
      [guidance(), 'not_registered', { marked }],
      [voiced(), 'consent_all', { marked }],
    ] as const) {
      desk.show(screen, null, given);
      desk.listen();
      desk.send({ type: 'repeat', keypad: true });
      desk.listen();
      expect(desk.told()).not.toContain('reply.marked');
    }
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

describe('a screen that goes on when its prompt was heard', () => {
  const ends = ({ noted }: ReturnType<typeof guidance>) =>
    noted.flatMap((emitted) => (emitted.type === 'firstPromptEnded' ? [emitted.heard] : []));

  test.each([
    ['5', { type: 'repeat' }, []],
    ['6', { type: 'volume' }, ['reply.volume']],
    ['7', { type: 'speed' }, ['reply.speed']],
  ] as const)('says it again after key %s, and goes on at its end', (_, key, replied) => {
    const desk = voiced('first');
    desk.show('welcome');
    desk.clock.increment(3000);
    desk.send(key);
    desk.listen();
    expect(desk.told()).toEqual(['welcome.first', ...replied, 'welcome.first']);
    expect(ends(desk)).toEqual([false, true]);
  });

  test('says it again after a key that means nothing there, once however often it is pressed', () => {
    const desk = voiced('short', true);
    desk.show('welcome');
    for (let turn = 0; turn < 3; turn += 1) {
      desk.send({ type: 'keyPressed' }, { type: 'reply', id: 'reply.not_here' });
      desk.clock.increment(500);
    }
    desk.listen();
    const reply = 'reply.not_here';
    expect(desk.told()).toEqual(['welcome.short', reply, reply, reply, 'welcome.short']);
    expect(ends(desk).filter((heard) => heard)).toEqual([true]);
  });

  test('says it once after the reply that earphones are in or out', () => {
    const desk = voiced('first');
    desk.show('welcome');
    desk.clock.increment(3000);
    desk.send({ type: 'earphonesIn' });
    desk.clock.increment(500);
    desk.send({ type: 'earphonesOut' });
    desk.listen();
    expect(desk.told()).toEqual([
      'welcome.first',
      'reply.earphones_in',
      'reply.earphones_out',
      'welcome.first',
    ]);
    expect(ends(desk)).toEqual([true]);
  });

  test('makes time limits wait until then', () => {
    const desk = voiced('first');
    desk.show('welcome');
    desk.send({ type: 'volume' });
    expect(desk.speaking()).toBe('first');
    desk.send({ type: 'repeat' });
    expect(desk.speaking()).toBe('first');
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

  test.each(['idle', 'disaster', 'ended'] as const)(
    'earphones on the screen %s leave it to the welcome to speak',
    (screen) => {
      const desk = guidance();
      desk.show(screen);
      desk.send({ type: 'earphonesIn' });
      desk.listen();
      expect(desk.told()).toEqual([]);
      desk.send({ type: 'voiceOn', forms: 'short' });
      desk.show('welcome');
      expect(desk.told()).toEqual(['welcome.short']);
    },
  );

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
