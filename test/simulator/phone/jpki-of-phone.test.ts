import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCard } from '../../../simulator/card/engine/card.ts';
import { volatileCardMemory } from '../../../simulator/card/engine/card-memory.ts';
import { dayRuleSchema } from '../../../simulator/people/day-rule.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { issuePhone } from '../../../simulator/phone/issue-phone.ts';
import { type Biometrics, VirtualPhone } from '../../../simulator/phone/phone.ts';
import {
  cardAuthorityCertificate,
  certificateSerial,
  phoneCertificateOf,
  phoneCertificateSerial,
  phoneKey,
  userCertificateOf,
} from '../../../simulator/pki/cards/card-authority.ts';
import { CertificateRegister } from '../../../simulator/pki/cards/certificate-register.ts';
import { ascii, bytes, hex, jpki, person, placed, today } from '../card/placed-card.ts';

function phoneOf(whose: Person, biometrics: Biometrics = 'refused') {
  const contents = issuePhone(whose, today);
  if (contents === null || whose.phone === undefined) throw new Error(`${whose.id} has no phone`);
  const phone = new VirtualPhone({ kind: whose.phone.kind, contents, memory: volatileCardMemory() });
  phone.setBiometrics(biometrics);
  phone.chip.powerOn();
  const send = (command: string): string => hex(phone.chip.transmit(bytes(command)));
  send(jpki);
  return { phone, send };
}

const pin = `0020009804${ascii('5678')}`;
const readCertificate = '00B08A0000';
const readToken = '00B0860060';
const sign = `802A009733${'00'.repeat(51)}00`;
const lastCommand = '80FC0000';
const withData = /^.+9000$/;

function certificateOf(whose: Person): X509Certificate {
  const { phone, send } = phoneOf(whose, 'agreed');
  if (phone.kind === 'android') send(pin);
  // An extended Le reads the whole file.
  return new X509Certificate(Buffer.from(send('00B08A00000000').slice(0, -4), 'hex'));
}

describe('the JPKI application of a phone', () => {
  it('says by its token what kind of phone it is', () => {
    const label = (id: string): string =>
      Buffer.from(phoneOf(person(id)).send(readToken), 'hex')
        .subarray(0, 32)
        .toString('latin1')
        .trimEnd();
    expect(label('android')).toBe('JPKIAPGPSETOKEN');
    expect(label('iphone')).toBe('JPKIAPIOSTOKEN');
  });

  it('of Android opens certificate and key by its PIN, with three tries of its own', () => {
    const { send } = phoneOf(person('android'));
    expect([send(readCertificate), send(sign)]).toEqual(['6982', '6982']);
    expect([send(`0020009804${ascii('0000')}`), send('00200098')]).toEqual(['63C2', '63C2']);
    expect(send(pin)).toBe('9000');
    expect(send(readCertificate)).toMatch(withData);
    expect(send(sign)).toMatch(withData);
    expect(send('00200098')).toBe('63C3');
    expect(send(lastCommand)).toBe('6D00');
  });

  it('of Android is not opened by what its holder does on the phone', () => {
    const { send } = phoneOf(person('android'), 'agreed');
    expect(send(readCertificate)).toBe('6982');
  });

  it.each([
    ['refused', '6982'],
    ['locked', '6984'],
  ] as const)('of an iPhone whose holder’s face is %s answers %s', (biometrics, word) => {
    const { send } = phoneOf(person('iphone'), biometrics);
    expect([send(readCertificate), send(sign)]).toEqual([word, word]);
  });

  it('of an iPhone knows no PIN', () => {
    const { send } = phoneOf(person('iphone'), 'agreed');
    expect([send(pin), send('00200098')]).toEqual(['6A82', '6A82']);
  });

  it('of an iPhone whose holder agreed opens until it is told the end', () => {
    const { phone, send } = phoneOf(person('iphone'), 'agreed');
    expect(send(readCertificate)).toMatch(withData);
    expect(send(sign)).toMatch(withData);
    expect([send('80FC0100'), send('80FC000001FF')]).toEqual(['6A86', '6700']);
    expect(phone.biometrics).toBe('agreed');
    expect(send(lastCommand)).toBe('9000');
    expect(phone.biometrics).toBe('refused');
    expect(send(sign)).toBe('6982');
  });

  it('of an iPhone whose face is locked stays locked at the end', () => {
    const { phone, send } = phoneOf(person('iphone'), 'locked');
    expect(send(lastCommand)).toBe('9000');
    expect(phone.biometrics).toBe('locked');
  });

  it('lets no terminal sign in place of its holder, nor knows the applications of the card’s face', () => {
    for (const id of ['android', 'iphone']) {
      const { send } = phoneOf(person(id));
      expect(send('80A200C1020000')).not.toBe('9000');
      expect(send('00A4040C0AD3921000310001010402')).toBe('6A82');
    }
  });

  it('forgets its PIN without power, and the counter stays', () => {
    const { phone, send } = phoneOf(person('android'));
    send(pin);
    phone.chip.powerOff();
    phone.chip.powerOn();
    send(jpki);
    expect([send(readCertificate), send('00200098')]).toEqual(['6982', '63C3']);
  });

  it('is in no phone of somebody who has none, and no card knows a last command', () => {
    expect(issuePhone(person('insured'), today)).toBeNull();
    expect(placed('insured').send(jpki, lastCommand)).toBe('6D00');
  });

  it('whose holder nobody has told of anything has not been agreed to', () => {
    const contents = issuePhone(person('iphone'), today);
    if (contents === null) throw new Error('no iPhone');
    const chip = createCard({ contents, ...volatileCardMemory() });
    chip.powerOn();
    chip.transmit(bytes(jpki));
    expect(hex(chip.transmit(bytes(readCertificate)))).toBe('6982');
  });
});

describe('the certificate of a phone', () => {
  it.each(['android', 'iphone', 'phone-expired'])(
    'of %s comes from the authority of the cards, with a number and a key of its own',
    (id) => {
      const certificate = certificateOf(person(id));
      const authority = new X509Certificate(cardAuthorityCertificate());
      expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
      expect(certificate.serialNumber.toLowerCase()).toBe(phoneCertificateSerial(person(id)));
      expect(certificate.serialNumber.toLowerCase()).not.toBe(certificateSerial(person(id)));
      expect(certificate.checkPrivateKey(phoneKey(person(id)))).toBe(true);
    },
  );

  it('ends with the card’s, or where the phone was not renewed with the card', () => {
    const whose = person('android');
    expect(certificateOf(whose).validTo).toBe('Nov  2 14:59:59 2030 GMT');
    if (whose.phone === undefined) throw new Error('no phone');
    const old = { ...whose, phone: { ...whose.phone, expires: dayRuleSchema.parse('-1d') } };
    expect(certificateOf(old).validTo).toBe('Nov  1 14:59:59 2026 GMT');
  });

  it('is issued once for the same person and day', () => {
    expect(issuePhone(person('android'), today)).toBe(issuePhone(person('android'), { ...today }));
    expect(issuePhone(person('android'), { ...today, day: 3 })).not.toBe(
      issuePhone(person('android'), today),
    );
  });

  it('has a number that no card and no other phone has', () => {
    const people = [...loadPeople()];
    const numbers = [...people.map(phoneCertificateSerial), ...people.map(certificateSerial)];
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('belongs to its holder, and goes out of force with the card’s', () => {
    const people = loadPeople();
    const register = new CertificateRegister(people);
    const whose = person('android');
    const inPhone = phoneCertificateOf(whose);
    if (inPhone === null) throw new Error('no phone');
    expect(register.ownerOf(inPhone)?.id).toBe('android');
    const numbers = () => register.entries('current').map(({ number }) => number);
    expect(numbers()).not.toContain(inPhone.number);
    register.change(whose, 'suspended', 0);
    expect(numbers()).toContain(inPhone.number);
    expect(numbers()).toContain(userCertificateOf(whose).number);
    register.change(whose, 'good', 1);
    expect(numbers()).not.toContain(inPhone.number);
    expect(phoneCertificateOf(person('insured'))).toBeNull();
  });
});
