/** Medical information of a person, by the consent that was given at a reader of the institution that asks. */

import { japanDay } from '../../../firmware/calendar.ts';
import type { RequestOf } from '../../../host-bridge/eligibility/api.ts';
import { japanInstant } from '../../../host-bridge/eligibility/japan-instant.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { Person } from '../../people/person.ts';
import { permissionByConsent } from '../medical/permission.ts';
import { viewed } from '../medical/viewed.ts';
import { done, type Operation, type OperationParts } from './operation.ts';

/** EMU-417 the numbers fit nobody or several, or it is not known how the person is insured, EMU-470 to EMU-476 as `permissionByConsent` and `viewed`. */
export const viewing: Operation<'viewing'> = (parts, { institution, of, kinds, from, until }) => {
  const { world, store, clock } = parts;
  const now = clock.now();
  const today = japanDay(now);
  const meant = personMeant(parts, of, institution);
  if (!meant.ok) return meant;
  const person = meant.value;
  const permission = permissionByConsent(store, { institution, person: person.id, now });
  if (!permission.ok) return permission;
  const { told } = world.standingOf(person, today);
  if (told === null) return refuse('EMU-417');
  const insured = world.recordOn(told, today);
  const information = viewed(
    { person, insured },
    permission.value,
    { kinds, from, until },
    { opened: world.opened, today },
  );
  if (!information.ok) return information;
  const { Name, NameKana = '', Birthdate, Sex1 } = insured;
  return done({
    person: { name: Name, kana: NameKana, birth: Birthdate, sex: Sex1 as '1' | '2' | '3' },
    until: japanInstant(permission.value.until),
    information: information.value,
  });
};

/** Another institution's visit is as good as none. */
function personMeant(
  { world, store }: OperationParts,
  of: RequestOf<'viewing'>['of'],
  institution: string,
): Result<Person> {
  if ('visit' in of) {
    const judged = store.visit(of.visit)?.judgement;
    const person = judged?.institution === institution ? world.person(judged.person) : undefined;
    return person === undefined ? refuse('EMU-470') : ok(person);
  }
  const [person, other] = world.namedBy(of.numbers);
  return person === undefined || other !== undefined ? refuse('EMU-417') : ok(person);
}
