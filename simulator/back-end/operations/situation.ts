/** Disaster mode, search for outages and maintenance, as they concern a facility now. */

import { japanInstant } from '../../../host-bridge/eligibility/japan-instant.ts';
import { disasterEnd } from '../modes/modes.ts';
import { done, type Operation } from './operation.ts';

export const situation: Operation<'situation'> = ({ modes }, { facility }) => {
  const disaster = modes.disasterIn(facility.municipality);
  const maintenance = modes.nextMaintenance();
  return done({
    disaster:
      disaster === null ? null : { event: disaster.event, until: japanInstant(disasterEnd(disaster)) },
    outageSearch: modes.outageSearch,
    maintenance:
      maintenance === null
        ? null
        : { from: japanInstant(maintenance.from), until: japanInstant(maintenance.until) },
  });
};
