import { describe, expect, it } from 'vitest';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { hold, messagesSent, told } from './held-phone.ts';
import { VirtualDesk } from './virtual-desk.ts';

const byMdoc = { iphone: 'mdoc' } as const;

describe('a visit with an iPhone that is read as an mdoc', () => {
  it('asks by the four facts, and is checked in as a visit with a phone', async () => {
    await using desk = await VirtualDesk.open(byMdoc);
    await desk.press('22');
    await hold(desk, 'iphone');
    expect(desk.screen).toBe('consent_all');
    expect(messagesSent(desk)).toContain('factsRequest');
    expect(messagesSent(desk)).not.toContain('eligibilityRequest');
    await desk.press('1#9');
    expect(desk.desk.backEnd.backEnd.listVisits()).toMatchObject([{ method: 'phone', state: 'committed' }]);
    expect(told(desk)).toEqual(['accepted', null, []]);
  });

  it('uses up what was agreed to', async () => {
    await using desk = await VirtualDesk.open(byMdoc);
    await desk.press('22');
    await hold(desk, 'iphone');
    expect(desk.desk.phones.of('iphone').biometrics).toBe('refused');
  });

  it('leaves Android phones to their certificates', async () => {
    await using desk = await VirtualDesk.open(byMdoc);
    await desk.press('215678#');
    await hold(desk, 'android');
    expect(desk.screen).toBe('consent_all');
    expect(messagesSent(desk)).toContain('eligibilityRequest');
    expect(messagesSent(desk)).not.toContain('factsRequest');
  });

  it('shows nothing of the person to whoever observes the reader', async () => {
    await using desk = await VirtualDesk.open(byMdoc);
    await desk.press('22');
    await hold(desk, 'iphone');
    const person = loadPeople().get('iphone');
    const seen = JSON.stringify([desk.heard, desk.bridged]);
    expect(seen).toContain('factsRequest');
    expect(seen).not.toContain(person?.address);
    expect(seen).not.toContain(person?.name.kanji);
  });

  it('refuses what was captured in another visit, and tells the desk why', async () => {
    await using desk = await VirtualDesk.open(byMdoc);
    const phone = desk.desk.phones.of('iphone');
    phone.setBiometrics('agreed');
    const captured: Uint8Array[] = [];
    const { chip } = phone;
    const heard = {
      powerOn: () => chip.powerOn(),
      powerOff: () => chip.powerOff(),
      transmit: (command: Uint8Array) => {
        const answer = chip.transmit(command);
        captured.push(answer.slice());
        return answer;
      },
    };
    await desk.press('22');
    desk.reader.present({ chip: heard });
    await desk.desk.quiet();
    expect(desk.screen).toBe('consent_all');
    await desk.press('9');
    desk.reader.takeAllAway();
    await desk.wait(10);
    expect(desk.screen).toBe('idle');
    await desk.press('22');
    desk.reader.present({ chip: { ...heard, transmit: () => captured.shift() ?? new Uint8Array(0) } });
    await desk.desk.quiet();
    expect(desk.screen).toBe('phone_refused');
    expect(desk.observed('phoneRefused').map(({ code }) => code)).toEqual(['EMU-354']);
    await desk.press('9');
    expect(told(desk)).toEqual(['refused', 'phone_unreadable', []]);
  });
});
