import { describe, expect, test } from 'vitest';
import { type BulkUnit, bulkEntries } from '../../../../host-bridge/eligibility/bulk-operations.ts';
import type { EligibilityRecord } from '../../../../host-bridge/eligibility/eligibility-record.ts';
import { readMessage } from '../../../../host-bridge/receipt/format/read-message.ts';
import { requestKinds } from '../../../../host-bridge/receipt/requests/kinds.ts';
import { ok, refuse } from '../../../../protocol/result.ts';
import { askedKind, institution } from './asked-kind.ts';

const reception = '2026110200000001';
const received = () => ok({ reception, ready: '2026-11-02T10:01:00+09:00' });
const done =
  (units: readonly BulkUnit[], fileIdentifier: string | null = null) =>
  () =>
    ok({ state: 'done', fileIdentifier, units });
const fetchBody = `<ReceptionNumber>${reception}</ReceptionNumber>`;

const numbers =
  '<InsurerNumber>6999999</InsurerNumber><InsuredCardSymbol>見本1</InsuredCardSymbol>' +
  '<InsuredIdentificationNumber>101</InsuredIdentificationNumber><InsuredBranchNumber>01</InsuredBranchNumber>';
const who = { insurer: '6999999', symbol: '見本1', number: '101', branch: '01' };
const record: EligibilityRecord = {
  InsuredCardClassification: '01',
  Name: '見本　太郎',
  Sex1: '1',
  Birthdate: '19850410',
  InsurerName: '見本健康保険組合',
};
const list = (name: string, entry: string, times = 1): string => `<${name}>${entry}</${name}>`.repeat(times);

describe('a bulk request that is handed in', () => {
  const days = { from: '20261101', until: '20261102' };
  test.each([
    [
      'OQSmuquc01',
      list('QualificationConfirmSearchInfo', `${numbers}<ArbitraryIdentifier>A-1</ArbitraryIdentifier>`),
      { kind: 'qualifications', entries: [{ identifier: 'A-1', who, on: '20261102' }] },
    ],
    [
      'OQSmuimm01',
      list('ReferenceNumberRegistrationInfo', `<ReferenceNumber>24434</ReferenceNumber>${numbers}`),
      { kind: 'referenceNumbers', entries: [{ reference: '24434', who }] },
    ],
    [
      'OQSmutic01',
      list('QualificationConfirmSearchInfo', '<MedicalTreatmentMonth>202611</MedicalTreatmentMonth>'),
      { kind: 'medicalTickets', month: '202611' },
    ],
    [
      'OQSmuhvq01',
      list(
        'QualificationConfirmSearchInfo',
        '<ConsentDateFrom>20261101</ConsentDateFrom><ConsentDateTo>20261102</ConsentDateTo><MedicalTreatmentFlag>2</MedicalTreatmentFlag>',
      ),
      { kind: 'homeVisits', by: 'consent', ...days },
    ],
    [
      'OQSmuonq01',
      list(
        'QualificationConfirmSearchInfo',
        '<ConsentDateFrom>20261101</ConsentDateFrom><ConsentDateTo>20261102</ConsentDateTo><MedicalTreatmentFlag>3</MedicalTreatmentFlag>',
      ),
      { kind: 'onlineCare', by: 'consent', ...days },
    ],
    [
      'OQSmuonq01',
      list(
        'QualificationConfirmSearchInfo',
        '<ExaminationDateFrom>20261101</ExaminationDateFrom><ExaminationDateTo>20261102</ExaminationDateTo><MedicalTreatmentFlag>3</MedicalTreatmentFlag>',
      ),
      { kind: 'onlineCare', by: 'examination', ...days },
    ],
  ] as const)('%s asks the back end and gives its number back', async (prefix, body, asked) => {
    const header = '<ArbitraryFileIdentifier>FILE-1</ArbitraryFileIdentifier>';
    const answer = await askedKind(requestKinds[prefix], { header, body }, received);
    expect(answer.asked).toEqual([
      {
        operation: 'bulkRequest',
        request: { institution, key: 'key-of-this-very-file', fileIdentifier: 'FILE-1', asked },
      },
    ]);
    expect(answer.file).toContain(
      `<MessageBody><ProcessingResultStatus>1</ProcessingResultStatus><ReceptionNumber>${reception}</ReceptionNumber>`,
    );
    expect(answer.file).toContain('<SegmentOfResult>1</SegmentOfResult>');
  });

  test('asks about the day of its header, where it names one', async () => {
    const header = '<QualificationConfirmationDate>20261031</QualificationConfirmationDate>';
    const body = list('QualificationConfirmSearchInfo', numbers);
    const { asked } = await askedKind(requestKinds.OQSmuquc01, { header, body }, received);
    expect(asked).toMatchObject([{ request: { asked: { entries: [{ on: '20261031' }] } } }]);
  });

  test.each([
    ['with nobody in its list', 'OQSmuquc01', '', 'EMU-592'],
    [
      'with more than there may be',
      'OQSmuquc01',
      list('QualificationConfirmSearchInfo', numbers, bulkEntries + 1),
      'EMU-592',
    ],
    [
      'with an entry without numbers',
      'OQSmuquc01',
      list('QualificationConfirmSearchInfo', numbers) + list('QualificationConfirmSearchInfo', ''),
      'EMU-570',
    ],
    ['with numbers of nothing', 'OQSmuimm01', list('ReferenceNumberRegistrationInfo', numbers), 'EMU-570'],
    [
      'of a month that does not exist',
      'OQSmutic01',
      list('QualificationConfirmSearchInfo', '<MedicalTreatmentMonth>202613</MedicalTreatmentMonth>'),
      'EMU-570',
    ],
    [
      'of home visits with another flag',
      'OQSmuhvq01',
      list(
        'QualificationConfirmSearchInfo',
        '<ConsentDateFrom>20261101</ConsentDateFrom><ConsentDateTo>20261102</ConsentDateTo><MedicalTreatmentFlag>3</MedicalTreatmentFlag>',
      ),
      'EMU-570',
    ],
    ['of online care without days', 'OQSmuonq01', list('QualificationConfirmSearchInfo', ''), 'EMU-570'],
  ] as const)('is refused %s', async (_, prefix, body, code) => {
    const { asked, problem } = await askedKind(requestKinds[prefix], { body }, received);
    expect(asked).toEqual([]);
    expect(problem?.code).toBe(code);
  });
});

describe('the result of a bulk request', () => {
  test.each([
    ['OQSmuquc02', 'qualifications'],
    ['OQSmuimm02', 'referenceNumbers'],
    ['OQSmutic02', 'medicalTickets'],
    ['OQSmuhvq02', 'homeVisits'],
    ['OQSmuonq02', 'onlineCare'],
  ] as const)('is fetched by %s as that of %s', async (prefix, kind) => {
    const { asked } = await askedKind(requestKinds[prefix], { body: fetchBody }, done([]));
    expect(asked).toEqual([{ operation: 'bulkResult', request: { institution, kind, reception } }]);
  });

  test('is in process as long as the back end says so', async () => {
    const { file } = await askedKind(requestKinds.OQSmuquc02, { body: fetchBody }, () =>
      ok({ state: 'processing', ready: '2026-11-02T10:01:00+09:00' }),
    );
    expect(file).toContain(
      `<SegmentOfResult>2</SegmentOfResult><ReceptionNumber>${reception}</ReceptionNumber>`,
    );
    expect(file).not.toContain('<MessageBody>');
  });

  test('names its number and the request of the first step', async () => {
    const { file } = await askedKind(requestKinds.OQSmuimm02, { body: fetchBody }, done([], 'FILE-1'));
    expect(file).toContain(`<ReceptionNumber>${reception}</ReceptionNumber>`);
    expect(file).toContain('<ArbitraryFileIdentifier>FILE-1</ArbitraryFileIdentifier>');
  });

  test('has a unit for each person of a list, as was asked, with what was found', async () => {
    const units: BulkUnit[] = [
      { identifier: 'A-1', who, validity: '1', records: [{ ...record, ReferenceNumber: '24434' }] },
      { who, validity: '4', records: [] },
    ];
    const { file } = await askedKind(requestKinds.OQSmuquc02, { body: fetchBody }, done(units));
    expect(file.match(/<BulkConfirmUnit>/g)).toHaveLength(2);
    expect(file).toContain(
      '<BulkConfirmUnit><ReferenceNumber>24434</ReferenceNumber><QualificationConfirmSearchInfo>' +
        '<InsurerNumber> 6999999</InsurerNumber><InsuredCardSymbol>見本1</InsuredCardSymbol>' +
        '<InsuredIdentificationNumber>101</InsuredIdentificationNumber><InsuredBranchNumber>01</InsuredBranchNumber>' +
        '<ArbitraryIdentifier>A-1</ArbitraryIdentifier></QualificationConfirmSearchInfo>' +
        '<ProcessingResultStatus>1</ProcessingResultStatus><QualificationValidity>1</QualificationValidity>' +
        '<ResultList><ResultOfQualificationConfirmation>',
    );
    expect(file).toContain('<QualificationValidity>4</QualificationValidity></BulkConfirmUnit>');
  });

  test('says of each number of the clinic’s own whether it is kept, and why not', async () => {
    const units: BulkUnit[] = [
      { reference: '24434', who, records: [] },
      { reference: '24435', who, records: [], problem: { code: 'EMU-417', message: '特定できません。' } },
    ];
    const { file } = await askedKind(requestKinds.OQSmuimm02, { body: fetchBody }, done(units));
    expect(file).toContain(
      '<BulkRegistrationUnit><ReferenceNumberRegistrationInfo><ReferenceNumber>24434</ReferenceNumber>',
    );
    expect(file).toContain(
      '</ReferenceNumberRegistrationInfo><ProcessingResultStatus>1</ProcessingResultStatus></BulkRegistrationUnit>',
    );
    expect(file).toContain(
      '<ProcessingResultStatus>2</ProcessingResultStatus><ProcessingResultCode>EMU-417</ProcessingResultCode>',
    );
  });

  test.each([
    ['1', '1', true],
    ['2', '2', true],
    ['0', '0', false],
  ] as const)('of home visits tells a consent of flag %s as %s', async (flag, told, times) => {
    const consent = {
      surgery: flag,
      treatment: '0' as const,
      checkup: '0' as const,
      at: '2026-11-01T09:00:00+09:00',
      until: '2026-11-02T09:00:00+09:00',
    };
    const units: BulkUnit[] = [{ validity: '1', records: [record], consent }];
    const { file } = await askedKind(requestKinds.OQSmuhvq02, { body: fetchBody }, done(units));
    expect(file).toContain(`<OperationInfoConsFlg>${told}</OperationInfoConsFlg>`);
    expect(file.includes('<OperationInfoConsTime>20261101090000</OperationInfoConsTime>')).toBe(times);
    expect(file).toContain('<PharmacistsInfoConsFlg>0</PharmacistsInfoConsFlg>');
  });

  test('of the longest list is a file that public readers still take', async () => {
    const long = '見本'.repeat(20);
    const period = { issued: '20260401', from: '20260401', until: '20270331' };
    const full: EligibilityRecord = {
      ...record,
      InsurerNumber: '06999999',
      InsuredCardSymbol: long,
      InsuredIdentificationNumber: '1'.repeat(40),
      InsuredBranchNumber: '01',
      PersonalFamilyClassification: '2',
      InsuredName: long,
      Name: long,
      NameKana: 'ﾐﾎﾝ'.repeat(13),
      Address: long,
      PostNumber: '999-9901',
      QualificationDate: period.from,
      InsuredCertificateIssuanceDate: period.issued,
      InsuredCardValidDate: period.from,
      InsuredCardExpirationDate: period.until,
      InsuredPartialContributionRatio: '030',
      InsurerName: long,
      ElderlyRecipientCertificateInfo: {
        ElderlyRecipientCertificateDate: period.issued,
        ElderlyRecipientValidStartDate: period.from,
        ElderlyRecipientValidEndDate: period.until,
        ElderlyRecipientContributionRatio: '020',
      },
      LimitApplicationCertificateRelatedInfo: {
        LimitApplicationCertificateClassification: '01',
        LimitApplicationCertificateClassificationFlag: 'A03',
        LimitApplicationCertificateDate: period.issued,
        LimitApplicationCertificateValidStartDate: period.from,
        LimitApplicationCertificateValidEndDate: period.until,
      },
      ReferenceNumber: '1'.repeat(50),
    };
    const unit: BulkUnit = { identifier: 'i'.repeat(100), who, validity: '1', records: [full] };
    const { bytes } = await askedKind(
      requestKinds.OQSmuquc02,
      { body: fetchBody },
      done(Array(bulkEntries).fill(unit)),
    );
    expect(readMessage(bytes).ok).toBe(true);
  });

  test('is refused where it is about more people than one file may hold', async () => {
    const units: BulkUnit[] = Array(bulkEntries + 1).fill({ validity: '1', records: [record] });
    const { problem } = await askedKind(requestKinds.OQSmuhvq02, { body: fetchBody }, done(units));
    expect(problem).toEqual({ code: 'EMU-593', detail: { count: bulkEntries + 1, most: bulkEntries } });
  });

  test('is refused with the back end’s reason, and without asking where the number is none', async () => {
    const gone = await askedKind(requestKinds.OQSmuquc02, { body: fetchBody }, () => refuse('EMU-478'));
    expect(gone.file).toContain('<SegmentOfResult>9</SegmentOfResult><ErrorCode>EMU-478</ErrorCode>');
    const none = await askedKind(
      requestKinds.OQSmuquc02,
      { body: '<ReceptionNumber>7</ReceptionNumber>' },
      done([]),
    );
    expect(none.problem?.code).toBe('EMU-570');
    expect(none.asked).toEqual([]);
  });
});
