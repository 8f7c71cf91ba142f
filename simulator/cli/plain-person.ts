/** A person as plain data, in the form of the people file. */

import { Digits } from '../../protocol/personal.ts';
import type { Person } from '../people/person.ts';

/** @param secrets false leaves dots where a secret stands */
export function plainPerson(person: Omit<Person, 'id'>, secrets: boolean): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(person, function reveal(this: Readonly<Record<string, unknown>>, key, value) {
    const raw = this[key];
    return secrets && raw instanceof Digits ? raw.reveal() : value;
  });
  return JSON.parse(text);
}
