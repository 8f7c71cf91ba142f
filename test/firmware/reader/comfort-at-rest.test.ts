import { expect, it } from 'vitest';
import { comfortKeptAtRest } from '../../../firmware/reader/comfort-at-rest.ts';
import { VirtualDesk } from './virtual-desk.ts';

const minute = comfortKeptAtRest / 1000;

it('what a person who waits for staff at rest has set is not forgotten before the reader rests again', async () => {
  await using desk = await VirtualDesk.open();
  // Key 5 begins the voice on the language screen, without a visit.
  await desk.press('8');
  await desk.silence();
  await desk.press('5*0');
  expect(desk.screen).toBe('call_staff');
  await desk.silence();
  await desk.wait(minute + 5);
  expect(desk.screen).toBe('call_staff');
  const before = desk.said.length;
  await desk.press('5');
  expect(desk.said.slice(before)).toContain('announce.staff_called');
  await desk.silence();
  expect(desk.said.slice(before)).toContain('call_staff.first');
});

it('what somebody set before they left the screen of languages standing is forgotten once the reader rests', async () => {
  await using desk = await VirtualDesk.open();
  await desk.press('38');
  await desk.wait(91);
  expect(desk.screen).toBe('idle');
  expect(desk.reader.status?.view?.mode.text).toBe('large');
  await desk.wait(minute);
  expect(desk.reader.status?.view?.mode.text).toBe('normal');
});
