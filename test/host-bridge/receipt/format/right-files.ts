/** Files that are as they should be, as text that a test may change before it is written as bytes. */

import iconv from 'iconv-lite';
import type { EligibilityRecord } from '../../../../host-bridge/eligibility/eligibility-record.ts';
import { type FaceFileInput, faceFile } from '../../../../host-bridge/receipt/face-file.ts';
import {
  answerWith,
  diseaseRecord,
  elderlyRecord,
  inputWith,
  medicalAidRecord,
  plainRecord,
  useWith,
} from '../visits.ts';

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

const utf8 = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n';

const faceText = (more: Partial<FaceFileInput>): TextFile => {
  const { name, bytes } = faceFile(inputWith(more));
  return { name, text: Buffer.from(bytes).toString() };
};

const fullRecord: EligibilityRecord = {
  ...elderlyRecord,
  ...diseaseRecord,
  InsurerNumber: '39131234',
  Birthdate: '19450401',
  ElderlyRecipientCertificateInfo: elderlyRecord.ElderlyRecipientCertificateInfo,
  InsuredName: '見本　太郎',
  NameOfOther: '見本　太郎',
  NameOfOtherKana: 'ﾐﾎﾝ ﾀﾛｳ',
  Sex2: '1',
  InsuredCardExpirationDate: '20270731',
};

/** Full of everything that an insured person's file may hold. */
export const face = faceText({
  answer: answerWith([fullRecord], {
    notice: { code: 'EMU-401', message: '電子証明書の有効期限が近づいています。' },
  }),
  use: useWith({ prescription: 'paper' }),
});

export const faceOfMedicalAid = faceText({ answer: answerWith([medicalAidRecord], { validity: '6' }) });

export const faceWithoutCoverage = faceText({
  answer: answerWith([{ ...plainRecord, DisqualificationDate: '20260930', ReasonOfLoss: '03' }], {
    verdict: 'problem',
    validity: '2',
  }),
  use: null,
});

export const faceOfNobody = faceText({
  answer: answerWith([], { verdict: 'problem', validity: '4' }),
  use: null,
});

export const faceOfSeveral = faceText({
  answer: answerWith([plainRecord, { ...plainRecord, InsurerNumber: '06999999' }], {
    verdict: 'problem',
    validity: '5',
  }),
  use: null,
});

export const request: TextFile = {
  name: 'OQSsiquc01req_202611020001.xml',
  text: `${utf8}<XmlMsg>
  <MessageHeader>
    <QualificationConfirmationDate>20261102</QualificationConfirmationDate>
    <MedicalInstitutionCode>9999999999</MedicalInstitutionCode>
    <ArbitraryFileIdentifier>202611020001</ArbitraryFileIdentifier>
  </MessageHeader>
  <MessageBody>
    <QualificationConfirmSearchInfo>
      <InsurerNumber>  138057</InsurerNumber>
      <InsuredCardSymbol>記号</InsuredCardSymbol>
      <InsuredIdentificationNumber>123</InsuredIdentificationNumber>
      <InsuredBranchNumber>01</InsuredBranchNumber>
      <Birthdate>19800401</Birthdate>
      <LimitApplicationCertificateRelatedConsFlg>1</LimitApplicationCertificateRelatedConsFlg>
      <ArbitraryIdentifier>A1</ArbitraryIdentifier>
    </QualificationConfirmSearchInfo>
  </MessageBody>
</XmlMsg>
`.replaceAll(/\r?\n/g, '\r\n'),
};

/** What answers a request that could not be understood. */
export const failedAnswer: TextFile = {
  name: 'OQSsiquc01res_202611020001TEST.xml',
  text: `${utf8}<XmlMsg>
  <MessageHeader>
    <ProcessExecutionTime>20261102090012</ProcessExecutionTime>
    <QualificationConfirmationDate>20261102</QualificationConfirmationDate>
    <MedicalInstitutionCode>9999999999</MedicalInstitutionCode>
    <ReferenceClassification>2</ReferenceClassification>
    <SegmentOfResult>9</SegmentOfResult>
    <ErrorCode>EMU-531</ErrorCode>
    <ErrorMessage>整形式ではありません。</ErrorMessage>
    <CharacterCodeIdentifier>0</CharacterCodeIdentifier>
  </MessageHeader>
</XmlMsg>
`.replaceAll(/\r?\n/g, '\r\n'),
};

/** What answers a request about somebody whose eligibility could not be confirmed. */
export const errorAnswer: TextFile = {
  name: 'OQSsiquc01res_202611020002TEST.xml',
  text: failedAnswer.text
    .replace('<SegmentOfResult>9', '<SegmentOfResult>1')
    .replace(/ *<ErrorCode>[\s\S]*<\/ErrorMessage>\r\n/, '')
    .replace(
      '</XmlMsg>',
      '  <MessageBody><ProcessingResultStatus>2</ProcessingResultStatus><ProcessingResultCode>EMU-401</ProcessingResultCode></MessageBody>\r\n</XmlMsg>',
    ),
};

export const numberRequest: TextFile = {
  name: 'OQSsiimm01req_202611020001.xml',
  text: request.text.replace(
    /<QualificationConfirmSearchInfo>[\s\S]*<\/QualificationConfirmSearchInfo>/,
    '<ReferenceNumberRegistrationInfo><ReferenceNumber>P-1</ReferenceNumber><InsurerNumber>06999999</InsurerNumber><InsuredIdentificationNumber>101</InsuredIdentificationNumber></ReferenceNumberRegistrationInfo>',
  ),
};

export const drugRequest: TextFile = {
  name: 'YZKsiquc01req_202611020001.xml',
  text: `${utf8}<XmlMsg>
  <MessageHeader>
    <MedicalInstitutionCode>9999999999</MedicalInstitutionCode>
    <InsurerNumber>06999999</InsurerNumber>
    <InsuranceCardSymbol>見本1</InsuranceCardSymbol>
    <InsuredPersonIdentificationNumber>101</InsuredPersonIdentificationNumber>
    <BranchNumber>01</BranchNumber>
  </MessageHeader>
  <MessageBody>
    <StartDate>20260101</StartDate>
    <EndDate>20261031</EndDate>
  </MessageBody>
</XmlMsg>
`.replaceAll(/\r?\n/g, '\r\n'),
};

export const drugAnswer: TextFile = {
  name: 'YZKsiquc01res_202611020001.xml',
  text: failedAnswer.text.replace(
    '</XmlMsg>',
    '  <MessageBody><ResultCode>2</ResultCode><MessageContents>同意がありません。</MessageContents></MessageBody>\r\n</XmlMsg>',
  ),
};

const manyRecords = faceOfSeveral.text.replace(
  /<MessageBody>([\s\S]*)<\/MessageBody>/,
  '<MessageBody><BulkConfirmUnit>$1</BulkConfirmUnit></MessageBody>',
);
/** What is fetched of a request about many people. */
export const bulkResult: TextFile = { name: 'OQSmuquc02res_202611020001.xml', text: manyRecords };

export const rightFiles: Readonly<Record<string, TextFile>> = {
  face,
  faceOfMedicalAid,
  faceWithoutCoverage,
  faceOfNobody,
  faceOfSeveral,
  request,
  failedAnswer,
  errorAnswer,
  numberRequest,
  drugRequest,
  drugAnswer,
  bulkResult,
};

/** The text as bytes of what it declares. */
export const bytesOf = (text: string): Uint8Array =>
  /^<\?xml[^>]*Shift_JIS/.test(text) ? iconv.encode(text, 'Shift_JIS') : Buffer.from(text);
