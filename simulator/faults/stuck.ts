/**
 * A device that has hung while its port is open: nothing passes either way. What is written waits in its buffers, and
 * goes on when it comes to itself; what does not fit there is lost.
 */

import type { LinkFaultDefinition } from './fault-definition.ts';
import { onTheLine } from './on-the-line.ts';

/** Bytes each way: as a terminal's buffer under Linux. */
const bufferSize = 4096;

export const stuck: LinkFaultDefinition = {
  about: {
    en: 'the open port takes and gives nothing; what was written comes afterwards',
    ja: '開いたポートが送受信しなくなる。書き込まれた分は後から届く',
  },
  takes: { for: null },
  begin: onTheLine('stuck', ({ handOn }) => {
    let buffer: readonly Uint8Array[] = [];
    let size = 0;
    return {
      take(chunk) {
        if (size + chunk.length > bufferSize) return;
        buffer = [...buffer, chunk];
        size += chunk.length;
      },
      over() {
        for (const chunk of buffer) handOn(chunk);
      },
      broken() {
        buffer = [];
        size = 0;
      },
    };
  }),
};
