/** Files with one thing wrong in them, each by the rule that it breaks. */

import { messageLimits } from '../../../../host-bridge/receipt/format/read-message.ts';
import type { CheckSettings } from '../../../../host-bridge/receipt/format/rules/rule.ts';
import {
  bulkResult,
  bytesOf,
  drugAnswer,
  drugRequest,
  errorAnswer,
  face,
  faceOfMedicalAid,
  faceOfNobody,
  faceOfSeveral,
  faceWithoutCoverage,
  failedAnswer,
  numberRequest,
  request,
  type TextFile,
} from './right-files.ts';

export interface WrongFile {
  readonly rule: string;
  readonly what: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly settings?: CheckSettings;
}

type Change = (text: string) => string;

const changed =
  (from: string | RegExp, to: string): Change =>
  (text) => {
    const after = text.replace(from, to);
    if (after === text) throw new Error(`nothing to change: ${from}`);
    return after;
  };

/** The first element of the name, with everything in it, is gone. */
const without = (name: string): Change => changed(new RegExp(`\\s*<${name}>[^]*?</${name}>`), '');
const holding = (name: string, text: string): Change =>
  changed(new RegExp(`<${name}>[^]*?</${name}>`), `<${name}>${text}</${name}>`);
/** Something more at the beginning of the element. */
const beginning = (name: string, more: string): Change => changed(`<${name}>`, `<${name}>${more}`);
/** Something more after the element. */
const after = (name: string, more: string): Change => changed(`</${name}>`, `</${name}>${more}`);

const all =
  (...changes: readonly Change[]): Change =>
  (text) =>
    changes.reduce((so, change) => change(so), text);

const wrong = (rule: string, what: string, of: TextFile, change: Change, name = of.name): WrongFile => ({
  rule,
  what,
  name,
  bytes: bytesOf(change(of.text)),
});

const same: Change = (text) => text;
const record = 'ResultOfQualificationConfirmation';
const validity = (code: string) => holding('QualificationValidity', code);

const reading: readonly WrongFile[] = [
  wrong('read/size', 'longer than four MiB', face, (text) => text + ' '.repeat(messageLimits.bytes)),
  wrong('read/encoding-known', 'in EUC-JP', face, changed('encoding="UTF-8"', 'encoding="EUC-JP"')),
  {
    ...wrong('read/bytes-as-declared', 'UTF-8 that declares Shift_JIS', face, same),
    bytes: Buffer.from(changed('"UTF-8"', '"Shift_JIS"')(face.text)),
  },
  {
    ...wrong('read/bytes-as-declared', 'cut off within a character', face, same),
    bytes: bytesOf(face.text).subarray(0, bytesOf(face.text.slice(0, face.text.indexOf('見本'))).length + 1),
  },
  wrong('read/no-dtd', 'with a document type', face, changed('<XmlMsg>', '<!DOCTYPE XmlMsg><XmlMsg>')),
  wrong('read/well-formed', 'half written', face, (text) => text.slice(0, 600)),
  wrong('read/well-formed', 'with a bare ampersand', face, holding('InsurerName', 'A & B')),
  wrong('read/well-formed', 'empty', face, () => ''),
  wrong('read/well-formed', 'of XML 1.1', face, changed('version="1.0"', 'version="1.1"')),
  wrong('read/root', 'with another root', face, (text) => text.replaceAll('XmlMsg', 'Message')),
  wrong('read/root', 'with a second root', face, (text) => `${text}<XmlMsg/>`),
  wrong('read/bounded', 'deeper than any', face, beginning('Name', '<A>'.repeat(90) + '</A>'.repeat(90))),
];

const naming: readonly WrongFile[] = [
  wrong('name/known', 'of no kind', face, same, 'receipt.xml'),
  wrong(
    'name/kind-listed',
    'an answer of electronic prescriptions',
    errorAnswer,
    same,
    'EPSsiabc01res_1.xml',
  ),
  wrong('name/known', 'without .xml', face, same, face.name.replace('.xml', '.txt')),
  wrong('name/known', 'that names a folder', face, same, `../${face.name}`),
  wrong('name/tail', 'without a number', request, same, 'OQSsiquc01req.xml'),
  wrong('name/face-time', 'without a time', face, same, 'OQSsiquc01res_face_9999999999TEST.xml'),
  wrong(
    'name/face-time',
    'of a day that is none',
    face,
    same,
    face.name.replace('_20261102090012', '_20261302090012'),
  ),
  wrong('name/face-middle', 'without a middle', face, same, 'OQSsiquc01res_face_20261102090012.xml'),
  wrong(
    'name/face-time-agrees',
    'of another time',
    face,
    same,
    face.name.replace('_20261102090012', '_20261102090013'),
  ),
  wrong('name/test-mark', 'without the mark', face, same, face.name.replace('TEST', '')),
  wrong('encoding/declared', 'without a declaration', face, changed(/^<\?xml[^>]*>\r\n/, '')),
  wrong('encoding/declared', 'whose declaration names none', face, changed(' encoding="UTF-8"', '')),
  wrong('encoding/identifier', 'UTF-8 that says 1', face, holding('CharacterCodeIdentifier', '1')),
  wrong('encoding/identifier', 'Shift_JIS that says 0', face, changed('"UTF-8"', '"Shift_JIS"')),
  {
    ...wrong('encoding/of-facility', 'not as the facility has chosen', face, same),
    settings: { encoding: 'shift_jis' },
  },
  {
    ...wrong('line-ends/of-facility', 'not as the facility has chosen', face, same),
    settings: { lineEnd: 'lf' },
  },
  wrong('line-ends/one-kind', 'in two ways', face, changed('\r\n', '\n')),
];

const missing: readonly WrongFile[] = [
  ...[
    'MessageHeader',
    'MessageBody',
    'ProcessExecutionTime',
    'QualificationConfirmationDate',
    'MedicalInstitutionCode',
    'ReferenceClassification',
    'SegmentOfResult',
    'CharacterCodeIdentifier',
    'ProcessingResultStatus',
    'InsuredCardClassification',
    'Name',
    'Sex1',
    'Birthdate',
    'InsurerName',
  ].map((name) => wrong(`needs/${name}`, 'missing', face, without(name))),
  wrong('needs/Name', 'empty', face, holding('Name', '')),
  wrong('needs/Name', 'of full-width spaces alone', face, holding('Name', '　　')),
  wrong('record/kana-told', 'a space for a kana name', face, holding('NameKana', ' ')),
  wrong('needs/ResultOfQualificationConfirmation', 'missing in its list', face, holding('ResultList', '')),
  wrong(
    'needs/SpecificDiseasesCertificateInfo',
    'missing in its list',
    face,
    holding('SpecificDiseasesCertificateList', ''),
  ),
  wrong(
    'needs/MedicalTicketInfo',
    'missing in its list',
    faceOfMedicalAid,
    holding('PublicExpenseResultList', ''),
  ),
  wrong(
    'needs/QualificationConfirmSearchInfo',
    'missing',
    request,
    without('QualificationConfirmSearchInfo'),
  ),
  wrong('needs/InsurerNumber', 'missing', request, without('InsurerNumber')),
  wrong('needs/InsuredIdentificationNumber', 'missing', request, without('InsuredIdentificationNumber')),
  wrong(
    'needs/ReferenceNumberRegistrationInfo',
    'missing',
    numberRequest,
    without('ReferenceNumberRegistrationInfo'),
  ),
  wrong('needs/ReferenceNumber', 'missing', numberRequest, without('ReferenceNumber')),
  wrong(
    'needs/InsuredPersonIdentificationNumber',
    'missing',
    drugRequest,
    without('InsuredPersonIdentificationNumber'),
  ),
];

const places: readonly WrongFile[] = [
  wrong(
    'element/place',
    'a birth date in the body',
    face,
    beginning('MessageBody', '<Birthdate>19450401</Birthdate>'),
  ),
  wrong('element/place', 'a header within the body', face, beginning('MessageBody', '<MessageHeader/>')),
  wrong('element/once', 'two birth dates', face, after('Birthdate', '<Birthdate>19450401</Birthdate>')),
  wrong('element/text-only', 'an element within a name', face, holding('Name', '<Family>見本</Family>')),
  wrong('element/elements-only', 'text beside the record', face, beginning('ResultList', 'text')),
  wrong(
    'element/spelling',
    'one letter too few in a name that may be left out',
    face,
    changed(/NameKana>/g, 'NameKna>'),
  ),
  wrong('element/spelling', 'two letters in the other order', face, changed(/Address>/g, 'Adderss>')),
  wrong(
    'element/spelling',
    'other capitals',
    face,
    beginning('MessageBody', '<prescriptionissueselect>1</prescriptionissueselect>'),
  ),
  wrong('element/no-namespace', 'a namespace for all', face, changed('<XmlMsg>', '<XmlMsg xmlns="urn:x">')),
  wrong(
    'element/no-namespace',
    'a prefix that is declared',
    face,
    changed('<Name>', "<Name xmlns:x='urn:x'>"),
  ),
  wrong('element/no-attributes', 'a type beside the text', face, changed('<Sex1>', '<Sex1 type="code">')),
  wrong('element/known', 'a name that nobody knows', face, beginning('MessageBody', '<Unheard>1</Unheard>')),
  wrong('variant/drug-consent', 'a writer that is alone with its name', face, (text) =>
    text
      .replaceAll('PharmacistsInfoAvailableTime', 'PharmaceuticalInfoAcquisitionTime')
      .replaceAll('PharmacistsInfo', 'PharmaceuticalInfo'),
  ),
  wrong(
    'variant/treatment-consent-time',
    'a letter too few',
    faceWithoutCoverage,
    beginning(record, '<DiagnosisInfoConsTim>20261102090010</DiagnosisInfoConsTim>'),
  ),
  wrong(
    'variant/prescription-place',
    'a prescription in the record',
    faceWithoutCoverage,
    beginning(record, '<PrescriptionIssueSelect>2</PrescriptionIssueSelect>'),
  ),
  wrong(
    'variant/disease-list',
    'a certificate straight in its list',
    face,
    beginning(
      'SpecificDiseasesCertificateList',
      '<SpecificDiseasesDiseaseCategory>1</SpecificDiseasesDiseaseCategory>',
    ),
  ),
  wrong(
    'variant/no-search-in-face',
    'a search that nobody made',
    face,
    beginning('MessageBody', '<QualificationConfirmSearchInfo/>'),
  ),
];

const formed: readonly WrongFile[] = [
  wrong('form/date', 'the thirtieth of February', face, holding('Birthdate', '19450230')),
  wrong('form/date', 'a day with hyphens', face, holding('QualificationDate', '2020-04-01')),
  wrong('form/date', 'a month thirteen', face, holding('QualificationConfirmationDate', '20261301')),
  wrong('form/time', 'an hour 24', face, holding('ProcessExecutionTime', '20261102240000')),
  wrong('form/time', 'a consent without seconds', face, holding('OperationInfoConsTime', '202611020900')),
  wrong('form/month', 'a whole day', faceOfMedicalAid, holding('MedicalTreatmentMonth', '20261101')),
  wrong('form/month', 'a month 00', faceOfMedicalAid, holding('MedicalTreatmentMonth', '202600')),
  wrong('form/day-or-month', 'a year', drugRequest, holding('StartDate', '2026')),
  wrong('form/institution', 'seven digits', face, holding('MedicalInstitutionCode', '9999999')),
  wrong(
    'form/institution',
    'full-width digits',
    face,
    holding('MedicalInstitutionCode', '９９９９９９９９９９'),
  ),
  wrong('form/identifier', 'a line break', face, holding('ArbitraryFileIdentifier', 'a\r\nb')),
  wrong('form/insurer', 'not filled with spaces', face, holding('InsurerNumber', '138057')),
  wrong('form/insurer', 'filled with zeros and a letter', face, holding('InsurerNumber', '0013805A')),
  wrong('form/insurer', 'filled on the right', face, holding('InsurerNumber', '138057  ')),
  wrong('form/insurer-asked', 'nine digits', request, holding('InsurerNumber', '123456789')),
  wrong('form/branch', 'one digit', face, holding('InsuredBranchNumber', '1')),
  wrong('form/kana', 'full-width katakana', face, holding('NameKana', 'ミホン　タロウ')),
  wrong('form/kana', 'hiragana of another name', face, holding('NameOfOtherKana', 'みほん')),
  wrong('form/postcode', 'without its hyphen', face, holding('PostNumber', '1008916')),
  wrong('form/ratio', 'two digits', face, holding('InsuredPartialContributionRatio', '30')),
  wrong('form/ratio', 'more than all', face, holding('ElderlyRecipientContributionRatio', '200')),
  wrong('form/yen', 'a comma', face, holding('SpecificDiseasesSelfPay', '10,000')),
  wrong(
    'form/reference-number',
    '51 characters',
    face,
    beginning(record, `<ReferenceNumber>${'1'.repeat(51)}</ReferenceNumber>`),
  ),
  wrong('form/result-code', 'a sentence', face, holding('ProcessingResultCode', '期限です')),
];

const coded: readonly WrongFile[] = [
  wrong(
    'code/028',
    'a kind of care 5',
    drugRequest,
    beginning('MessageBody', '<MedicalTreatmentFlag>5</MedicalTreatmentFlag>'),
  ),
  wrong('code/007', 'a sex M of one of many people', bulkResult, holding('Sex1', 'M')),
  wrong(
    'code/001',
    'a consent 2 to the limit',
    faceWithoutCoverage,
    holding('LimitApplicationCertificateRelatedConsFlg', '2'),
  ),
  wrong('code/002', 'asked with 3', face, holding('ReferenceClassification', '3')),
  wrong('code/003', 'a failure told as 3', failedAnswer, holding('SegmentOfResult', '3')),
  wrong('code/004', 'a status 9', face, holding('ProcessingResultStatus', '9')),
  wrong('code/005', 'Shift_JIS told as 2', face, holding('CharacterCodeIdentifier', '2')),
  wrong('code/006', 'a validity 7', face, validity('7')),
  wrong('code/007', 'a sex M', face, holding('Sex1', 'M')),
  wrong('code/007', 'a second sex 0', face, holding('Sex2', '0')),
  wrong('code/008', 'a loss 04', faceWithoutCoverage, holding('ReasonOfLoss', '04')),
  wrong('code/009', 'a family 3', face, holding('PersonalFamilyClassification', '3')),
  wrong('code/010', 'a card 1 of one digit', face, holding('InsuredCardClassification', '1')),
  wrong('code/011', 'a certificate 04', face, holding('LimitApplicationCertificateClassification', '04')),
  wrong(
    'code/012',
    'the label in place of the code',
    face,
    holding('LimitApplicationCertificateClassificationFlag', 'ウ'),
  ),
  wrong('code/012', 'a category B11', face, holding('LimitApplicationCertificateClassificationFlag', 'B11')),
  wrong('code/013', 'a disease 4', face, holding('SpecificDiseasesDiseaseCategory', '4')),
  wrong(
    'code/015',
    'a child told as 2',
    face,
    beginning(record, '<PreschoolClassification>2</PreschoolClassification>'),
  ),
  wrong('code/016', 'a consent 9', faceWithoutCoverage, holding('OperationInfoConsFlg', '9')),
  wrong('code/017', 'a prescription 0', face, holding('PrescriptionIssueSelect', '0')),
  wrong('code/018', 'a ticket 03', faceOfMedicalAid, holding('TicketType', '03')),
  wrong('code/019', 'a treatment 06', faceOfMedicalAid, holding('MedicalTreatmentType', '06')),
  wrong('code/020', 'a use 3', faceOfMedicalAid, holding('SingleOrCombinedUse', '3')),
  wrong('code/021', 'an insurance 2', faceOfMedicalAid, holding('StatusOfSocialInsurance', '2')),
  ...(
    [
      ['022', 'ConsistencyFlag', '0'],
      ['023', 'StatusOfInfecton', '1'],
      ['024', 'StatusOfElderlyMedicalCare', '03'],
      ['025', 'StatusOfPrefecturalExpenses', '0'],
      ['026', 'DesignatedMedicalInstitutionFlag', '2'],
    ] as const
  ).map(([table, name, code]) =>
    wrong(
      `code/${table}`,
      `${name} ${code}`,
      faceOfMedicalAid,
      beginning('MedicalTicketInfo', `<${name}>${code}</${name}>`),
    ),
  ),
];

const results: readonly WrongFile[] = [
  wrong('result/information-refused', 'no reason', drugAnswer, without('MessageContents')),
  wrong('result/error-told', 'a failure without its code', failedAnswer, without('ErrorCode')),
  wrong('result/error-told', 'a failure without its message', failedAnswer, without('ErrorMessage')),
  wrong(
    'result/no-error-when-done',
    'an error that is done',
    face,
    after('SegmentOfResult', '<ErrorCode>EMU-531</ErrorCode>'),
  ),
  wrong(
    'result/nothing-after-error',
    'a failure with a validity',
    failedAnswer,
    after('MessageHeader', '<MessageBody><QualificationValidity>4</QualificationValidity></MessageBody>'),
  ),
  wrong('result/face-settled', 'pushed while under way', face, holding('SegmentOfResult', '2')),
  wrong('result/face-by-card', 'asked with numbers', face, holding('ReferenceClassification', '2')),
  wrong('result/validity-when-done', 'no validity', faceWithoutCoverage, without('QualificationValidity')),
  wrong(
    'result/no-validity-on-error',
    'an error with a validity',
    errorAnswer,
    after('ProcessingResultCode', '<QualificationValidity>4</QualificationValidity>'),
  ),
  wrong('result/code-on-error', 'an error without its code', errorAnswer, without('ProcessingResultCode')),
  wrong('result/message-with-code', 'a message without its code', face, without('ProcessingResultCode')),
  wrong('result/code-not-ours', 'a code of another', face, holding('ProcessingResultCode', 'EPSB1032W')),
  wrong('result/code-not-ours', 'an error of another', failedAnswer, holding('ErrorCode', 'A0001E')),
  wrong('validity/record-when-valid', 'valid without a record', faceOfNobody, validity('1')),
  wrong('validity/none-found', 'none found, with a record', faceWithoutCoverage, validity('4')),
  wrong('validity/several-insurance-only', 'several of medical aid', faceOfMedicalAid, validity('5')),
  wrong('validity/unregistered-medical-aid-only', 'an insured person with 6', face, validity('6')),
  wrong('validity/one-record', 'two records of one valid person', faceOfSeveral, validity('1')),
  wrong('validity/one-record-for-all', 'two records, as may be', faceOfSeveral, same),
];

const consents: readonly WrongFile[] = [
  wrong(
    'consent/known-here',
    'a consent of the emergency interface',
    faceWithoutCoverage,
    holding('OperationInfoConsFlg', '3'),
  ),
  wrong('consent/time', 'agreed without a time', face, without('LimitApplicationCertificateRelatedConsTime')),
  wrong('consent/available', 'agreed without an end', face, without('PharmacistsInfoAvailableTime')),
  wrong(
    'consent/24-hours',
    'a second too long',
    face,
    holding('DiagnosisInfoAvailableTime', '20261103090011'),
  ),
  wrong(
    'consent/24-hours',
    'no longer than the moment',
    face,
    holding('DiagnosisInfoAvailableTime', '20261102090010'),
  ),
  wrong(
    'consent/no-times-without',
    'refused with a time',
    faceWithoutCoverage,
    after('OperationInfoConsFlg', '<OperationInfoConsTime>20261102090010</OperationInfoConsTime>'),
  ),
  wrong('consent/flag-told', 'a time without a flag', face, without('SpecificHealthCheckupsInfoConsFlg')),
  wrong(
    'consent/limit-without',
    'a limit with a flag of 0',
    face,
    all(
      holding('LimitApplicationCertificateRelatedConsFlg', '0'),
      without('LimitApplicationCertificateRelatedConsTime'),
    ),
  ),
  wrong(
    'consent/diseases-without',
    'diseases without a flag',
    face,
    all(
      without('SpecificDiseasesCertificateRelatedConsFlg'),
      without('SpecificDiseasesCertificateRelatedConsTime'),
    ),
  ),
];

const records: readonly WrongFile[] = [
  wrong('record/kana-told', 'no kana', face, without('NameKana')),
  wrong('record/born-before', 'born tomorrow', face, holding('Birthdate', '20261103')),
  wrong(
    'record/qualified-before-lost',
    'lost before acquired',
    faceWithoutCoverage,
    holding('DisqualificationDate', '20200331'),
  ),
  wrong('record/loss-told', 'a reason without its day', faceWithoutCoverage, without('DisqualificationDate')),
  ...(
    [
      ['InsuredCardExpirationDate', face],
      ['ElderlyRecipientValidEndDate', face],
      ['LimitApplicationCertificateValidEndDate', face],
      ['SpecificDiseasesValidEndDate', face],
      ['MedicalTicketExpirationDate', faceOfMedicalAid],
    ] as const
  ).map(([name, of]) =>
    wrong('record/period', `${name} before its beginning`, of, holding(name, '20100101')),
  ),
  wrong(
    'record/tickets-of-medical-aid',
    'tickets of an insured person',
    faceOfMedicalAid,
    all(validity('1'), holding('InsuredCardClassification', '01')),
  ),
  wrong(
    'record/limit-of-age',
    'a category of the young for the old',
    face,
    holding('InsurerNumber', '06999999'),
  ),
  wrong('request/period', 'a period that ends first', drugRequest, holding('EndDate', '20251231')),
];

export const wrongFiles: readonly WrongFile[] = [
  ...reading,
  ...naming,
  ...missing,
  ...places,
  ...formed,
  ...coded,
  ...results,
  ...consents,
  ...records,
];
