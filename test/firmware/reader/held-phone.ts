/** A person's phone held to the reader of a virtual desk, and what of it host and desk are told. */

import type { Biometrics } from '../../../simulator/phone/phone.ts';
import type { VirtualDesk } from './virtual-desk.ts';

/** One that is held there already is held anew. */
export async function hold(
  { desk, reader }: VirtualDesk,
  person: string,
  biometrics: Biometrics = 'agreed',
): Promise<void> {
  const phone = desk.phones.of(person);
  reader.takeAway(phone);
  phone.setBiometrics(biometrics);
  reader.present(phone);
  await desk.quiet();
}

/** Names of the messages that the reader has sent, in order. */
export const messagesSent = (desk: VirtualDesk): readonly string[] =>
  desk.observed('message').flatMap(({ direction, name }) => (direction === 'sent' ? [name] : []));

/** Outcome, reason and hints of the last visit, as the desk is told. */
export const told = (desk: VirtualDesk) => {
  const status = desk.desk.bridge.bridge?.visits(0).at(-1);
  return [status?.outcome, status?.reason, status?.hints];
};
