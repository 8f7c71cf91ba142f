/** Gives out what came of a bulk request, to the institution that sent it. */

import { japanInstant } from '../../../host-bridge/eligibility/japan-instant.ts';
import { refuse } from '../../../protocol/result.ts';
import { bulkLifeMs, bulkWorkMs } from '../bulk/bulk-life.ts';
import { done, type Operation } from './operation.ts';

/** EMU-477 no such number of this kind at this institution, EMU-478 the result was thrown away. */
export const bulkResult: Operation<'bulkResult'> = ({ store, clock }, { institution, kind, reception }) => {
  const now = clock.now();
  store.forgetBulkResults(now - bulkLifeMs);
  const kept = store.bulk(reception);
  if (kept?.institution !== institution || kept.kind !== kind) return refuse('EMU-477');
  if (kept.result === null) return refuse('EMU-478');
  const ready = kept.at + bulkWorkMs;
  if (now < ready) return done({ state: 'processing', ready: japanInstant(ready) });
  return done({ state: 'done', fileIdentifier: kept.fileIdentifier, units: JSON.parse(kept.result) });
};
