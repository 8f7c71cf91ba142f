/** What becomes of a check beneath what lies above it: staff called, the language asked for. */

import { describe, expect, it } from 'vitest';
import { profileIds, profiles } from '../../../firmware/profiles.ts';
import { VirtualDesk } from './virtual-desk.ts';

async function toSubmitting(desk: VirtualDesk, answer: 'slow' | 'down' = 'slow'): Promise<void> {
  await desk.toConsent();
  await desk.press('1');
  await desk.silence();
  desk.desk.backEnd.setConduct({ answer });
  await desk.press('#');
  expect(desk.screen).toBe('checking');
}

const workingTones = (desk: VirtualDesk): number =>
  desk.observed('tone').filter(({ tone }) => tone === 'working').length;

describe('the outcome of a check', () => {
  it.each(profileIds)(
    'is shown and told at once though staff was called meanwhile, %s (A11Y-19)',
    async (id) => {
      await using desk = await VirtualDesk.open({ profile: id });
      await toSubmitting(desk);
      desk.reader.press('0', 'touch');
      await desk.wait(1);
      expect(desk.screen).toBe('call_staff');
      await desk.wait(20);
      expect([desk.screen, desk.outcome]).toEqual(['accepted_clinic', 'accepted']);
      if (profiles[id].speech) expect(desk.said.at(-1)).toBe('announce.accepted');
      expect(desk.said.filter((told) => told === 'announce.checking.submit').length).toBeLessThan(2);
      expect(desk.observed('staffCalled')).toEqual([{ event: 'staffCalled', why: 'asked' }]);
    },
  );

  it('is told in voice mode while what staff is called with is still being said, after that', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await toSubmitting(desk, 'down');
    await desk.wait(1);
    desk.desk.backEnd.setConduct({ answer: 'normal' });
    await desk.press('0');
    await desk.wait(30);
    expect(desk.said.slice(-3)).toEqual([
      'announce.staff_called',
      'announce.accepted',
      'accepted_clinic.short',
    ]);
  });

  it('is shown at once above the screen of languages, and above its warning', async () => {
    await using desk = await VirtualDesk.open();
    await toSubmitting(desk);
    await desk.press('08');
    expect(desk.screen).toBe('language');
    await desk.wait(20);
    expect(desk.screen).toBe('accepted_clinic');
    await using other = await VirtualDesk.open();
    await toSubmitting(other, 'down');
    await other.press('08');
    await other.wait(62);
    expect(other.screen).toBe('timeout_warning');
    other.desk.backEnd.setConduct({ answer: 'normal' });
    await other.wait(10);
    expect(other.screen).toBe('accepted_clinic');
  });

  it('that is no acceptance is told as well: a problem, a card that is refused, a card to be taken', async () => {
    await using problem = await VirtualDesk.open();
    problem.desk.backEnd.setConduct({ answer: 'slow' });
    await problem.toConsent('no-coverage', '2191');
    await problem.press('0');
    await problem.wait(40);
    expect(problem.screen).toBe('eligibility_problem');
    expect(problem.said.at(-1)).toBe('announce.eligibility_problem');
    await using refused = await VirtualDesk.open();
    refused.desk.backEnd.setConduct({ answer: 'slow' });
    await refused.toConsent('expired', '7443');
    await refused.press('0');
    await refused.wait(40);
    expect(refused.screen).toBe('card_refused');
    await using left = await VirtualDesk.open();
    await left.toConsent();
    await left.press('1');
    await left.reader.unplug();
    await left.press('#90');
    expect(left.screen).toBe('call_staff');
    await left.wait(11);
    expect(left.screen).toBe('take_card');
  });

  it('leaves staff called where it only asks the next question', async () => {
    await using desk = await VirtualDesk.open();
    desk.desk.backEnd.setConduct({ answer: 'slow' });
    await desk.toConsent();
    await desk.press('0');
    await desk.wait(40);
    expect(desk.screen).toBe('call_staff');
    await desk.press('*');
    expect(desk.screen).toBe('consent_all');
  });

  it('does not call off a person who calls staff afterwards', async () => {
    await using desk = await VirtualDesk.open();
    await toSubmitting(desk);
    await desk.wait(20);
    expect(desk.screen).toBe('accepted_clinic');
    await desk.press('0');
    await desk.wait(30);
    expect(desk.screen).toBe('call_staff');
  });
});

it.each(['0', '08'])(
  'the working tone is heard on beneath what %s shows, and ends with the work',
  async (keys) => {
    await using desk = await VirtualDesk.open();
    desk.desk.backEnd.setConduct({ answer: 'down' });
    await desk.toConsent();
    await desk.press(keys);
    const before = workingTones(desk);
    await desk.wait(30);
    expect(desk.screen).toBe(keys === '0' ? 'call_staff' : 'language');
    expect(workingTones(desk) - before).toBeGreaterThanOrEqual(9);
    desk.desk.backEnd.setConduct({ answer: 'normal' });
    await desk.wait(10);
    const after = workingTones(desk);
    await desk.wait(15);
    expect(workingTones(desk)).toBe(after);
  },
);
