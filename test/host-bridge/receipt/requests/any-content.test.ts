import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestKinds } from '../../../../host-bridge/receipt/requests/kinds.ts';
import { refuse } from '../../../../protocol/result.ts';
import { askedKind } from './asked-kind.ts';

const names = [
  'InsurerNumber',
  'InsuranceCardSymbol',
  'InsuredPersonIdentificationNumber',
  'BranchNumber',
  'StartDate',
  'EndDate',
  'FileCategory',
  'MedicalTreatmentFlag',
  'ReceptionNumber',
  'QualificationConfirmSearchInfo',
  'ReferenceNumberRegistrationInfo',
  'InsuredIdentificationNumber',
  'InsuredBranchNumber',
  'ReferenceNumber',
  'MedicalTreatmentMonth',
  'ConsentDateFrom',
  'ConsentDateTo',
] as const;
const values = fc.oneof(
  fc.constantFrom(
    '06999999',
    '101',
    '01',
    '1',
    '2',
    '4',
    '20261102',
    '202611',
    '2026110200000001',
    '',
    '../x',
  ),
  fc.stringMatching(/^[0-9A-Za-z 見本]{0,60}$/),
);

/** Elements of any of these names, with any of these texts, in each other or beside each other. */
const { content } = fc.letrec<{ content: string; element: string }>((tie) => ({
  element: fc
    .tuple(fc.constantFrom(...names), fc.oneof({ depthSize: 'small' }, values, tie('content')))
    .map(([name, inner]) => `<${name}>${inner}</${name}>`),
  content: fc.array(tie('element'), { maxLength: 6 }).map((elements) => elements.join('')),
}));

test.each(Object.entries(requestKinds))(
  '%s answers whatever stands in it, and never throws',
  async (_, kind) => {
    await fc.assert(
      fc.asyncProperty(content, content, async (header, body) => {
        const { file } = await askedKind(kind, { header, body }, () => refuse('EMU-417'));
        expect(file).toContain('<SegmentOfResult>9</SegmentOfResult>');
      }),
      { numRuns: 100 },
    );
  },
);
