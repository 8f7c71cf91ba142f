import { describe, expect, it } from 'vitest';
import { VirtualDesk } from './virtual-desk.ts';

const prompts = (desk: VirtualDesk): readonly string[] =>
  desk
    .observed('utterance')
    .filter(({ phase, kind }) => phase === 'started' && kind === 'prompt')
    .map(({ id }) => id);

describe('voice mode begins (A11Y-31)', () => {
  it('with ＊ at rest', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*');
    expect(prompts(desk)).toEqual(['welcome.first']);
  });

  it('with ＊ in the middle of a visit where there is no way back, by the screen that stands', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.silence();
    expect(prompts(desk)).toEqual([]);
    await desk.press('*');
    expect(desk.screen).toBe('choose_method');
    await desk.silence();
    await desk.press('2');
    expect(prompts(desk)).toEqual(['choose_method.first', 'pin_entry.first']);
  });

  it('with ＊ on the keypad, not with the button of the same name on the glass', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    desk.reader.press('*', 'touch');
    await desk.silence();
    expect(prompts(desk)).toEqual([]);
  });

  it('once: ＊ that finds no way back in voice mode is told so', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('**');
    expect(desk.said.at(-1)).toBe('reply.no_back');
  });

  it('with 5 asked a second time where a screen has told nothing, by the screen that stands', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.silence();
    await desk.press('5');
    await desk.silence();
    expect(prompts(desk)).toEqual([]);
    await desk.press('5');
    await desk.silence();
    expect(prompts(desk)).toEqual(['choose_method.first']);
  });

  it('with 5 on the keypad, not with the button of the same name on the glass', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.silence();
    for (let turn = 0; turn < 2; turn += 1) desk.reader.press('5', 'touch');
    await desk.silence();
    expect(prompts(desk)).toEqual([]);
  });

  it('on the screen of languages with 8 too, for whoever has pressed it without voice and hears nothing', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('8');
    await desk.silence();
    expect(prompts(desk)).toEqual([]);
    await desk.press('8');
    await desk.silence();
    expect(prompts(desk)).toEqual(['language.first', 'language.first', 'part.display_keys']);
  });

  it('on the screen of languages for as long as it stands: its warning is told how to go on', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('88');
    await desk.silence();
    await desk.wait(121);
    expect(desk.screen).toBe('timeout_warning');
    await desk.silence();
    expect(desk.said.at(-1)).toBe('timeout_warning.first');
    await desk.press('5');
    expect(desk.screen).toBe('language');
    await desk.silence();
    await desk.press('*');
    await desk.wait(61);
    const before = prompts(desk).length;
    await desk.press('8');
    await desk.silence();
    expect(prompts(desk)).toHaveLength(before);
  });

  it('not with 5 where it has an outcome to tell again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('0');
    await desk.silence();
    await desk.press('5');
    await desk.silence();
    await desk.press('5');
    await desk.silence();
    const called = 'announce.staff_called';
    expect(desk.said).toEqual([called, called, called]);
  });

  it('not with 5 at rest, where nothing stands to be heard', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('55');
    await desk.silence();
    expect(desk.said).toEqual([]);
  });

  it('with ＊ and waits for what it says, then gives the time of voice mode', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.wait(55);
    await desk.press('*');
    await desk.silence();
    await desk.wait(119);
    expect(desk.screen).toBe('choose_method');
    await desk.wait(2);
    expect(desk.screen).toBe('timeout_warning');
  });

  it.each(['next-generation-minimal', 'current'] as const)('never in the profile %s', async (profile) => {
    await using desk = await VirtualDesk.open({ profile });
    await desk.press('*');
    await desk.place();
    await desk.press('*');
    await desk.silence();
    expect(prompts(desk)).toEqual([]);
  });

  it('for one visit: the next person finds silence, and every default', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('*67');
    await desk.press('82');
    await desk.press('9');
    await desk.take();
    await desk.wait(4);
    expect(desk.screen).toBe('idle');
    const before = prompts(desk).length;
    await desk.place();
    await desk.silence();
    expect(prompts(desk)).toHaveLength(before);
    expect(desk.observed('utterance').at(-1)).toMatchObject({ id: 'announce.card_read', language: 'ja' });
  });
});

describe('another language in the middle of a visit', () => {
  it('begins with the first form of the screen that stands, and of each that was heard in the other only', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*');
    await desk.silence();
    await desk.place();
    await desk.silence();
    await desk.press('82');
    await desk.silence();
    expect(desk.screen).toBe('choose_method');
    expect(desk.observed('utterance').at(-1)).toMatchObject({ id: 'choose_method.first', language: 'en' });
  });

  it('keeps the short forms that were chosen for the visit', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.place();
    await desk.silence();
    await desk.press('82');
    await desk.silence();
    expect(desk.observed('utterance').at(-1)).toMatchObject({ id: 'choose_method.short', language: 'en' });
  });
});

describe('earphones that are plugged in are never followed by silence', () => {
  it.each([
    ['8', 'language', ['language.short', 'language.short', 'part.display_keys']],
    ['0', 'call_staff', ['call_staff.short']],
  ] as const)('at rest, on the screen that key %s has brought', async (key, screen, told) => {
    await using desk = await VirtualDesk.open();
    await desk.press(key);
    await desk.silence();
    await desk.earphones(true);
    await desk.silence();
    expect(desk.screen).toBe(screen);
    expect(desk.said).toContain('reply.earphones_in');
    expect(prompts(desk)).toEqual(told);
    await desk.press('*');
    await desk.silence();
    expect(prompts(desk).slice(told.length)).toEqual(['welcome.short', 'choose_medium.short']);
  });

  it('at rest, by the welcome alone', async () => {
    await using desk = await VirtualDesk.open();
    await desk.earphones(true);
    await desk.silence();
    expect(desk.said).toEqual(['welcome.short', 'choose_medium.short']);
  });

  it.each(['', '*82'])(
    'during the farewell to a person who pressed 「%s」, by the next welcome',
    async (keys) => {
      await using desk = await VirtualDesk.open();
      await desk.press(keys);
      await desk.place();
      await desk.press('9');
      await desk.take();
      expect(desk.screen).toBe('ended');
      const before = desk.said.length;
      await desk.earphones(true);
      await desk.wait(3);
      expect(desk.screen).toBe('welcome');
      await desk.silence();
      expect(desk.said.slice(before).filter((id) => !id.startsWith('ended.'))).toEqual([
        'welcome.short',
        'choose_medium.short',
      ]);
      expect(desk.observed('utterance').at(-1)).toMatchObject({ language: 'ja', channel: 'earphones' });
      expect(desk.observed('visitBegan')).toHaveLength(2);
    },
  );

  it('during the farewell, after which a card that was laid down too is read to whoever listens', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('9');
    await desk.take();
    await desk.earphones(true);
    await desk.place();
    await desk.wait(3);
    await desk.silence();
    expect(desk.screen).toBe('choose_method');
    expect(prompts(desk)).toEqual(['choose_method.short']);
  });

  it('but by rest where they are those of the person who has left', async () => {
    await using desk = await VirtualDesk.open();
    await desk.earphones(true);
    await desk.place();
    await desk.press('9');
    await desk.take();
    await desk.wait(4);
    expect(desk.screen).toBe('idle');
    expect(desk.observed('visitBegan')).toHaveLength(1);
  });

  it('on the screen of disaster mode in a visit without voice, by the welcome', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.bridge.bridge?.setDisaster(true);
    await desk.desk.quiet();
    await desk.press('1*');
    expect(desk.screen).toBe('disaster');
    await desk.earphones(true);
    await desk.silence();
    expect(prompts(desk)).toEqual(['welcome.short', 'disaster.short']);
  });
});

describe('the welcome goes on by itself once it was heard (A11Y-01)', () => {
  it.each([...'1234567'])('after key %s, with the loudspeaker', async (key) => {
    await using desk = await VirtualDesk.open();
    await desk.press('*');
    await desk.wait(3);
    await desk.press(key);
    expect(desk.screen).toBe('welcome');
    await desk.silence();
    expect(desk.screen).toBe('choose_medium');
    expect(prompts(desk)).toEqual(['welcome.first', 'welcome.first', 'choose_medium.first']);
  });

  it.each([...'1234567'])('after key %s, with earphones', async (key) => {
    await using desk = await VirtualDesk.open();
    await desk.earphones(true);
    await desk.wait(3);
    await desk.press(key);
    await desk.silence();
    expect(prompts(desk)).toEqual(['welcome.short', 'welcome.short', 'choose_medium.short']);
  });

  it('after keys pressed one upon the other, at the speed that was set', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*677715');
    await desk.silence();
    expect(desk.screen).toBe('choose_medium');
    expect(prompts(desk).at(-1)).toBe('choose_medium.first');
  });

  it('to the screen of disaster mode where that is on', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.bridge.bridge?.setDisaster(true);
    await desk.desk.quiet();
    expect(desk.screen).toBe('disaster');
    await desk.press('*');
    await desk.wait(3);
    await desk.press('5');
    await desk.silence();
    expect(desk.screen).toBe('disaster');
    expect(prompts(desk)).toEqual(['welcome.first', 'welcome.first', 'disaster.first']);
  });

  it('after staff was called and the language changed meanwhile', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*0');
    expect(desk.screen).toBe('call_staff');
    await desk.press('*8');
    expect(desk.screen).toBe('language');
    await desk.press('25');
    await desk.silence();
    expect(desk.screen).toBe('choose_medium');
  });

  it('in short forms at once with #, which says nothing of it again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*5#');
    await desk.silence();
    expect(desk.screen).toBe('choose_medium');
    expect(desk.said.slice(-2)).toEqual(['reply.short_forms', 'choose_medium.short']);
  });
});

describe('while the machine works', () => {
  it('there are never ten seconds without a sound in voice mode', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.backEnd.setConduct({ answer: 'down' });
    await desk.press('*');
    await desk.place();
    await desk.press('21234#');
    const began = desk.elapsed;
    await desk.wait(120);
    expect(desk.screens.slice(-2)).toEqual(['checking', 'reconnecting']);
    const sounds = desk.heard.filter(
      ({ t, observation: { event } }) => t >= began && (event === 'tone' || event === 'utterance'),
    );
    const moments = [began, ...sounds.map(({ t }) => t), desk.elapsed];
    const speaks = (i: number): boolean => {
      const told = sounds[i - 1]?.observation;
      return told?.event === 'utterance' && told.phase === 'started';
    };
    const silences = moments.slice(1).map((t, i) => (speaks(i) ? 0 : t - (moments[i] ?? 0)));
    expect(silences.length).toBeGreaterThan(30);
    expect(Math.max(...silences)).toBeLessThanOrEqual(10_000);
  });
});

describe('a card that is moved while something is spoken', () => {
  it('cuts it, and where nothing else comes of it that is said again, to the end', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*');
    await desk.place('broken-card');
    await desk.silence();
    await desk.press('0');
    expect(desk.screen).toBe('call_staff');
    expect(desk.said.at(-1)).toBe('announce.staff_called');
    await desk.take();
    expect(desk.said.slice(-2)).toEqual(['announce.staff_called', 'announce.staff_called']);
    await desk.silence();
    expect(prompts(desk).at(-1)).toBe('call_staff.first');
  });

  it.each([
    ['while told that it is missing', ''],
    ['while staff has been called', '0'],
    ['on the screen of languages', '8'],
  ])('and put back %s is not ordered back once more', async (_, keys) => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.place();
    await desk.silence();
    await desk.take();
    await desk.press(keys);
    await desk.wait(1);
    const before = desk.said.length;
    await desk.place();
    expect(desk.screen).toBe('choose_method');
    expect(desk.said.slice(before)).toEqual(['announce.card_back']);
    await desk.silence();
    expect(desk.said.slice(before)).toEqual(['announce.card_back', 'choose_method.short']);
  });

  it('and put back where the time was running out is not ordered back once more', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.silence();
    await desk.wait(61);
    expect(desk.screen).toBe('timeout_warning');
    await desk.take();
    const before = desk.said.length;
    await desk.place();
    await desk.silence();
    expect(desk.said.slice(before)).toEqual(['announce.card_back', 'announce.timeout_warning']);
  });

  it.each([
    ['place_card', '*#1', 'choose_method.short'],
    ['call_staff', '*#10', null],
  ])('and laid down on %s stops it without beginning it anew', async (screen, keys, then) => {
    await using desk = await VirtualDesk.open();
    await desk.press(keys);
    await desk.wait(0.5);
    expect(desk.screen).toBe(screen);
    const before = desk.said.length;
    await desk.place();
    await desk.silence();
    expect(desk.said.slice(before)).toEqual(
      then === null ? ['announce.card_read'] : ['announce.card_read', then],
    );
  });

  it('and taken away before it was read leaves what it cut to be said again, once', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#1');
    await desk.wait(0.5);
    const before = desk.said.length;
    desk.desk.placeCard(desk.reader, 'insured');
    // It has been powered on, and its first commands are under way.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(desk.said.length).toBe(before);
    await desk.take();
    expect(desk.screen).toBe('place_card');
    await desk.silence();
    expect(desk.said.slice(before)).toEqual(['place_card.short']);
  });

  it('and taken away again before it was known lets the screen that waited for it be heard', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.place();
    await desk.silence();
    await desk.take();
    await desk.press('0');
    await desk.silence();
    const before = desk.said.length;
    desk.desk.placeCard(desk.reader, 'insured');
    expect([desk.screen, desk.said.length]).toEqual(['card_missing', before]);
    await desk.take();
    await desk.silence();
    expect(desk.said.slice(before)).toEqual(['announce.card_missing', 'card_missing.short']);
  });

  it('and leaves 5 as it was: the form that the person hears', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.place('broken-card');
    await desk.silence();
    await desk.press('0');
    await desk.take();
    await desk.silence();
    await desk.press('5');
    await desk.silence();
    expect(prompts(desk).at(-1)).toBe('call_staff.short');
  });
});

describe('what was wrong with a card', () => {
  const status = (desk: VirtualDesk) => desk.reader.status?.view?.status;

  it.each([
    ['broken-card', 'announce.card_unreadable', 'EMU-001'],
    ['other-card', 'announce.not_my_number_card', 'EMU-002'],
  ])('is told again by 5 and stands on the screen: %s (A11Y-06)', async (card, announced, code) => {
    await using desk = await VirtualDesk.open();
    await desk.place(card);
    await desk.silence();
    expect([desk.screen, desk.said]).toEqual(['place_card', [announced]]);
    expect(status(desk)).toContain(code);
    await desk.press('5');
    await desk.silence();
    expect(desk.said).toEqual([announced, announced]);
  });

  it('is told again by 5 with what to do, where voice guidance is on', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#1');
    await desk.place('other-card');
    await desk.silence();
    const before = desk.said.length;
    await desk.press('5');
    await desk.silence();
    expect(desk.said.slice(before)).toEqual(['announce.not_my_number_card', 'place_card.short']);
  });

  it('stays there while the card is taken away, and is not said anew for that', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#1');
    await desk.place('other-card');
    const before = desk.said.length;
    await desk.take();
    expect(status(desk)).toContain('EMU-002');
    await desk.silence();
    expect(desk.said.slice(before)).toEqual(['place_card.short']);
  });

  it('is past once another card is laid down, or the person has gone back', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('1');
    await desk.place('other-card');
    await desk.take();
    desk.desk.placeCard(desk.reader, 'broken-card');
    expect(status(desk)).toBeNull();
    await desk.desk.quiet();
    expect(status(desk)).toContain('EMU-001');
    await desk.take();
    await desk.press('*1');
    expect([desk.screen, status(desk)]).toEqual(['place_card', null]);
  });
});
