/** A sound cable is put in: whatever was wrong with the link is over. */

import { errnoOf } from '../../host-bridge/errno.ts';
import { ok, refuse } from '../../protocol/result.ts';
import type { LinkFaultDefinition } from './fault-definition.ts';

export const plug: LinkFaultDefinition = {
  about: { en: 'puts the cable in; ends every other fault', ja: 'ケーブルを差す。ほかの障害もすべて終わる' },
  takes: {},
  mends: () => true,
  async begin({ reader }) {
    try {
      await reader.plug();
      return ok(null);
    } catch (error) {
      return refuse('EMU-647', { url: reader.cable.url, reason: errnoOf(error) });
    }
  },
};
