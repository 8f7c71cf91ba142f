import { describe, expect, it } from 'vitest';
import { secondsOf } from '../../../firmware/guidance/durations.ts';
import { profileIds, profiles } from '../../../firmware/profiles.ts';
import { VirtualDesk } from './virtual-desk.ts';

describe('the time limit of a screen', () => {
  it('warns when it is over and ends the visit when the warning is over too', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    expect(desk.screen).toBe('choose_method');
    await desk.wait(59.9);
    expect(desk.screen).toBe('choose_method');
    await desk.wait(0.2);
    expect(desk.screen).toBe('timeout_warning');
    await desk.wait(29.7);
    expect(desk.screen).toBe('timeout_warning');
    await desk.wait(0.3);
    expect([desk.screen, desk.outcome]).toEqual(['take_card', 'abandoned']);
  });

  it('begins anew at every key, also at one without a meaning', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    for (const key of ['3', '5', '6', '7', '#', '4']) {
      await desk.wait(59);
      await desk.press(key);
      expect(desk.screen).toBe('choose_method');
    }
    await desk.wait(61);
    expect(desk.screen).toBe('timeout_warning');
  });

  it('is given again in full by any key on the warning, more than ten times, and the key is not taken as an answer', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    for (const key of '123456789*01') {
      await desk.wait(120.1);
      expect(desk.screen).toBe('timeout_warning');
      await desk.wait(20);
      await desk.press(key);
      expect(desk.screen).toBe('consent_all');
    }
    await desk.wait(120.1);
    expect(desk.screen).toBe('timeout_warning');
    await desk.wait(30.1);
    expect([desk.screen, desk.outcome]).toEqual(['take_card', 'abandoned']);
    expect(desk.observed('staffCalled')).toEqual([]);
  });

  it('waits while the prompt of a screen is spoken for the first time, and is doubled in voice mode', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    expect(desk.screen).toBe('choose_medium');
    await desk.silence();
    const spoken = desk.heard.findLast(({ observation }) => observation.event === 'utterance')?.t ?? 0;
    await desk.wait((spoken + 119_900 - desk.elapsed) / 1000);
    expect(desk.screen).toBe('choose_medium');
    await desk.wait(0.2);
    expect(desk.screen).toBe('timeout_warning');
  });

  it('runs while a prompt is spoken again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.silence();
    await desk.press('5');
    const pressed = desk.elapsed;
    expect(desk.said.at(-1)).toMatch(/^choose_medium/);
    await desk.wait((pressed + 120_100 - desk.elapsed) / 1000);
    expect(desk.screen).toBe('timeout_warning');
  });

  it('is that of voice mode from the moment in which earphones are plugged in', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.wait(50);
    await desk.earphones(true);
    await desk.wait(119);
    expect(desk.screen).toBe('choose_method');
    await desk.wait(10);
    expect(desk.screen).toBe('timeout_warning');
  });

  it('is extended by earphones or a card as by a key', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('1');
    await desk.wait(61);
    expect(desk.screen).toBe('timeout_warning');
    await desk.earphones(true);
    expect(desk.screen).toBe('place_card');
    await desk.earphones(false);
    await desk.wait(145);
    expect(desk.screen).toBe('timeout_warning');
    await desk.place();
    expect(desk.screen).toBe('choose_method');
    await desk.wait(50);
    expect(desk.screen).toBe('choose_method');
  });

  it('begins anew when a card that cannot be read is laid down', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('1');
    await desk.wait(50);
    await desk.place('broken-card');
    await desk.wait(59);
    expect(desk.screen).toBe('place_card');
    await desk.wait(2);
    expect(desk.screen).toBe('timeout_warning');
  });

  it('of one face try is half a minute without a warning and costs the try', async () => {
    await using desk = await VirtualDesk.open({ facility: { faceTries: 1 } });
    await desk.place();
    await desk.press('1');
    await desk.wait(30.1);
    expect(desk.screen).toBe('face_retry');
    expect(desk.reader.status?.view?.choices.map(({ key }) => key)).not.toContain('1');
  });

  it('of one face try waits while a cue is spoken, not while its tone sounds', async () => {
    await using desk = await VirtualDesk.open();
    desk.reader.plugEarphones(true);
    await desk.place();
    await desk.press('1');
    await desk.see('too_far');
    await desk.wait(150);
    expect(desk.screen).toBe('face_retry');
    const heard = desk.reader.transcript.entries.filter(({ screen }) => screen === 'face_capture');
    const prompt = heard.find(({ id }) => id === 'face_capture.short');
    const cues = heard.filter(({ id }) => id === 'cue.too_far');
    expect(cues.length).toBeGreaterThan(3);
    expect(heard.filter(({ id }) => id === 'faceNear').length).toBeGreaterThan(cues.length);
    const spoken = cues.reduce(
      (sum, { startedAt, endedAt, cutAt }) => sum + (endedAt ?? cutAt ?? 0) - startedAt,
      0,
    );
    const left = desk.reader.transcript.entries.find(({ id }) => id === 'announce.face_not_confirmed');
    expect((left?.startedAt ?? 0) - (prompt?.endedAt ?? 0) - spoken).toBe(60_000);
  });

  it('of a fixed screen is not given again by keys', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.take();
    for (let i = 0; i < 19; i += 1) {
      await desk.wait(1);
      await desk.press('5');
    }
    expect(desk.screen).toBe('card_missing');
    await desk.wait(1.1);
    expect(desk.screen).toBe('ended');
    for (const _ of [1, 2]) {
      await desk.wait(1);
      await desk.press('5');
    }
    await desk.wait(1.1);
    expect(desk.screen).toBe('idle');
  });

  it('ends staff screens at the screen where staff is waited for', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('0#');
    expect(desk.screen).toBe('staff_password');
    await desk.wait(91);
    expect(desk.screen).toBe('staff_check');
    await desk.wait(600);
    expect(desk.screen).toBe('staff_check');
  });

  it.each(profileIds)(
    'of the screen of languages leads back to the screen beneath, whose own time then begins, %s',
    async (profile) => {
      await using desk = await VirtualDesk.open({ profile });
      await desk.place();
      desk.reader.press('8', 'touch');
      await desk.wait(60.1);
      expect(desk.screen).toBe('timeout_warning');
      await desk.wait(30);
      expect([desk.screen, desk.outcome]).toEqual(['choose_method', null]);
      await desk.wait(60);
      expect(desk.screen).toBe('timeout_warning');
      await desk.wait(30);
      expect([desk.screen, desk.outcome]).toEqual(['take_card', 'abandoned']);
      if (profiles[profile].speech) expect(desk.said.at(-1)).toBe('announce.take_card');
    },
  );

  it('of the screen of languages leads back to rest, and nothing is said there any more', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('8');
    await desk.wait(90.2);
    expect(desk.screen).toBe('idle');
    const said = desk.said.length;
    await desk.wait(600);
    expect(desk.screen).toBe('idle');
    expect(desk.said).toHaveLength(said);
  });

  it.each(profileIds)(
    'leaves at least 20 s of the warning after its speech at the slowest speed, %s',
    (id) => {
      const { warning, speechLeavesAtLeast } = profiles[id].limits;
      for (const language of ['ja', 'en'] as const) {
        const spoken = ['announce.timeout_warning', 'timeout_warning.first'];
        const seconds = spoken.reduce((sum, text) => sum + secondsOf(text, language), 0) / 0.75;
        expect(seconds).toBeGreaterThan(0);
        expect(warning - seconds).toBeGreaterThanOrEqual(speechLeavesAtLeast);
      }
    },
  );
});

/** When the warning tone was heard, in seconds since then. */
const warnings = (desk: VirtualDesk, since: number): readonly number[] =>
  desk.heard.flatMap(({ t, observation }) =>
    observation.event === 'tone' && observation.tone === 'warning' ? [Math.round((t - since) / 1000)] : [],
  );

describe('what a screen says again', () => {
  it('is the working tone every 3 s and the state every 5 s while the host is waited for', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.backEnd.setConduct({ answer: 'down' });
    await desk.toConsent();
    expect(desk.screen).toBe('checking');
    const before = desk.observed('tone').filter(({ tone }) => tone === 'working').length;
    await desk.wait(9.5);
    expect(desk.observed('tone').filter(({ tone }) => tone === 'working').length - before).toBe(3);
    expect(desk.said.filter((id) => id === 'announce.still_checking')).toHaveLength(1);
  });

  it('is the card that was left, at 5 s, 10 s, then every 10 s, and staff is told at 30 s', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('9');
    expect(desk.screen).toBe('take_card');
    const began = desk.elapsed;
    await desk.wait(41);
    expect(warnings(desk, began)).toEqual([5, 10, 20, 30, 40]);
    expect(desk.observed('staffCalled')).toEqual([{ event: 'staffCalled', why: 'card_left' }]);
    const told = desk.heard.find(({ observation }) => observation.event === 'staffCalled')?.t ?? 0;
    expect(Math.round((told - began) / 1000)).toBe(30);
    await desk.take();
    expect(desk.screen).toBe('ended');
    const tones = desk.observed('tone').length;
    await desk.wait(20);
    expect(desk.observed('tone')).toHaveLength(tones);
  });

  it.each(profileIds.flatMap((profile) => [[profile, '0'] as const, [profile, '8'] as const]))(
    'of the card that was left goes on at the same times while another screen lies above, %s, key %s',
    async (profile, key) => {
      await using desk = await VirtualDesk.open({ profile });
      await desk.place();
      desk.reader.press('9', 'touch');
      await desk.wait(0);
      expect(desk.screen).toBe('take_card');
      const began = desk.elapsed;
      await desk.wait(7);
      desk.reader.press(key, 'touch');
      await desk.wait(50);
      expect(desk.screen).toBe(key === '0' ? 'call_staff' : 'language');
      expect(warnings(desk, began)).toEqual([5, 10, 20, 30, 40, 50]);
      const said = desk.said.filter((id) => id === 'announce.card_left');
      expect(said).toHaveLength(profiles[profile].speech ? 6 : 0);
    },
  );

  it.each([
    ['0', ['announce.staff_called', 'call_staff.first', 'announce.card_left']],
    ['8', ['language.first', 'language.first', 'part.display_keys', 'announce.card_left']],
  ])('of the card that was left waits for the words of the screen above, key %s', async (key, said) => {
    await using desk = await VirtualDesk.open();
    await desk.press('*');
    await desk.place();
    await desk.press('9');
    expect(desk.screen).toBe('take_card');
    const began = desk.elapsed;
    await desk.wait(9.5);
    const before = desk.heard.length;
    await desk.press(key);
    await desk.wait(1);
    expect(warnings(desk, began)).toEqual([5, 10]);
    await desk.wait(28);
    const spoken = desk.heard
      .slice(before)
      .flatMap(({ observation }) => (observation.event === 'utterance' ? [observation] : []));
    expect(spoken.filter(({ phase }) => phase === 'cut')).toEqual([]);
    const begun = spoken.filter(({ phase }) => phase === 'started').map(({ id }) => id);
    expect(begun.slice(0, said.length)).toEqual(said);
  });

  it('of the card that was left ends with the card though staff was called, and begins anew where it is shown again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('9');
    await desk.wait(7);
    await desk.press('0');
    await desk.wait(20);
    await desk.press('*');
    expect(desk.screen).toBe('take_card');
    const again = desk.elapsed;
    await desk.wait(21);
    expect(warnings(desk, again).filter((at) => at > 0)).toEqual([5, 10, 20]);
    await desk.press('0');
    await desk.take();
    expect(desk.screen).toBe('ended');
    const [tones, said] = [desk.observed('tone').length, desk.said.length];
    await desk.wait(30);
    expect(desk.observed('tone')).toHaveLength(tones);
    expect(desk.said.slice(said)).toEqual([]);
  });

  it('of a check is not said beneath another screen: its working tone is', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.backEnd.setConduct({ answer: 'down' });
    await desk.toConsent();
    await desk.press('0');
    await desk.wait(30);
    expect(desk.screen).toBe('call_staff');
    expect(desk.said).not.toContain('announce.still_checking');
  });
});
