/** Every fault is over, but a cable that was pulled out stays out. */

import { ok } from '../../protocol/result.ts';
import type { LinkFaultDefinition } from './fault-definition.ts';

export const clean: LinkFaultDefinition = {
  about: {
    en: 'ends every fault; a cable that is out stays out',
    ja: 'すべての障害を終わらせる。抜けているケーブルは抜けたまま',
  },
  takes: {},
  mends: (fault) => fault !== 'unplug',
  begin: () => Promise.resolve(ok(null)),
};
