/**
 * The reader's supply sags in the middle: the reader goes out and its device disappears from the host, then both come
 * back by themselves. What its store holds survives, what was in its memory does not; a card that lies there stays.
 */

import { ok } from '../../protocol/result.ts';
import type { LinkFaultDefinition } from './fault-definition.ts';

export const brownOut: LinkFaultDefinition = {
  about: {
    en: 'the reader loses its power for a moment and restarts',
    ja: 'リーダーの電源が一瞬落ち、再起動する',
  },
  takes: { for: 2000 },
  async begin({ reader }) {
    reader.powerOff();
    await reader.cable.unplug();
    return ok(async () => {
      reader.powerOn();
      // Where somebody has pulled the cable out it stays out.
      if (reader.plugged) await reader.cable.plug().catch(() => {});
    });
  },
};
