import { Tagged } from 'cborg';
import { describe, expect, test } from 'vitest';
import { cborOf, fullDate } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import { factElements, fourFactsIn } from '../../../../firmware/credential/mdoc/identity-request.ts';
import { keptItemIn } from '../../../../firmware/credential/mdoc/kept-cbor.ts';
import { ok, refuse } from '../../../../protocol/result.ts';

const sound = {
  name: '見本　楓',
  birthDate: fullDate('2001-11-11'),
  sex: 2,
  address: '東京都見本区見本１－２－３',
};

/** Elements of an mdoc that was judged, with these values. */
function elementsOf(values: Readonly<Record<keyof typeof factElements, unknown>>) {
  const elements = new Map<string, Map<string, ReturnType<typeof keptItemIn>>>();
  for (const fact of Object.keys(factElements) as (keyof typeof factElements)[]) {
    const [nameSpace, element] = factElements[fact];
    const group = elements.get(nameSpace) ?? new Map();
    elements.set(nameSpace, group.set(element, keptItemIn(cborOf(values[fact]))));
  }
  return elements;
}

describe('the four facts', () => {
  test.each([
    [0, 'unset'],
    [1, 'male'],
    [2, 'female'],
    [9, 'unset'],
  ])('are those of the elements; sex %i is %s', (sex, said) => {
    expect(fourFactsIn(elementsOf({ ...sound, sex }))).toEqual(
      ok({ ...sound, sex: said, birthDate: { year: 2001, month: 11, day: 11 } }),
    );
  });

  test.each([
    ['name', '', 'full_name_unicode'],
    ['name', '名'.repeat(301), 'full_name_unicode'],
    ['name', 1, 'full_name_unicode'],
    ['birthDate', '2001-11-11', 'birth_date'],
    ['birthDate', new Tagged(0, '2001-11-11'), 'birth_date'],
    ['birthDate', fullDate('2001-02-29'), 'birth_date'],
    ['birthDate', fullDate('2001-11-00'), 'birth_date'],
    ['birthDate', fullDate('20011111'), 'birth_date'],
    ['birthDate', new Tagged(1004, 20011111), 'birth_date'],
    ['sex', 3, 'sex'],
    ['sex', '1', 'sex'],
    ['address', null, 'resident_address_unicode'],
  ])('are refused with %s %s', (fact, value, element) => {
    expect(fourFactsIn(elementsOf({ ...sound, [fact]: value }))).toEqual(refuse('EMU-366', { element }));
  });
});
