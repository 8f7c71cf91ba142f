/** The cables of two readers are exchanged at the host's end. */

import { ok } from '../../protocol/result.ts';
import type { LinkFaultDefinition } from './fault-definition.ts';

export const swap: LinkFaultDefinition = {
  about: {
    en: "exchanges the cable with the next reader's, at the PC's end; both are in afterwards",
    ja: '次のリーダーのケーブルと PC 側で差し替える。終わると両方とも挿さっている',
  },
  takes: {},
  needsNext: true,
  async begin({ reader, next, swapCables }) {
    if (next !== null) await swapCables(reader, next);
    return ok(null);
  },
};
