import { describe, expect, it } from 'vitest';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople, type People } from '../../../simulator/people/registry.ts';
import { takenEarly } from '../../../simulator/peripherals/taken-early.ts';
import { hold, messagesSent, told } from './held-phone.ts';
import { VirtualDesk } from './virtual-desk.ts';

describe('a visit with a phone', () => {
  it('asks the host for what the phone signs before the phone is there, and once', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('22');
    expect(messagesSent(desk).filter((name) => name === 'challengeRequest')).toHaveLength(1);
    await hold(desk, 'iphone');
    expect(desk.screen).toBe('consent_all');
    expect(messagesSent(desk).filter((name) => name === 'challengeRequest')).toHaveLength(1);
    expect(messagesSent(desk).filter((name) => name === 'eligibilityRequest')).toHaveLength(1);
  });

  it('tells the back end the phone as method, and opens no camera', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('215678#');
    await hold(desk, 'android');
    await desk.press('1#9');
    const [visit] = desk.desk.backEnd.backEnd.listVisits();
    expect(visit).toMatchObject({ method: 'phone', state: 'committed' });
    expect(desk.observed('face')).toEqual([]);
    expect(desk.screens).not.toContain('face_capture');
  });

  it('observes the PIN as right or wrong, and what is held as arrived, left and read', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('211111#');
    await hold(desk, 'android');
    await desk.press('15678#');
    await hold(desk, 'android');
    expect(desk.observed('entry')).toEqual([
      { event: 'entry', of: 'phonePin', result: 'wrong', triesLeft: 2 },
      { event: 'entry', of: 'phonePin', result: 'right', triesLeft: null },
    ]);
    expect(desk.observed('phone').map(({ what }) => what)).toEqual(['arrived', 'left', 'arrived', 'read']);
  });

  it('says that it was read before it says that the insurance is checked', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('22');
    await hold(desk, 'iphone');
    await desk.silence();
    const said = desk.said;
    expect(said.indexOf('announce.phone_read')).toBeGreaterThanOrEqual(0);
    expect(desk.observed('tone').map(({ tone }) => tone)).toContain('cardIn');
  });

  it('is not warned of time while the phone is held again and again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('22');
    for (let i = 0; i < 2; i += 1) {
      await desk.wait(50);
      await hold(desk, 'iphone', 'refused');
      expect(desk.screen).toBe('hold_phone');
    }
    expect(desk.screens).not.toContain('timeout_warning');
  });

  it('asks anew for what the phone signs when that has grown old', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#22');
    await desk.silence();
    await desk.wait(119);
    await desk.press('5');
    await desk.wait(119);
    expect(desk.screen).toBe('hold_phone');
    expect(messagesSent(desk).filter((name) => name === 'challengeRequest').length).toBeGreaterThan(1);
    await hold(desk, 'iphone');
    expect(desk.screen).toBe('consent_all');
  });
});

describe('what was held to the reader and could not be read', () => {
  it.each([
    ['two phones', 'announce.phone_several', '22', ['iphone', 'android']],
    ['an iPhone whose holder has not agreed', 'announce.phone_not_agreed', '22', ['iphone']],
  ] as const)('is named to the person: %s', async (_, said, keys, people) => {
    await using desk = await VirtualDesk.open();
    await desk.press(keys);
    for (const person of people) {
      const phone = desk.desk.phones.of(person);
      phone.setBiometrics('refused');
      desk.reader.present(phone);
    }
    await desk.desk.quiet();
    await desk.silence();
    expect(desk.screen).toBe('hold_phone');
    expect(desk.said.filter((id) => id.startsWith('announce.'))).toEqual([said]);
  });

  it('is named to the person: another phone than the one that was cut off', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('215678#');
    const phone = desk.desk.phones.of('android');
    desk.reader.present(takenEarly(phone, 3, (taken) => desk.reader.takeAway(taken)));
    await desk.desk.quiet();
    await hold(desk, 'phone-expired');
    await desk.silence();
    expect(desk.said.filter((id) => id.startsWith('announce.'))).toEqual([
      'announce.phone_lost',
      'announce.phone_other',
    ]);
  });

  it('is named to the person: a card, which is not told to have been moved away', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('22');
    desk.reader.present(desk.desk.cards.of('insured'));
    await desk.desk.quiet();
    await desk.silence();
    expect(desk.said).not.toContain('announce.phone_lost');
    expect(desk.screen).toBe('hold_phone');
    expect(desk.said).toContain('announce.not_a_phone');
  });
});

/** The built-in people, but one of them in another situation. */
function peopleWith(id: string, other: Partial<Person>): People {
  const all = new Map([...loadPeople()].map((person) => [person.id, person]));
  const person = all.get(id);
  if (person === undefined) throw new Error(`there is no person ${id}`);
  all.set(id, { ...person, ...other });
  return { get: (one) => all.get(one), size: all.size, [Symbol.iterator]: () => all.values() };
}

describe('a phone whose holder is not registered yet', () => {
  const people = peopleWith('iphone', { registered: false });

  it('is accepted after registration on the spot, as a card is', async () => {
    await using desk = await VirtualDesk.open({ people });
    await desk.press('22');
    await hold(desk, 'iphone');
    expect(desk.screen).toBe('not_registered');
    await desk.press('1#');
    expect(desk.screen).toBe('consent_all');
    await desk.press('1#');
    expect(desk.screen).toBe('accepted_clinic');
    await desk.press('9');
    expect(told(desk)).toEqual(['accepted', null, []]);
    expect(desk.desk.backEnd.backEnd.listConsents()).toHaveLength(1);
  });

  it('is a problem where registration is declined, with no consent and no card to take', async () => {
    await using desk = await VirtualDesk.open({ people });
    await desk.press('22');
    await hold(desk, 'iphone');
    await desk.press('2#');
    expect(desk.screen).toBe('eligibility_problem');
    await desk.press('9');
    expect(told(desk)).toEqual(['problem', 'registration_declined', []]);
    expect(desk.desk.backEnd.backEnd.listConsents()).toEqual([]);
    expect(desk.screens).not.toContain('take_card');
  });
});

describe('why a phone was not taken', () => {
  it.each([
    ['of the other kind', '215678#', 'iphone', 'agreed', 'phone_other_kind'],
    ['an iPhone that takes no face', '22', 'iphone', 'locked', 'phone_not_agreed'],
    ['out of force', '215678#', 'phone-expired', 'agreed', 'phone_unusable'],
  ] as const)('is told to the desk alone: %s', async (_, keys, person, biometrics, reason) => {
    await using desk = await VirtualDesk.open();
    await desk.press(keys);
    await hold(desk, person, biometrics);
    expect(desk.screen).toBe('phone_refused');
    expect(desk.observed('staffCalled').map(({ why }) => why)).toEqual(['refused']);
    await desk.press('9');
    expect(told(desk)).toEqual(['refused', reason, []]);
  });

  it('is told as a hint where its PIN is locked', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('21');
    for (const pin of ['1111', '2222', '3333']) {
      await desk.press(`${pin}#`);
      await hold(desk, 'android');
      if (desk.screen === 'phone_pin_wrong') await desk.press('1');
    }
    expect(desk.screen).toBe('phone_pin_locked');
    await desk.press('9');
    expect(told(desk)).toEqual(['cancelled', null, ['phone_pin_locked']]);
  });

  it('leaves no trace in the visit of the card that is used instead', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('215678#');
    await hold(desk, 'phone-expired');
    await desk.press('1');
    await desk.place('insured');
    await desk.press('21234#1#');
    await desk.press('9');
    await desk.take();
    expect(told(desk)).toEqual(['accepted', null, []]);
    expect(desk.desk.backEnd.backEnd.listConsents()).toHaveLength(1);
  });
});

describe('a phone at a reader that loses its power', () => {
  it('is not read any more, and is when it is held in the next visit', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('22');
    desk.reader.powerOff();
    await hold(desk, 'iphone');
    desk.reader.powerOn();
    await desk.wait(30);
    expect(desk.screen).toBe('idle');
    await desk.press('22');
    expect(desk.screen).toBe('consent_all');
  });
});
