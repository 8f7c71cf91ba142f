/** The two ends of a phone reader's channel, with certificates of one authority unless told. */

import type { ChannelParts } from '../../../protocol/channel/channel.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import { type LinkIdentities, seededLinkIdentities } from '../../../simulator/pki/link-authority.ts';
import { linkChannels } from '../../../simulator/pki/link-channel.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';

export const fieldTestsAt = Date.parse('2026-11-02T09:00:00+09:00');
export const beside = 'FCR-000001' as ReaderId;
export const paired = seededLinkIdentities('phone reader tests', fieldTestsAt);

export type ShownAs = 'reader' | 'phoneReader' | 'bridge';

/**
 * @param as whose certificate it shows
 * @param seed of its randomness
 */
export function endOf(
  as: ShownAs,
  of: LinkIdentities = paired,
  validAt = fieldTestsAt,
  seed: string = as,
): ChannelParts {
  const end = { entropy: seededEntropy(seed), validAt: () => validAt };
  const channels = linkChannels(of);
  switch (as) {
    case 'reader':
      return channels.reader(beside, end);
    case 'phoneReader':
      return channels.phoneReader(beside, end);
    case 'bridge':
      return channels.bridge(end);
  }
}
