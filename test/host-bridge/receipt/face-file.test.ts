import { XMLParser, XMLValidator } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type FaceFileInput, faceFile } from '../../../host-bridge/receipt/face-file.ts';
import { isOurFileName } from '../../../host-bridge/receipt/file-name.ts';
import {
  answerWith,
  diseaseRecord,
  elderlyRecord,
  inputWith,
  medicalAidRecord,
  plainRecord,
  useWith,
} from './visits.ts';

const parser = new XMLParser({ trimValues: false, parseTagValue: false, ignoreDeclaration: true });
// With trimValues off the parser keeps the white space between elements; it is no part of the data.
const withoutBlanks = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '#text')
      .map(([key, inner]) => [key, withoutBlanks(inner)]),
  );
};

const textOf = (input: FaceFileInput): string => {
  const { bytes } = faceFile(input);
  return input.facility.encoding === 'utf-8'
    ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    : iconv.decode(Buffer.from(bytes), 'Shift_JIS');
};

type Tree = Readonly<Record<string, unknown>>;
const within = (tree: unknown, ...path: string[]): Tree =>
  path.reduce((inner, name) => (inner as Tree | undefined)?.[name], tree) as Tree;

const read = (input: FaceFileInput): { header: Tree; body: Tree; record: Tree } => {
  const text = textOf(input);
  expect(XMLValidator.validate(text)).toBe(true);
  const message = within(withoutBlanks(parser.parse(text)), 'XmlMsg');
  const body = within(message, 'MessageBody');
  return {
    header: within(message, 'MessageHeader'),
    body,
    record: within(body, 'ResultList', 'ResultOfQualificationConfirmation'),
  };
};

const viewing = ['SpecificHealthCheckupsInfo', 'PharmacistsInfo', 'DiagnosisInfo', 'OperationInfo'];
const flagsOf = (record: Tree) => viewing.map((name) => record[`${name}ConsFlg`]).join('');
const consentElements = (record: Tree) =>
  Object.keys(record).filter((name) => /Cons(Flg|Time)$|AvailableTime$/.test(name));

const kinds = {
  plain: plainRecord,
  elderly: elderlyRecord,
  disease: diseaseRecord,
  medicalAid: medicalAidRecord,
};
const encodings = [
  ['utf-8', 'jis-x-0208', 'UTF-8', '0'],
  ['utf-8', 'cp932', 'UTF-8', '0'],
  ['shift_jis', 'jis-x-0208', 'Shift_JIS', '1'],
  ['shift_jis', 'cp932', 'Shift_JIS', '1'],
] as const;

describe.each(encodings)(
  'A face file in %s, profile %s',
  (encoding, characterProfile, declared, identifier) => {
    const facility = { institutionCode: '1234567890', encoding, characterProfile, lineEnd: 'crlf' as const };

    it.each(Object.entries(kinds))(
      'of the kind %s holds every element that the strictest reader requires',
      (_kind, source) => {
        const { header, body, record } = read(inputWith({ facility, answer: answerWith([source]) }));
        expect(header).toEqual({
          ProcessExecutionTime: '20261102090012',
          QualificationConfirmationDate: '20261102',
          MedicalInstitutionCode: '1234567890',
          ArbitraryFileIdentifier: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
          ReferenceClassification: '1',
          SegmentOfResult: '1',
          CharacterCodeIdentifier: identifier,
        });
        expect(body).toMatchObject({ ProcessingResultStatus: '1', QualificationValidity: '1' });
        expect(record.InsurerNumber).toHaveLength(8);
        const {
          InsurerNumber,
          SpecificDiseasesCertificateList,
          PublicExpenseResultList,
          Address,
          ...asGiven
        } = source;
        expect(record).toMatchObject(asGiven);
      },
    );

    it('declares the encoding that its bytes have, without BOM, DTD or a bare line feed', () => {
      const text = textOf(inputWith({ facility }));
      expect(
        text.startsWith(`<?xml version="1.0" encoding="${declared}" standalone="no"?>\r\n<XmlMsg>`),
      ).toBe(true);
      expect(text).not.toContain('<!DOCTYPE');
      expect(text).not.toMatch(/[^\r]\n/);
    });

    it('keeps kana half-width, spaces in front of a short insurer number, and marks of XML as text', () => {
      const { record } = read(inputWith({ facility }));
      expect(record.NameKana).toBe('ﾐﾎﾝ ﾀﾛｳ');
      expect(record.InsurerNumber).toBe('  138057');
      expect(String(record.Address).replace('～', '〜')).toBe('東京都千代田区霞が関1丁目2番〜3 <A&B>');
    });
  },
);

describe('A name that the facility’s files cannot hold', () => {
  const nameIn = (
    encoding: 'utf-8' | 'shift_jis',
    characterProfile: 'jis-x-0208' | 'cp932',
    Name: string,
  ) => {
    const facility = { institutionCode: '1234567890', encoding, characterProfile, lineEnd: 'crlf' as const };
    return read(inputWith({ facility, answer: answerWith([{ ...plainRecord, Name }]) })).record.Name;
  };

  it('stands there with one ● for each character that was lost', () => {
    const name = '髙橋 𠮷邉\u{E0101}';
    expect(nameIn('shift_jis', 'jis-x-0208', name)).toBe('●橋 ●●');
    expect(nameIn('shift_jis', 'cp932', name)).toBe('髙橋 ●●');
    expect(nameIn('utf-8', 'jis-x-0208', name)).toBe(name);
  });

  it('counts a letter with a combining mark once, and leaves the tag before a mark alone', () => {
    expect(nameIn('shift_jis', 'jis-x-0208', 'Jose\u0301 M')).toBe('Jos● M');
    expect(nameIn('shift_jis', 'jis-x-0208', '\u0301a')).toBe('●a');
  });
});

describe('Consent in a face file', () => {
  it('gives a consented group flag 1, its time and a time 24 hours later', () => {
    const { record } = read(inputWith());
    for (const name of viewing) {
      expect(record).toMatchObject({
        [`${name}ConsFlg`]: '1',
        [`${name}ConsTime`]: '20261102090010',
        [`${name}AvailableTime`]: '20261103090010',
      });
    }
  });

  it.each([
    ['surgery', '0001'],
    ['treatment', '0110'],
    ['checkup', '1000'],
  ])('to %s alone opens its own elements only, and the others have no times', (group, flags) => {
    const consent = { surgery: false, treatment: false, checkup: false, [group]: true };
    const { record } = read(inputWith({ use: useWith({ consent }) }));
    expect(flagsOf(record)).toBe(flags);
    const refused = viewing.filter((_name, place) => flags[place] === '0');
    expect(consentElements(record).filter((name) => refused.some((r) => name.startsWith(r)))).toEqual(
      refused.map((name) => `${name}ConsFlg`),
    );
  });

  const nothing = { surgery: false, treatment: false, checkup: false };
  it.each<[string, FaceFileInput['use']]>([
    ['the visit was not checked in', null],
    ['the card is in grace and nothing was asked', useWith({ consent: null, at: null, until: null })],
    ['the use was withdrawn', useWith({ state: 'withdrawn', at: null, until: null })],
    ['the use met a problem', useWith({ state: 'problem' })],
    ['the back end named no time', useWith({ at: null })],
  ])('is 0 everywhere and without times when %s', (_when, use) => {
    const { record } = read(inputWith({ use, answer: answerWith([diseaseRecord]) }));
    const flags = consentElements(record);
    expect(flags).toHaveLength(6);
    expect(flags.every((name) => name.endsWith('ConsFlg') && record[name] === '0')).toBe(true);
    expect(record.SpecificDiseasesCertificateList).toBeUndefined();
  });

  it('delivers the payment limit with its flag although no screen asks for it', () => {
    const { record } = read(inputWith({ use: useWith({ consent: nothing }) }));
    expect(record.LimitApplicationCertificateRelatedConsFlg).toBe('1');
    expect(record.LimitApplicationCertificateRelatedConsTime).toBe('20261102090010');
    expect(record.LimitApplicationCertificateRelatedInfo).toEqual(
      plainRecord.LimitApplicationCertificateRelatedInfo,
    );
  });

  it('holds the payment limit back where the screen was shown and answered 提供しない', () => {
    const { record } = read(inputWith({ use: useWith({ provideLimit: false }) }));
    expect(record.LimitApplicationCertificateRelatedConsFlg).toBe('0');
    expect(record.LimitApplicationCertificateRelatedInfo).toBeUndefined();
  });

  it('lists 特定疾病 only with consent to 診療', () => {
    const answer = answerWith([diseaseRecord]);
    const held = read(inputWith({ answer })).record;
    expect(held.SpecificDiseasesCertificateRelatedConsFlg).toBe('1');
    expect(within(held, 'SpecificDiseasesCertificateList', 'SpecificDiseasesCertificateInfo')).toEqual(
      diseaseRecord.SpecificDiseasesCertificateList,
    );
    const { record } = read(inputWith({ answer, use: useWith({ consent: { ...nothing, checkup: true } }) }));
    expect(record.SpecificDiseasesCertificateRelatedConsFlg).toBe('0');
    expect(record.SpecificDiseasesCertificateList).toBeUndefined();
  });
});

describe('A face file', () => {
  it('nests tickets of medical aid in their list', () => {
    const { record, body } = read(inputWith({ answer: answerWith([medicalAidRecord], { validity: '6' }) }));
    expect(body.QualificationValidity).toBe('6');
    expect([within(record, 'PublicExpenseResultList', 'MedicalTicketInfo')]).toEqual(
      medicalAidRecord.PublicExpenseResultList,
    );
  });

  it.each([
    ['electronic', '1'],
    ['paper', '2'],
  ] as const)('has the choice of an %s prescription in its body', (prescription, code) => {
    expect(read(inputWith({ use: useWith({ prescription }) })).body.PrescriptionIssueSelect).toBe(code);
  });

  it('has no prescription choice where none was answered or the use did not count', () => {
    expect(read(inputWith()).body).not.toHaveProperty('PrescriptionIssueSelect');
    const use = useWith({ state: 'problem', prescription: 'paper' });
    expect(read(inputWith({ use })).body).not.toHaveProperty('PrescriptionIssueSelect');
  });

  it('carries a notice with a code of ours', () => {
    const notice = { code: 'EMU-401', message: '電子証明書の有効期限が近づいています。' };
    const { body } = read(inputWith({ answer: answerWith([plainRecord], { notice }) }));
    expect(body).toMatchObject({
      ProcessingResultStatus: '1',
      ProcessingResultCode: 'EMU-401',
      ProcessingResultMessage: notice.message,
    });
  });

  it.each(['2', '3', '4', '5'] as const)('of validity %s may name no record', (validity) => {
    const { body } = read(inputWith({ use: null, answer: answerWith([], { verdict: 'problem', validity }) }));
    expect(body).toEqual({ ProcessingResultStatus: '1', QualificationValidity: validity });
  });

  it('lists several records in order', () => {
    const { record } = read(
      inputWith({ answer: answerWith([plainRecord, elderlyRecord], { validity: '5' }), use: null }),
    );
    expect(record).toMatchObject([{ InsurerNumber: '  138057' }, { InsurerNumber: '39131234' }]);
  });

  it('tells an error where the back end found no validity', () => {
    const { validity, ...answer } = answerWith([], { verdict: 'problem' });
    expect(read(inputWith({ use: null, answer })).body).toEqual({ ProcessingResultStatus: '2' });
  });

  it('has a name that carries the mark of test data and Japan time, and that consumers recognise', () => {
    const { name } = faceFile(inputWith());
    expect(name).toBe('OQSsiquc01res_face_9999999999TEST00100000100030000017_20261102090012.xml');
    expect(name).toMatch(/^OQSsiquc01res_face_.+_\d{14}\.xml$/);
    expect(isOurFileName(name)).toBe(true);
  });

  it('is the same, name and bytes, when it is made again', () => {
    expect(faceFile(inputWith())).toEqual(faceFile(inputWith()));
  });
});
