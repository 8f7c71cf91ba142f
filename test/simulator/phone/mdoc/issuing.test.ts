import { describe, expect, test } from 'vitest';
import { dayLastSecond, dayStart } from '../../../../firmware/calendar.ts';
import { cborOf, embedded } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import { mncDocType } from '../../../../firmware/credential/mdoc/identity-request.ts';
import { type KeptItem, keptItemIn } from '../../../../firmware/credential/mdoc/kept-cbor.ts';
import { readMobileSecurityObject } from '../../../../firmware/credential/mdoc/mobile-security-object.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { orThrow } from '../../../../protocol/result.ts';
import { mdocOf, personCalled, today } from '../../../firmware/credential/mdoc/held-phone.ts';

const mdoc = mdocOf('iphone');
const person = personCalled('iphone');
const object = orThrow(readMobileSecurityObject(mdoc.issuerAuth[2] as Uint8Array));

describe('the mdoc of a person', () => {
  test('has the elements that are named for it, and for every one a digest', () => {
    const elements = [...mdoc.items].map(([nameSpace, items]) => [nameSpace, [...items.keys()]]);
    expect(Object.fromEntries(elements)).toEqual({
      'org.iso.23220.1.jp': [
        'full_name_unicode',
        'resident_address_unicode',
        'local_gov_code_unicode',
        'individual_number_unicode',
        'portrait',
        'sex_unicode',
        'birth_date_unicode',
      ],
      'org.iso.23220.1': ['sex', 'birth_date', 'age_in_years', 'age_over_18'],
    });
    for (const [nameSpace, items] of mdoc.items) {
      const digests = [...(object.valueDigests.get(nameSpace)?.values() ?? [])];
      expect(digests).toEqual(
        [...items.values()].map((item) => portableMdocCrypto.digest('SHA-256', cborOf(embedded(item)))),
      );
    }
  });

  test('has a salt of its own for every element', () => {
    const salts = [...mdoc.items.values()].flatMap((items) =>
      [...items.values()].map((item) => Buffer.from(saltIn(keptItemIn(item))).toString('hex')),
    );
    expect(new Set(salts).size).toBe(11);
    for (const salt of salts) expect(salt).toHaveLength(64);
  });

  test('is valid as long as the user certificate', () => {
    expect(object).toMatchObject({
      docType: mncDocType,
      validFrom: dayStart(person.certificate.issued(today)),
      validUntil: dayLastSecond(person.certificate.expires(today)),
    });
  });

  test('is the same each time, and another for another person', () => {
    expect(mdocOf('iphone')).toEqual(mdoc);
    expect(mdocOf('android').deviceKey).not.toEqual(mdoc.deviceKey);
  });

  test('is deterministic CBOR', () => {
    for (const items of mdoc.items.values())
      for (const item of items.values()) {
        const kept = keptItemIn(item);
        const keys = kept.kind === 'map' ? kept.entries.map(([key]) => Buffer.from(key.bytes)) : [];
        expect(keys).toHaveLength(4);
        expect([...keys].sort(Buffer.compare)).toEqual(keys);
      }
  });
});

function saltIn(item: KeptItem): Uint8Array {
  const entry =
    item.kind === 'map' ? item.entries.find(([key]) => key.kind === 'text' && key.value === 'random') : null;
  return entry?.[1].kind === 'byteString' ? entry[1].value : new Uint8Array();
}
