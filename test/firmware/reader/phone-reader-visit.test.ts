import { describe, expect, it } from 'vitest';
import type { DeskChannel } from '../../../simulator/pki/link-channel.ts';
import { usualChannel, VirtualDesk } from './virtual-desk.ts';

async function touch({ desk, reader }: VirtualDesk, keys: string): Promise<void> {
  for (const key of keys) {
    reader.press(key as '1', 'touch');
    await desk.quiet();
  }
}

async function hold({ desk, reader }: VirtualDesk, person: string): Promise<void> {
  const phone = desk.phones.of(person);
  phone.setBiometrics('agreed');
  reader.present(phone);
  await desk.quiet();
}

/** Waits for an Android phone whose PIN was typed. */
async function waitingForPhone(): Promise<VirtualDesk> {
  const desk = await VirtualDesk.open({ profile: 'current' });
  await touch(desk, '215678#');
  expect(desk.screen).toBe('hold_phone');
  return desk;
}

const advised = ({ desk }: VirtualDesk) => desk.bridge.bridge?.visits(0).at(-1);

describe('a visit with a phone at a phone reader', () => {
  it('is refused where the bridge shows its own certificate in place of the driver’s, and the card serves', async () => {
    const { of, validAt } = usualChannel();
    const channel: DeskChannel = { validAt, of: { ...of, phoneReader: (_, end) => of.bridge(end) } };
    await using desk = await VirtualDesk.open({ profile: 'current', channel });
    await touch(desk, '215678#');
    await hold(desk, 'android');
    await desk.wait(3);
    expect(desk.screen).toBe('phone_refused');
    expect(desk.observed('phoneRefused')).toEqual([{ event: 'phoneRefused', code: 'EMU-113' }]);
    expect(advised(desk)).toMatchObject({ called: 'refused' });
    await touch(desk, '1');
    await desk.place('android');
    await touch(desk, '22789#');
    expect(desk.screen).toBe('consent_all');
  });

  it('goes on when the cable to the PC was out in between', async () => {
    await using desk = await waitingForPhone();
    await desk.reader.unplug();
    await desk.wait(2);
    await hold(desk, 'android');
    expect(desk.screen).toBe('hold_phone');
    await desk.reader.plug();
    await desk.wait(6);
    expect(desk.screen).toBe('consent_all');
  });

  it('goes on when the bridge was killed and started again in between', async () => {
    await using desk = await waitingForPhone();
    await desk.desk.bridge.kill();
    await desk.wait(1);
    desk.desk.bridge.start();
    await desk.wait(2);
    await hold(desk, 'android');
    await desk.wait(2);
    expect(desk.screen).toBe('consent_all');
  });

  it('leaves nothing at the phone reader when the unit loses its power: the next person is served', async () => {
    await using desk = await waitingForPhone();
    desk.reader.powerOff();
    await desk.wait(1);
    desk.reader.powerOn();
    await desk.wait(15);
    expect(desk.screen).toBe('idle');
    await touch(desk, '22');
    expect(desk.screen).toBe('hold_phone');
    await hold(desk, 'iphone');
    expect(desk.screen).toBe('consent_all');
  });

  it('tells the back end the phone as method, as at a unit that reads it itself', async () => {
    await using desk = await waitingForPhone();
    await hold(desk, 'android');
    await touch(desk, '1#9');
    expect(desk.desk.backEnd.backEnd.listVisits()).toMatchObject([{ method: 'phone', state: 'committed' }]);
  });

  it('is advised about where the phone reader is missing: cause and remedy, in both languages', async () => {
    await using desk = await VirtualDesk.open({ profile: 'current' });
    desk.reader.phoneReader?.unplug();
    await desk.desk.quiet();
    await touch(desk, '2');
    expect(desk.screen).toBe('phone_not_offered');
    await touch(desk, '9');
    const { hints, todo } = advised(desk) ?? {};
    expect(hints).toEqual(['phone_reader_missing']);
    expect(todo?.en).toContain('The phone reader was not there');
    expect(todo?.en).toContain('its cable reaches the PC and is plugged in');
    expect(todo?.ja).toContain('汎用カードリーダーのケーブル');
  });

  it('is not advised about where the facility takes no phones', async () => {
    await using desk = await VirtualDesk.open({ profile: 'current', facility: { phones: false } });
    desk.reader.phoneReader?.unplug();
    await touch(desk, '2');
    expect(desk.screen).toBe('phone_not_offered');
    await touch(desk, '9');
    expect(advised(desk)?.hints).toEqual([]);
  });
});
