import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualDesk } from './virtual-desk.ts';

const consents = (desk: VirtualDesk) => desk.desk.backEnd.backEnd.listConsents();
const files = (desk: VirtualDesk) => desk.desk.bridge.receipt.list();
const messagesSent = (desk: VirtualDesk): readonly string[] =>
  desk.observed('message').flatMap(({ direction, name }) => (direction === 'sent' ? [name] : []));

describe('a card that cannot be used', () => {
  it.each([
    ['broken-card', 'EMU-001', 'unreadable'],
    ['other-card', 'EMU-002', 'not_my_number_card'],
  ])('is asked for again, and refused the third time: %s, %s', async (person, code, variant) => {
    await using desk = await VirtualDesk.open();
    for (const screen of ['place_card', 'place_card', 'card_refused']) {
      await desk.place(person);
      expect(desk.screen).toBe(screen);
      if (screen === 'place_card') await desk.take();
    }
    expect(desk.reader.status?.view?.variant).toBe(variant);
    expect(desk.observed('cardRefused').map((observed) => observed.code)).toEqual([code, code, code]);
    expect(desk.outcome).toBe('refused');
  });
});

describe('why a visit ended', () => {
  const told = (desk: VirtualDesk) => {
    const [status] = desk.desk.bridge.bridge?.visits(0) ?? [];
    return [status?.outcome, status?.reason, status?.hints];
  };

  it('is told to the host: a registration that was declined', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent('unregistered', '9965');
    expect(desk.screen).toBe('not_registered');
    await desk.press('2#9');
    await desk.take();
    expect(told(desk)).toEqual(['problem', 'registration_declined', []]);
  });

  it('is the first reason where the person goes on to leave, and none where they only leave', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place('other-card');
    for (let i = 0; i < 2; i += 1) {
      await desk.take();
      await desk.place('other-card');
    }
    await desk.press('9');
    await desk.take();
    expect(told(desk)).toEqual(['refused', 'not_my_number_card', []]);
    await using another = await VirtualDesk.open();
    await another.toConsent();
    await another.press('9');
    await another.take();
    expect(told(another)).toEqual(['cancelled', null, []]);
  });

  it('is that nothing began where somebody looked at the first screens and went away', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('**');
    expect(told(desk)).toEqual(['cancelled', 'not_begun', []]);
  });

  it('comes with hints, each once, and those of one visit are not the next one’s', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    for (const sight of ['photo', 'screen', 'stranger'] as const) {
      await desk.see(sight);
      await desk.press('1');
    }
    await desk.press('9');
    await desk.take();
    expect(told(desk)).toEqual(['cancelled', null, ['presentation_attack', 'face_not_confirmed']]);
    await desk.wait(60);
    await desk.toConsent();
    await desk.press('9');
    await desk.take();
    const last = desk.desk.bridge.bridge?.visits(0).at(-1);
    expect(last).toMatchObject({ outcome: 'cancelled', hints: [] });
  });
});

describe('a card that is taken away', () => {
  it('is waited for, and the visit goes on where it was when it is back', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('2');
    expect(desk.screen).toBe('consent_surgery');
    await desk.take();
    expect(desk.screen).toBe('card_missing');
    await desk.wait(19.5);
    await desk.place();
    expect(desk.screen).toBe('consent_surgery');
    await desk.press('121#');
    expect([desk.screen, desk.outcome]).toEqual(['accepted_clinic', 'accepted']);
    expect(consents(desk)).toMatchObject([{ surgery: true, treatment: false, checkup: true }]);
  });

  it('ends the visit after 20 s', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.take();
    await desk.wait(19.9);
    expect(desk.screen).toBe('card_missing');
    await desk.wait(0.2);
    expect([desk.screen, desk.outcome]).toEqual(['ended', 'abandoned']);
    expect(desk.screens.slice(-3)).toEqual(['consent_all', 'card_missing', 'ended']);
    expect([consents(desk), files(desk)]).toEqual([[], []]);
  });

  it('may be given up with 9', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.take();
    await desk.press('9');
    expect([desk.screen, desk.outcome]).toEqual(['ended', 'cancelled']);
  });

  it('and replaced by another begins the visit of that card, and shows it nothing of the one before', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.take();
    await desk.place('elderly');
    expect(desk.screens.slice(-3)).toEqual(['consent_all', 'card_missing', 'choose_method']);
    const [first, second] = desk.observed('visitBegan');
    expect(desk.observed('visitEnded')).toEqual([
      { event: 'visitEnded', visit: first?.visit, outcome: 'abandoned' },
    ]);
    expect(desk.reader.status?.visit).toEqual({ id: second?.visit, outcome: null });
  });

  it('and replaced by something unreadable leads to place_card', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.take();
    await desk.place('broken-card');
    expect(desk.screen).toBe('place_card');
  });

  it('and put back while staff is called is noticed', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.take();
    await desk.press('0');
    expect(desk.screen).toBe('call_staff');
    await desk.place();
    expect(desk.screen).toBe('consent_all');
  });

  it('while staff is called is missed at once', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('0');
    await desk.take();
    expect(desk.screen).toBe('card_missing');
    await desk.place();
    expect(desk.screen).toBe('call_staff');
    await desk.press('*');
    expect(desk.screen).toBe('consent_all');
  });

  it('and another put in its place at once, while it is read, is read as what it is', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.placeCard(desk.reader, 'insured');
    desk.reader.removeCard();
    desk.desk.placeCard(desk.reader, 'face-only');
    await desk.desk.quiet();
    expect(desk.screen).toBe('choose_method');
    expect(desk.reader.status?.view?.choices.map(({ key }) => key)).not.toContain('2');
    await desk.press('9');
    expect(desk.screen).toBe('take_card');
  });

  it('before it has signed is asked again when it is back', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.backEnd.setConduct({ answer: 'slow' });
    await desk.place();
    await desk.press('21234');
    desk.reader.press('#', 'keypad');
    desk.reader.removeCard();
    await desk.desk.quiet();
    await desk.wait(8);
    expect(desk.screen).toBe('card_missing');
    desk.desk.backEnd.setConduct({ answer: 'normal' });
    await desk.place();
    await desk.wait(10);
    expect(desk.screen).toMatch(/consent_all|pin_entry/);
  });

  it.each(['welcome', 'choose_medium'])(
    'is asked for at the end, though it was laid down on %s',
    async (screen) => {
      await using desk = await VirtualDesk.open();
      await desk.press(screen === 'welcome' ? '*' : '*#');
      expect(desk.screen).toBe(screen);
      await desk.toConsent();
      await desk.press('1#9');
      expect(desk.screen).toBe('take_card');
    },
  );
});

describe('a card that no trusted authority stands behind', () => {
  it.each([
    ['foreign-card', 'EMU-331'],
    ['damaged-certificate', 'EMU-330'],
  ] as const)(
    '(%s) is turned down before anything is asked, and why is in the record: %s',
    async (id, code) => {
      await using desk = await VirtualDesk.open();
      await desk.place(id);
      expect(desk.screen).toBe('card_refused');
      expect(desk.observed('cardRefused')).toEqual([{ event: 'cardRefused', code }]);
      expect(desk.observed('screen').map(({ screen }) => screen)).not.toContain('choose_method');
      expect(messagesSent(desk)).not.toContain('challengeRequest');
      await desk.take();
      expect(desk.outcome).toBe('refused');
      expect([consents(desk), files(desk)]).toEqual([[], []]);
    },
  );

  it('is no reason against the next one', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place('foreign-card');
    await desk.take();
    await desk.wait(10);
    await desk.toConsent();
    expect(desk.screen).toBe('consent_all');
  });
});

describe('leaving while the check-in is under way', () => {
  const submitting = async (conduct: 'down' | 'slow'): Promise<VirtualDesk> => {
    const desk = await VirtualDesk.open();
    await desk.toConsent();
    desk.desk.backEnd.setConduct({ answer: conduct });
    await desk.press('1#');
    expect(desk.screen).toBe('checking');
    return desk;
  };

  it.each([
    ['key 9', 'cancelled', (desk: VirtualDesk) => desk.press('9')],
    ['the card', 'abandoned', (desk: VirtualDesk) => desk.take()],
    ['key 9 after calling staff', 'cancelled', (desk: VirtualDesk) => desk.press('09')],
  ] as const)('by %s withdraws it: %s, and nothing counts', async (_, outcome, leave) => {
    await using desk = await submitting('down');
    await leave(desk);
    expect(messagesSent(desk)).toContain('withdraw');
    expect(desk.outcome).toBe(outcome);
    desk.desk.backEnd.setConduct({ answer: 'normal' });
    await desk.wait(60);
    expect(consents(desk)).toEqual([]);
    expect(files(desk)).toEqual([]);
    expect(desk.observed('visitEnded').map((ended) => ended.outcome)).toEqual(
      outcome === 'abandoned' ? [outcome] : [],
    );
  });

  it('with the cable out sends neither the use nor anything else when the cable is back', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('1');
    await desk.reader.unplug();
    await desk.press('#');
    expect(desk.screen).toBe('checking');
    await desk.press('9');
    await desk.wait(11);
    expect([desk.screen, desk.outcome]).toEqual(['take_card', 'cancelled']);
    await desk.take();
    await desk.reader.plug();
    await desk.wait(20);
    expect(messagesSent(desk)).not.toContain('useRequest');
    expect(messagesSent(desk)).toContain('visitEnded');
    expect(consents(desk)).toEqual([]);
    expect(desk.screen).toBe('idle');
  });

  it('after the commit says that it was accepted', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('1');
    desk.reader.press('#', 'keypad');
    desk.reader.press('9', 'keypad');
    await desk.desk.quiet();
    const accepted = desk.outcome === 'accepted';
    expect(desk.screen).toBe(accepted ? 'accepted_clinic' : 'take_card');
    expect(consents(desk)).toHaveLength(accepted ? 1 : 0);
  });
});

describe('a host that is away', () => {
  it('is shown after 10 s and given up after two minutes more', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('1');
    desk.desk.backEnd.setConduct({ answer: 'down' });
    await desk.press('#');
    await desk.wait(9.9);
    expect(desk.screen).toBe('checking');
    await desk.wait(0.2);
    expect(desk.screen).toBe('reconnecting');
    await desk.wait(119.7);
    expect(desk.screen).toBe('reconnecting');
    await desk.wait(0.3);
    expect([desk.screen, desk.outcome]).toEqual(['eligibility_problem', 'problem']);
    await desk.take();
    desk.desk.backEnd.setConduct({ answer: 'normal' });
    await desk.wait(60);
    expect(consents(desk)).toEqual([]);
  });

  it('and back in time goes on with what was asked, without asking the person again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('1');
    await desk.reader.unplug();
    await desk.press('#');
    await desk.wait(30);
    expect(desk.screen).toBe('reconnecting');
    await desk.reader.plug();
    await desk.wait(5);
    expect([desk.screen, desk.outcome]).toEqual(['accepted_clinic', 'accepted']);
    expect(consents(desk)).toHaveLength(1);
  });

  it('puts the resting reader out of service after 3 s, and back to rest when it is there again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.reader.unplug();
    await desk.wait(2.9);
    expect(desk.screen).toBe('idle');
    await desk.wait(0.2);
    expect(desk.screen).toBe('out_of_service');
    expect(desk.said).toEqual([]);
    await desk.press('1');
    expect(desk.said).toEqual(['announce.out_of_service']);
    await desk.reader.plug();
    await desk.wait(10);
    expect(desk.screen).toBe('idle');
  });

  it('finds a card that was laid down meanwhile when it is back', async () => {
    await using desk = await VirtualDesk.open();
    await desk.reader.unplug();
    await desk.wait(4);
    await desk.place();
    expect([desk.screen, desk.observed('visitBegan')]).toEqual(['out_of_service', []]);
    await desk.reader.plug();
    await desk.wait(10);
    expect(desk.screen).toBe('choose_method');
  });

  it('and killed is told after its restart how the visit ended meanwhile', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.desk.bridge.kill();
    await desk.press('9');
    await desk.take();
    await desk.wait(5);
    desk.desk.bridge.start();
    await desk.wait(10);
    const visit = desk.observed('visitEnded')[0]?.visit;
    expect(desk.bridged.filter(({ event }) => event === 'visitNoted')).toEqual([
      { event: 'visitNoted', reader: 'FCR-000001', visit, outcome: 'cancelled' },
    ]);
  });

  it('and killed while it is waited for goes on with the use, refusing no message of the reader', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('1');
    desk.desk.backEnd.setConduct({ answer: 'down' });
    await desk.press('#');
    await desk.desk.bridge.kill();
    await desk.wait(5);
    desk.desk.backEnd.setConduct({ answer: 'normal' });
    desk.desk.bridge.start();
    await desk.wait(10);
    expect([desk.screen, desk.outcome]).toEqual(['accepted_clinic', 'accepted']);
    expect(desk.bridged.filter(({ event }) => event === 'messageRefused')).toEqual([]);
    expect(consents(desk)).toHaveLength(1);
  });
});

describe('the reader', () => {
  it('that loses its power begins again, with a card that lies there, and the camera sees nobody', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('1');
    await desk.see('hold');
    desk.reader.powerOff();
    expect(desk.reader.sight).toBe('nobody');
    desk.reader.powerOn();
    await desk.wait(10);
    expect(desk.screen).toBe('choose_method');
    expect(desk.observed('restarted').map(({ boot }) => boot)).toEqual([1, 2]);
    const [first, second] = desk.observed('visitBegan').map(({ visit }) => visit);
    expect([first, second]).toEqual(['FCR-000001.1.1', 'FCR-000001.2.1']);
  });

  it('forgets language, speed, volume and voice mode when a visit ends', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.press('82');
    await desk.place();
    expect(desk.reader.status?.language).toBe('en');
    await desk.press('9');
    await desk.take();
    await desk.wait(4);
    expect([desk.screen, desk.reader.status?.language]).toEqual(['idle', 'ja']);
    const said = desk.said.length;
    await desk.place();
    await desk.silence();
    expect(desk.said.slice(said)).toEqual(['announce.card_read']);
  });

  it('begins no prompt before the reply or the outcome that it follows', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.silence();
    await desk.place();
    await desk.silence();
    expect(desk.said).toEqual([
      'welcome.first',
      'reply.short_forms',
      'choose_medium.short',
      'announce.card_read',
      'choose_method.short',
    ]);
  });

  it('shows a new face try without what the last one asked for, and nobody stays before the camera', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('1');
    await desk.see('too_far');
    expect(desk.reader.status?.view?.status).not.toBeNull();
    await desk.see('stranger');
    expect(desk.screen).toBe('face_retry');
    await desk.see('hold');
    await desk.press('*');
    expect(desk.reader.status?.view?.status).toBeNull();
    await desk.press('1');
    await desk.see('match');
    expect(desk.screen).toBe('consent_all');
    expect(desk.reader.sight).toBe('match');
    await desk.press('9');
    await desk.take();
    expect(desk.reader.sight).toBe('nobody');
  });

  it('keeps the way the person was confirmed, so that a face needs no PIN', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place('pin-locked');
    await desk.see('match');
    await desk.press('1');
    await desk.press('1#');
    expect(desk.outcome).toBe('accepted');
    expect(consents(desk)).toMatchObject([{ method: 'face' }]);
  });

  it('goes back to rest from the disaster screen of a visit that nobody goes on with', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.bridge.bridge?.setDisaster(true);
    await desk.desk.quiet();
    await desk.press('*#');
    expect(desk.screen).toBe('disaster');
    await desk.wait(151);
    expect(desk.observed('visitEnded')).toHaveLength(1);
    expect(desk.screen).toBe('disaster');
  });
});

/** Everything that leaves the reader while a visit is made with this PIN, the times too. */
async function traceOf(pin: string): Promise<string> {
  await using desk = await VirtualDesk.open();
  await desk.place();
  const views: unknown[] = [];
  for (const key of `2${pin.slice(0, 2)}#*${pin}`) {
    await desk.press(key);
    views.push(desk.reader.status);
  }
  await desk.press('#');
  views.push(desk.reader.status);
  return JSON.stringify([desk.heard, desk.bridged, views, desk.reader.transcript.entries]);
}

describe('the digits of a PIN', () => {
  it('are nowhere in what can be observed: any two wrong PINs leave the same trace', async () => {
    const reference = await traceOf('5678');
    expect(reference).toContain('"result":"wrong"');
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[0-9]{4}$/).filter((pin) => pin !== '1234'),
        async (pin) => {
          expect((await traceOf(pin)) === reference).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('are answered with what to press next when all of them are in, also where one too many is entered', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('*21234');
    const full = ['reply.pin_full'];
    expect(desk.said.filter((id) => id === 'reply.pin_full')).toEqual(full);
    await desk.silence();
    await desk.press('5');
    expect(desk.said.filter((id) => id === 'reply.pin_full')).toEqual([...full, ...full]);
    await desk.press('#');
    expect(desk.screen).toBe('consent_all');
  });

  it('of the staff password are not observed either', async () => {
    const traces: string[] = [];
    for (const password of ['1357', '2468']) {
      await using desk = await VirtualDesk.open();
      await desk.place();
      await desk.press(`0#${password}#`);
      expect(desk.screen).toBe('staff_password');
      traces.push(JSON.stringify([desk.heard, desk.bridged, desk.reader.status]));
    }
    expect(traces[0] === traces[1]).toBe(true);
  });

  it('are forgotten when another screen comes over the field', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('2123');
    expect(desk.reader.status?.view?.masked).toBe(3);
    await desk.wait(91);
    expect(desk.screen).toBe('timeout_warning');
    await desk.press('4');
    expect([desk.screen, desk.reader.status?.view?.masked]).toEqual(['pin_entry', 0]);
    await desk.press('1234#');
    expect(desk.screen).toBe('consent_all');
  });
});
