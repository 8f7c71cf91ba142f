import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../../host-bridge/eligibility/api.ts';
import type { EligibilityRecord } from '../../../../host-bridge/eligibility/eligibility-record.ts';
import { facilitySchema } from '../../../../host-bridge/facility.ts';
import { faceFile } from '../../../../host-bridge/receipt/face-file.ts';
import { checkFile } from '../../../../host-bridge/receipt/format/check.ts';
import { type CodeTableId, codeTables } from '../../../../host-bridge/receipt/format/code-tables.ts';
import { at, useWith, visit } from '../visits.ts';

/** Anything that may stand in a text: marks of XML, control characters, what an encoding lacks, line ends. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '見本　太郎',
    '髙橋 𠮷',
    '渡邉󠄀',
    ']]>',
    '<A&B>',
    ' \r\n ',
    '&lt;',
    '\u0301',
    '\ufeff',
    '\u0085',
    '〜−',
  ),
);
const name = text.filter((given) => given.trim() !== '');
const kana = fc.constantFrom('ﾐﾎﾝ ﾀﾛｳ', 'ﾐﾎﾝ', 'MIHON TARO', 'ｶﾞ-ﾟ');
const code = (table: CodeTableId) => fc.constantFrom(...Object.keys(codeTables[table].values));
const compact = (date: Date): string => date.toISOString().slice(0, 10).replaceAll('-', '');
const instants = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true });
const day = instants('1950-01-01', '2040-01-01').map(compact);
const bornBefore = instants('1900-01-01', '2026-11-02').map(compact);
/** Two days in their order. */
const period = fc
  .tuple(day, day)
  .map(([one, two]): [string, string] => (one < two ? [one, two] : [two, one]));
const ratio = fc.constantFrom('000', '010', '020', '030', '100');
const yen = fc.integer({ min: 0, max: 999_999_999 }).map(String);
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });

const elderly = fc.tuple(day, period, ratio).map(([issued, [from, until], share]) => ({
  ElderlyRecipientCertificateDate: issued,
  ElderlyRecipientValidStartDate: from,
  ElderlyRecipientValidEndDate: until,
  ElderlyRecipientContributionRatio: share,
}));

const limit = fc
  .tuple(code('011'), code('012'), day, period, maybe(day))
  .map(([classification, category, issued, [from, until], long]) => ({
    LimitApplicationCertificateClassification: classification,
    LimitApplicationCertificateClassificationFlag: category,
    LimitApplicationCertificateDate: issued,
    LimitApplicationCertificateValidStartDate: from,
    LimitApplicationCertificateValidEndDate: until,
    LimitApplicationCertificateLongTermDate: long,
  }));

const disease = fc.tuple(code('013'), day, period, yen).map(([category, issued, [from, until], selfPay]) => ({
  SpecificDiseasesDiseaseCategory: category,
  SpecificDiseasesCertificateDate: issued,
  SpecificDiseasesValidStartDate: from,
  SpecificDiseasesValidEndDate: until,
  SpecificDiseasesSelfPay: selfPay,
}));

const ticket = fc
  .tuple(code('018'), period, text, code('019'), yen, text, code('020'), code('021'))
  .map(([type, [from, until], number, treatment, selfPay, contact, use, social]) => ({
    TicketType: type,
    MedicalTicketValidDate: from,
    MedicalTicketExpirationDate: until,
    IssueNumber: number,
    MedicalTreatmentMonth: from.slice(0, 6),
    MedicalTreatmentType: treatment,
    SelfPayAmount: selfPay,
    DistrictContactName: contact,
    HandlingContactName: contact,
    SingleOrCombinedUse: use,
    StatusOfSocialInsurance: social,
  }));

const lost = fc.tuple(period, maybe(code('008'))).map(([[from, until], reason]) => ({
  QualificationDate: from,
  DisqualificationDate: until,
  ReasonOfLoss: reason,
}));

const common = {
  InsurerNumber: maybe(fc.stringMatching(/^\d{4,8}$/)),
  InsuredCardSymbol: maybe(text),
  InsuredIdentificationNumber: maybe(text),
  InsuredBranchNumber: maybe(fc.stringMatching(/^\d{2}$/)),
  PersonalFamilyClassification: maybe(code('009')),
  InsuredName: maybe(text),
  Name: name,
  NameOfOther: maybe(text),
  NameKana: maybe(kana),
  NameOfOtherKana: maybe(kana),
  Sex1: code('007'),
  Sex2: maybe(code('007')),
  Birthdate: bornBefore,
  Address: maybe(text),
  PostNumber: maybe(fc.stringMatching(/^\d{3}-\d{4}$/)),
  InsuredPartialContributionRatio: maybe(ratio),
  PreschoolClassification: maybe(code('015')),
  InsurerName: name,
  ElderlyRecipientCertificateInfo: maybe(elderly),
  LimitApplicationCertificateRelatedInfo: maybe(limit),
  SpecificDiseasesCertificateList: maybe(fc.array(disease, { minLength: 1, maxLength: 3 })),
  ReferenceNumber: maybe(fc.stringMatching(/^[\w-]{1,50}$/)),
};

const insured = fc
  .tuple(
    fc.record({ ...common, InsuredCardClassification: code('010').filter((kind) => kind !== 'A1') }),
    maybe(lost),
  )
  .map(([record, end]): EligibilityRecord => ({ ...record, ...end }));

const aided = fc.record({
  ...common,
  InsuredCardClassification: fc.constant('A1'),
  PublicExpenseResultList: maybe(fc.array(ticket, { minLength: 1, maxLength: 3 })),
}) satisfies fc.Arbitrary<EligibilityRecord>;

const one = fc.oneof(insured, aided).map((record) => [record]);
const none: fc.Arbitrary<EligibilityRecord[]> = fc.constant([]);
const noticed = fc.record({ code: fc.constantFrom('EMU-401', 'EMU-402'), message: text });

/** What a validity allows of records; without any the back end says why. */
const answer = fc
  .oneof(
    fc.record({ validity: fc.constant('1'), records: one, notice: maybe(noticed) }),
    fc.record({ validity: fc.constantFrom('2', '3'), records: fc.oneof(none, one), notice: maybe(noticed) }),
    fc.record({ validity: fc.constant('4'), records: none, notice: maybe(noticed) }),
    fc.record({
      validity: fc.constant('5'),
      records: fc.array(insured, { maxLength: 8 }),
      notice: maybe(noticed),
    }),
    fc.record({
      validity: fc.constant('6'),
      records: aided.map((record) => [record]),
      notice: maybe(noticed),
    }),
    fc.record({ validity: fc.constant(undefined), records: none, notice: noticed }),
  )
  .map((told) =>
    operations.eligibility.answer.parse({
      verdict: 'valid',
      registered: true,
      recipientCertificates: false,
      ...JSON.parse(JSON.stringify(told)),
    }),
  );

const use = fc.option(
  fc
    .record({
      state: fc.constantFrom('committed' as const, 'withdrawn' as const, 'problem' as const),
      consent: fc.option(
        fc.record({ surgery: fc.boolean(), treatment: fc.boolean(), checkup: fc.boolean() }),
      ),
      prescription: fc.constantFrom(null, 'electronic' as const, 'paper' as const),
      provideLimit: fc.constantFrom(null, true, false),
      // Within a second of a month's end, too: a day more is another month.
      given: instants('2024-02-28T00:00:00Z', '2026-11-02T00:00:00Z'),
    })
    .map(({ given, ...rest }) => {
      const inJapan = (date: number) => `${new Date(date + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;
      return useWith({ ...rest, at: inJapan(given.getTime()), until: inJapan(given.getTime() + 86_400_000) });
    }),
);

const facility = fc.record({
  institutionCode: fc.stringMatching(/^\d{10}$/),
  encoding: fc.constantFrom('utf-8', 'shift_jis'),
  characterProfile: fc.constantFrom('jis-x-0208', 'cp932'),
  lineEnd: fc.constantFrom('crlf', 'lf'),
});

describe('A face file', () => {
  it('is of the format, whatever the back end may answer and in whatever form it is written', () => {
    fc.assert(
      fc.property(answer, use, facility, (told, given, form) => {
        const written = faceFile({
          visit,
          at,
          answer: told,
          use: given,
          facility: facilitySchema.parse(form),
        });
        const refused = checkFile(written.name, written.bytes, {
          encoding: facilitySchema.parse(form).encoding,
        })
          .filter(({ rule }) => rule.grade === 'refused')
          .map(({ rule, path }) => `${rule.id} ${path}`);
        expect(refused).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
