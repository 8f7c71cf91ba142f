/** Rules about how an answer ended: errors, status, validity, and how many records go with it. */

import {
  at,
  childNamed,
  consumers,
  isEligibility,
  isFace,
  isRequest,
  type Judgement,
  ourReading,
  textIn,
} from './rule.ts';

const header = { en: 'the names of the header', ja: 'ヘッダーの要素の説明' };
const validities = { en: 'code table 006', ja: 'コード表 006' };

/** Codes that only the emulator writes, and never an official one (REQ-52). */
const ownCode = /^EMU-/;

export const resultRules: readonly Judgement[] = [
  {
    id: 'result/error-told',
    grade: 'refused',
    source: header,
    basis: 'consumers',
    states: {
      en: 'An answer that failed (SegmentOfResult 9) has ErrorCode and ErrorMessage.',
      ja: '異常終了（SegmentOfResult が 9）の結果には ErrorCode と ErrorMessage がある。',
    },
    remedy: { en: 'Write both.', ja: '両方を書く。' },
    brokenAt: ({ header }) =>
      at(
        header,
        textIn(header, 'SegmentOfResult') === '9' &&
          (textIn(header, 'ErrorCode') === null || textIn(header, 'ErrorMessage') === null),
      ),
  },
  {
    id: 'result/no-error-when-done',
    grade: 'refused',
    source: header,
    basis: 'consumers',
    states: {
      en: 'An answer that is done (SegmentOfResult 1) has neither ErrorCode nor ErrorMessage.',
      ja: '正常終了（SegmentOfResult が 1）の結果に ErrorCode と ErrorMessage はない。',
    },
    remedy: {
      en: 'Take them out, or write 9. What went wrong with the confirmation itself is ProcessingResultCode.',
      ja: '取り除くか、9 とする。資格確認そのもののエラーは ProcessingResultCode に書く。',
    },
    brokenAt: ({ header }) =>
      textIn(header, 'SegmentOfResult') === '1'
        ? ['ErrorCode', 'ErrorMessage']
            .flatMap((name) => at(childNamed(header, name), textIn(header, name) !== null))
            .slice(0, 1)
        : [],
  },
  {
    id: 'result/nothing-after-error',
    grade: 'refused',
    source: ourReading,
    basis: 'inferred',
    states: {
      en: 'An answer that failed (SegmentOfResult 9) tells of no eligibility.',
      ja: '異常終了（SegmentOfResult が 9）の結果は資格を告げない。',
    },
    remedy: {
      en: 'Take validity and records out, or write 1.',
      ja: '資格有効性と記録を取り除くか、1 とする。',
    },
    brokenAt: ({ header, body }) =>
      at(
        body,
        textIn(header, 'SegmentOfResult') === '9' &&
          (childNamed(body, 'QualificationValidity') ?? childNamed(body, 'ResultList')) !== null,
      ),
  },
  {
    id: 'result/face-by-card',
    grade: 'refused',
    source: { en: 'code table 002; our reading', ja: 'コード表 002、この製品の解釈' },
    basis: 'inferred',
    states: {
      en: 'A face file was asked for with a My Number Card (ReferenceClassification 1).',
      ja: 'face ファイルの照会区分はマイナンバーカード（1）である。',
    },
    remedy: { en: 'Write 1.', ja: '1 とする。' },
    brokenAt: (file) =>
      at(
        childNamed(file.header, 'ReferenceClassification'),
        isFace(file) && textIn(file.header, 'ReferenceClassification') === '2',
      ),
  },
  {
    id: 'result/face-settled',
    grade: 'refused',
    source: { en: 'code table 003; our reading', ja: 'コード表 003、この製品の解釈' },
    basis: 'inferred',
    states: {
      en: 'A face file is pushed when its check has ended: SegmentOfResult is not 2 (under way).',
      ja: 'face ファイルは資格確認が終わってから置かれる。SegmentOfResult は 2（処理中）ではない。',
    },
    remedy: { en: 'Write 1 or 9.', ja: '1 か 9 とする。' },
    brokenAt: (file) =>
      at(
        childNamed(file.header, 'SegmentOfResult'),
        isFace(file) && textIn(file.header, 'SegmentOfResult') === '2',
      ),
  },
  {
    id: 'result/validity-when-done',
    grade: 'refused',
    source: { en: 'code tables 004 and 006; our reading', ja: 'コード表 004・006、この製品の解釈' },
    basis: 'inferred',
    states: {
      en: 'With ProcessingResultStatus 1 there is a QualificationValidity.',
      ja: 'ProcessingResultStatus が 1 なら QualificationValidity がある。',
    },
    remedy: { en: 'Write the validity, or status 2.', ja: '資格有効性を書くか、2 とする。' },
    brokenAt: (file) =>
      at(
        file.body,
        isEligibility(file) &&
          textIn(file.body, 'ProcessingResultStatus') === '1' &&
          textIn(file.body, 'QualificationValidity') === null,
      ),
  },
  {
    id: 'result/no-validity-on-error',
    grade: 'refused',
    source: { en: 'code tables 004 and 006; our reading', ja: 'コード表 004・006、この製品の解釈' },
    basis: 'inferred',
    states: {
      en: 'With ProcessingResultStatus 2 there is neither QualificationValidity nor a record.',
      ja: 'ProcessingResultStatus が 2 なら QualificationValidity も記録もない。',
    },
    remedy: { en: 'Take them out, or write status 1.', ja: '取り除くか、1 とする。' },
    brokenAt: ({ body }) =>
      at(
        body,
        textIn(body, 'ProcessingResultStatus') === '2' &&
          (childNamed(body, 'QualificationValidity') ?? childNamed(body, 'ResultList')) !== null,
      ),
  },
  {
    id: 'result/code-on-error',
    grade: 'refused',
    source: { en: 'public programs, in their comments', ja: '公開プログラムのコメント' },
    basis: 'consumers',
    states: {
      en: 'With ProcessingResultStatus 2 there is a ProcessingResultCode.',
      ja: 'ProcessingResultStatus が 2 なら ProcessingResultCode がある。',
    },
    remedy: { en: 'Write the code that says what is wrong.', ja: '内容を示すコードを書く。' },
    brokenAt: ({ body }) =>
      at(
        body,
        textIn(body, 'ProcessingResultStatus') === '2' && textIn(body, 'ProcessingResultCode') === null,
      ),
  },
  {
    id: 'result/message-with-code',
    grade: 'refused',
    source: ourReading,
    basis: 'inferred',
    states: {
      en: 'A ProcessingResultMessage comes with its ProcessingResultCode.',
      ja: 'ProcessingResultMessage には ProcessingResultCode が伴う。',
    },
    remedy: { en: 'Write the code, or leave the message out.', ja: 'コードを書くか、メッセージを省く。' },
    brokenAt: ({ body }) =>
      at(
        childNamed(body, 'ProcessingResultMessage'),
        textIn(body, 'ProcessingResultMessage') !== null &&
          textIn(body, 'ProcessingResultCode') === null &&
          textIn(body, 'ProcessingResultStatus') !== '2',
      ),
  },
  {
    id: 'result/information-refused',
    grade: 'refused',
    source: { en: 'a public program that reads these answers', ja: 'この結果を読む公開プログラム' },
    basis: 'consumer',
    states: {
      en: 'An answer about drugs or check-ups whose ResultCode is not 1 says why in MessageContents.',
      ja: '薬剤・健診の結果で ResultCode が 1 でないものは、理由を MessageContents に示す。',
    },
    remedy: { en: 'Write the reason, or ResultCode 1.', ja: '理由を書くか、ResultCode を 1 とする。' },
    brokenAt: ({ body }) =>
      at(
        childNamed(body, 'ResultCode'),
        !['1', null].includes(textIn(body, 'ResultCode')) && textIn(body, 'MessageContents') === null,
      ),
  },
  {
    id: 'result/code-not-ours',
    grade: 'note',
    source: { en: 'our design: own codes begin with EMU-', ja: 'この製品の設計：独自コードは EMU- で始まる' },
    basis: 'ours',
    states: {
      en: 'Codes of the emulator begin with EMU-; this file was not written by it.',
      ja: 'エミュレーターのコードは EMU- で始まる。このファイルを書いたのは別のものである。',
    },
    remedy: { en: 'Nothing is wrong with it for that.', ja: 'それだけでは誤りではない。' },
    brokenAt: (file) =>
      isRequest(file)
        ? []
        : [childNamed(file.header, 'ErrorCode'), childNamed(file.body, 'ProcessingResultCode')].flatMap(
            (element) => at(element, element !== null && element.text !== '' && !ownCode.test(element.text)),
          ),
  },
  {
    id: 'validity/record-when-valid',
    grade: 'refused',
    source: consumers,
    basis: 'inferred',
    states: {
      en: 'An eligibility that is valid (1, or 6 for medical aid) comes with its record.',
      ja: '有効（1、医療扶助は 6）の資格には記録がある。',
    },
    remedy: { en: 'Write the record.', ja: '記録を書く。' },
    brokenAt: (file) =>
      at(
        childNamed(file.body, 'QualificationValidity'),
        isEligibility(file) &&
          ['1', '6'].includes(textIn(file.body, 'QualificationValidity') ?? '') &&
          childNamed(file.body, 'ResultList') === null,
      ),
  },
  {
    id: 'validity/none-found',
    grade: 'refused',
    source: validities,
    basis: 'inferred',
    states: {
      en: 'Where none was found (validity 4) there is no record.',
      ja: '該当資格なし（4）に記録はない。',
    },
    remedy: { en: 'Leave ResultList out.', ja: 'ResultList を省く。' },
    brokenAt: ({ body, records }) => at(records[0] ?? null, textIn(body, 'QualificationValidity') === '4'),
  },
  {
    id: 'validity/several-insurance-only',
    grade: 'refused',
    source: validities,
    basis: 'consumers',
    states: {
      en: 'Several found (validity 5) is of medical insurance, never of medical aid (A1).',
      ja: '複数該当（5）は医療保険だけで、医療扶助（A1）にはない。',
    },
    remedy: {
      en: 'Write another validity, or take the record of A1 out.',
      ja: '別の値とするか、A1 の記録を除く。',
    },
    brokenAt: ({ body, records }) =>
      textIn(body, 'QualificationValidity') === '5'
        ? records.filter((record) => textIn(record, 'InsuredCardClassification') === 'A1').slice(0, 1)
        : [],
  },
  {
    id: 'validity/unregistered-medical-aid-only',
    grade: 'refused',
    source: validities,
    basis: 'chosen',
    states: {
      en: 'Valid but not registered (validity 6) is of medical aid (A1) only.',
      ja: '有効（未登録）（6）は医療扶助（A1）だけである。',
    },
    remedy: { en: 'Write validity 1, or a record of A1.', ja: '1 とするか、A1 の記録とする。' },
    brokenAt: ({ body, records }) =>
      textIn(body, 'QualificationValidity') === '6'
        ? records
            .filter((record) => !['A1', null].includes(textIn(record, 'InsuredCardClassification')))
            .slice(0, 1)
        : [],
  },
  {
    id: 'validity/one-record',
    grade: 'refused',
    source: consumers,
    basis: 'consumers',
    states: {
      en: 'A face file has one record at most, unless several eligibilities were found (validity 5).',
      ja: 'face ファイルの記録は、複数該当（5）を除き一つまでである。',
    },
    remedy: { en: 'Leave one record.', ja: '記録を一つにする。' },
    brokenAt: (file) =>
      at(file.records[1] ?? null, isFace(file) && textIn(file.body, 'QualificationValidity') !== '5'),
  },
  {
    id: 'validity/one-record-for-all',
    grade: 'note',
    source: {
      en: 'a public consumer that takes one record only',
      ja: '記録一つだけを受け付ける読み取りプログラム',
    },
    basis: 'consumer',
    states: {
      en: 'One public consumer refuses a face file of several records, even where several were found.',
      ja: '複数該当でも、複数の記録のある face ファイルを受け付けない読み取りプログラムがある。',
    },
    remedy: {
      en: 'The format allows it; test your consumer with it.',
      ja: '形式としては正しい。読み取り側で試す。',
    },
    brokenAt: (file) =>
      at(file.records[1] ?? null, isFace(file) && textIn(file.body, 'QualificationValidity') === '5'),
  },
];
