import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PeoplesCards } from '../../../simulator/desk/peoples-cards.ts';
import { PeoplesPhones } from '../../../simulator/desk/peoples-phones.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import type { VirtualPhone } from '../../../simulator/phone/phone.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { ascii, bytes, hex, jpki } from '../card/placed-card.ts';

const folder = mkdtempSync(join(tmpdir(), 'phones-'));
afterAll(() => rmSync(folder, { recursive: true }));

const clock = new VirtualClock(Date.parse('2026-11-02T09:00:00+09:00'));
const phonesIn = (where: string | null) => new PeoplesPhones({ people: loadPeople(), clock, folder: where });

function sent({ chip }: Pick<VirtualPhone, 'chip'>, command: string): string {
  chip.powerOn();
  chip.transmit(bytes(jpki));
  const answer = hex(chip.transmit(bytes(command)));
  chip.powerOff();
  return answer;
}
const wrong = `0020009804${ascii('0000')}`;
const query = '00200098';

describe('people’s phones', () => {
  it('exist once each', () => {
    const phones = phonesIn(null);
    expect(phones.of('android')).toBe(phones.of('android'));
    expect(phones.of('android').kind).toBe('android');
    expect(phones.of('iphone').kind).toBe('iphone');
  });

  it('are nobody’s who is not there, and not theirs who have none', () => {
    const phones = phonesIn(null);
    expect(() => phones.of('nobody-at-all')).toThrow('EMU-641');
    expect(() => phones.of('insured')).toThrow('EMU-373');
  });

  it('keep their counters in files of their own, apart from the cards’', () => {
    const cards = () => new PeoplesCards({ people: loadPeople(), clock, folder });
    expect(sent(phonesIn(folder).of('android'), wrong)).toBe('63C2');
    expect(sent(cards().of('android'), query)).toBe('63C3');
    expect(sent(phonesIn(folder).of('android'), wrong)).toBe('63C1');
    expect(readdirSync(join(folder, 'phones'))).toEqual(['android.json']);
    const phones = phonesIn(folder);
    phones.unlock('android');
    expect(sent(phones.of('android'), query)).toBe('63C3');
    expect(sent(phonesIn(folder).of('android'), query)).toBe('63C3');
  });
});
