/** How a person of the people file stands on the day for which the desk opens. */

import type { Day } from '../../../firmware/calendar.ts';
import type { Validity } from '../../../host-bridge/eligibility/api-fields.ts';
import { insuredPeople } from '../../../simulator/back-end/world/insured-people.ts';
import { standingOf } from '../../../simulator/back-end/world/standing.ts';
import type { Person } from '../../../simulator/people/person.ts';

export const validityOn = (person: Person, today: Day): Validity =>
  standingOf(insuredPeople([person], today).of(person), today, ({ registered }) => registered).validity;
