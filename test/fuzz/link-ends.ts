/** A reader, a bridge and the driver of a phone reader that an authority has certified, the same in every run. */

import type { ChannelParts } from '../../protocol/channel/channel.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { seededLinkIdentities } from '../../simulator/pki/link-authority.ts';
import { linkChannels } from '../../simulator/pki/link-channel.ts';
import { seededEntropy } from '../../simulator/time/seeded-entropy.ts';

/** The instant by which their certificates are judged. */
export const certifiedAt = Date.parse('2026-11-02T09:00:00+09:00');
export const serial = 'FCR-000001' as ReaderId;

const channels = linkChannels(seededLinkIdentities('fuzzing', certifiedAt));

/** What each end needs for the secure channel. Its randomness begins anew with each call. */
export function partsOf(role: 'host' | 'reader'): ChannelParts {
  const end = { entropy: seededEntropy(role), validAt: () => certifiedAt };
  return role === 'host' ? channels.bridge(end) : channels.reader(serial, end);
}

/** What each end of a phone reader's channel needs; likewise. */
export function fieldPartsOf(role: 'reader' | 'driver'): ChannelParts {
  const end = { entropy: seededEntropy(role), validAt: () => certifiedAt };
  return role === 'reader' ? channels.reader(serial, end) : channels.phoneReader(serial, end);
}
