/** The cable is pulled out at the host's end. */

import { ok } from '../../protocol/result.ts';
import type { LinkFaultDefinition } from './fault-definition.ts';

export const unplug: LinkFaultDefinition = {
  about: { en: 'pulls the cable out', ja: 'ケーブルを抜く' },
  takes: { for: null },
  async begin({ reader }) {
    await reader.unplug();
    // A place that somebody else has taken meanwhile stays theirs, and the cable out.
    return ok(() => reader.plug().catch(() => {}));
  },
};
