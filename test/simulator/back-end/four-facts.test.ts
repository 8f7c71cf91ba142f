import { describe, expect, test } from 'vitest';
import { japanDay } from '../../../firmware/calendar.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { Facts } from '../../../host-bridge/eligibility/search-operations.ts';
import { isWho } from '../../../simulator/back-end/world/four-facts.ts';
import { createWorld } from '../../../simulator/back-end/world/world.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { CertificateRegister } from '../../../simulator/pki/cards/certificate-register.ts';
import { person, start } from './desk.ts';

const today = japanDay(start);
const facts: Facts = {
  name: '見本　太郎',
  birth: '19850410',
  sex: 'male',
  address: '見本県見本市見本町1丁目1番1号',
};
/** What the back end holds of a person. */
function recordOf(id: string): EligibilityRecord {
  const people = loadPeople();
  const world = createWorld({
    register: new CertificateRegister(people),
    store: { registeredAt: () => start },
    opened: today,
  });
  const { told } = world.standingOf(person(id), today);
  if (told === null) throw new Error(`nothing is told of ${id}`);
  return world.recordOn(told, today);
}
const record = recordOf('insured');
const insured = (change: Partial<Facts>): boolean => isWho({ ...facts, ...change }, record);

describe('the four facts', () => {
  test('are a person’s as the card shows them', () => {
    expect(insured({})).toBe(true);
  });

  test.each<[string, Partial<Facts>]>([
    ['without the space', { name: '見本太郎' }],
    ['with a narrow space', { name: '見本 太郎' }],
    ['in katakana', { name: 'ミホン タロウ' }],
    ['in half-width katakana', { name: 'ﾐﾎﾝ ﾀﾛｳ' }],
    ['in hiragana', { name: 'みほん　たろう' }],
    ['with the beginning of the address', { address: '見本県見本市' }],
    ['with figures in full width', { address: '見本県見本市見本町１丁目１番１号' }],
    ['with hyphens in the address', { address: '見本県見本市見本町1-1-1' }],
    ['with another hyphen', { address: '見本県見本市見本町１−１' }],
    ['with the insurer in place of the address', { address: undefined, insurer: '見本健康保険組合' }],
    ['with the insurer beside the address', { insurer: '見本 健康保険組合' }],
  ])('are taken %s', (_, change) => {
    expect(insured(change)).toBe(true);
  });

  test.each<[string, Partial<Facts>]>([
    ['another name', { name: '見本　次郎' }],
    ['a part of the name', { name: '見本' }],
    ['another birth date', { birth: '19850411' }],
    ['another sex', { sex: 'female' }],
    ['another town', { address: '見本県別見本市' }],
    ['a number that only begins so', { address: '見本県見本市見本町1丁目1番10号' }],
    ['an address that goes on elsewhere', { address: '見本県見本市見本町1丁目1番1号の2' }],
    ['another insurer', { address: undefined, insurer: '見本市国民健康保険' }],
    ['another insurer beside the right address', { insurer: '見本市国民健康保険' }],
  ])('are nobody’s with %s', (_, change) => {
    expect(insured(change)).toBe(false);
  });

  test('end at a whole number of the address', () => {
    const returned = recordOf('returned');
    const asked = (address: string): boolean =>
      isWho({ name: '見本四郎', birth: '19550530', sex: 'male', address }, returned);
    expect(asked('見本県見本市見本町10')).toBe(true);
    expect(asked('見本県見本市見本町1')).toBe(false);
  });

  test('take the common character for the old one', () => {
    const old = recordOf('old-character');
    const asked = (name: string): boolean =>
      isWho({ name, birth: '19490101', sex: 'male', address: '見本県見本市' }, old);
    expect(['見本髙﨑　𠮷邉󠄀', '見本高崎　吉辺', '見本高﨑吉邊'].map(asked)).toEqual([true, true, true]);
    expect(asked('見本高崎　吉田')).toBe(false);
  });

  test('take ● of an insurer for any one character, and for one only', () => {
    const held = { ...record, Name: '見本　●郎' };
    expect(isWho(facts, held)).toBe(true);
    expect(isWho({ ...facts, name: '見本新太郎' }, held)).toBe(false);
    expect(insured({ name: '見本　●郎' })).toBe(false);
  });

  test('of somebody whose sex is not stated are theirs by either', () => {
    const asked = (sex: Facts['sex']): boolean =>
      isWho({ name: '見本楓', birth: '20011111', sex, address: '見本県見本市' }, recordOf('iphone'));
    expect([asked('male'), asked('female'), asked('unset')]).toEqual([true, true, true]);
  });
});
