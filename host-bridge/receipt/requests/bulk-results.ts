/**
 * The second of a bulk request's two steps (02): its result is fetched by its ReceptionNumber. As long as it is worked
 * on, SegmentOfResult is 2. Always XML; the field also sees zip.
 */

import { z } from 'zod';
import { ok, refuse } from '../../../protocol/result.ts';
import type { InsuredNumbers } from '../../eligibility/api-fields.ts';
import { type BulkKind, type BulkUnit, bulkEntries } from '../../eligibility/bulk-operations.ts';
import type { Elements } from '../format/write-message.ts';
import { compactIso } from '../japan-time.ts';
import { type HeldConsent, resultBody } from '../result-body.ts';
import { inside, readFields } from './request-fields.ts';
import type { RequestKind } from './request-kind.ts';

const schema = z.object({ ReceptionNumber: z.string().regex(/^\d{16}$/) });

const resultsOf = (kind: BulkKind, unitsAs: (units: readonly BulkUnit[]) => Elements): RequestKind => ({
  async answer(message, { facility, ask }) {
    const read = readFields(inside(message, 'MessageBody'), schema);
    if (!read.ok) return read;
    const { ReceptionNumber: reception } = read.value;
    const fetched = await ask('bulkResult', { institution: facility.institutionCode, kind, reception });
    if (!fetched.ok) return fetched;
    const header = { ReceptionNumber: reception };
    if (fetched.value.state === 'processing') return ok({ segment: '2', header });
    const { fileIdentifier, units } = fetched.value;
    if (units.length > bulkEntries) return refuse('EMU-593', { count: units.length, most: bulkEntries });
    return ok({
      segment: '1',
      // The request of the first step is named again: what fetches has seldom a name of its own.
      header: { ...header, ...(fileIdentifier !== null && { ArbitraryFileIdentifier: fileIdentifier }) },
      body: unitsAs(units),
    });
  },
});

const asAsked = ({ insurer, symbol, number, branch, birth }: InsuredNumbers): Elements => ({
  InsurerNumber: insurer.padStart(8, ' '),
  InsuredCardSymbol: symbol,
  InsuredIdentificationNumber: number,
  InsuredBranchNumber: branch,
  Birthdate: birth,
});

const problemOf = ({ problem }: BulkUnit): Elements => ({
  ProcessingResultStatus: problem === undefined ? '1' : '2',
  ...(problem && { ProcessingResultCode: problem.code, ProcessingResultMessage: problem.message }),
});

const heldBy = ({ consent }: BulkUnit): HeldConsent | null =>
  consent === undefined
    ? null
    : {
        groups: {
          surgery: consent.surgery !== '0',
          treatment: consent.treatment !== '0',
          checkup: consent.checkup !== '0',
        },
        from: compactIso(consent.at),
        until: compactIso(consent.until),
        ended: [consent.surgery, consent.treatment, consent.checkup].includes('2'),
      };

/** One `BulkConfirmUnit` a person, as a public reader looks for them. */
const confirmUnits = (units: readonly BulkUnit[]): Elements => ({
  BulkConfirmUnit: units.map((unit) => {
    const { who, identifier, validity, records } = unit;
    return {
      // That public reader takes the numbers of the units from here, not from the records.
      ReferenceNumber: records[0]?.ReferenceNumber,
      ...(who && {
        QualificationConfirmSearchInfo: { ...asAsked(who), ArbitraryIdentifier: identifier },
      }),
      ...resultBody({ validity, records }, { held: heldBy(unit), limit: { given: false, from: null } }),
      ...problemOf(unit),
    };
  }),
});

/** One `BulkRegistrationUnit` an entry, as a public reader looks for them. */
const registrationUnits = (units: readonly BulkUnit[]): Elements => ({
  BulkRegistrationUnit: units.map((unit) => ({
    ...(unit.who && {
      ReferenceNumberRegistrationInfo: { ReferenceNumber: unit.reference, ...asAsked(unit.who) },
    }),
    ...problemOf(unit),
  })),
});

export const bulkEligibilityResult = resultsOf('qualifications', confirmUnits);
export const bulkReferenceNumbersResult = resultsOf('referenceNumbers', registrationUnits);
export const bulkMedicalTicketsResult = resultsOf('medicalTickets', confirmUnits);
export const bulkHomeVisitsResult = resultsOf('homeVisits', confirmUnits);
export const bulkOnlineCareResult = resultsOf('onlineCare', confirmUnits);
