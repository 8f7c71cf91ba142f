import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../../host-bridge/eligibility/api.ts';
import {
  checkupInformation,
  drugInformation,
} from '../../../../host-bridge/receipt/requests/medical-information.ts';
import { ok, refuse } from '../../../../protocol/result.ts';
import { askedKind, institution } from './asked-kind.ts';

const clinic = { code: '9999000001', name: '見本診療所' };
const pharmacy = { code: '9999000002', name: '見本薬局' };
const own = { code: institution, name: '見本医院' };
const drug = {
  code: '999000001',
  name: '見本錠',
  ingredient: '見本成分',
  form: 'oral' as const,
  quantity: 1.5,
  unit: '錠',
  usage: '１日１回',
  times: 14,
};
const viewed = (information: AnswerOf<'viewing'>['information']): AnswerOf<'viewing'> => ({
  person: { name: '見本　太郎', kana: 'ﾐﾎﾝ ﾀﾛｳ', birth: '19850410', sex: '1' },
  until: '2026-11-03T09:00:00+09:00',
  information,
});

const header =
  '<InsurerNumber>06999999</InsurerNumber><InsuranceCardSymbol>見本1</InsuranceCardSymbol>' +
  '<InsuredPersonIdentificationNumber>101</InsuredPersonIdentificationNumber><BranchNumber>01</BranchNumber>';
const body = (category: string, more = ''): string =>
  `<FileCategory>${category}</FileCategory><PrDiInfClassification>1</PrDiInfClassification>${more}`;

const empty = () => ok(viewed({ drugs: [], checkup: [] }));

describe('what the back end is asked', () => {
  test('names the person by the numbers in the header, under the names they have there', async () => {
    const { asked } = await askedKind(drugInformation, { header, body: body('2') }, empty);
    expect(asked).toEqual([
      {
        operation: 'viewing',
        request: {
          institution,
          of: { numbers: { insurer: '06999999', symbol: '見本1', number: '101', branch: '01' } },
          kinds: ['drugs'],
        },
      },
    ]);
  });

  test.each([
    ['drugs alone', drugInformation, '2', ['drugs']],
    ['drugs with treatment and surgery', drugInformation, '4', ['drugs', 'treatment', 'surgery']],
    ['check-ups', checkupInformation, '2', ['checkup']],
  ])('is %s by FileCategory', async (_, kind, category, kinds) => {
    const { asked } = await askedKind(kind, { header, body: body(category) }, empty);
    expect(asked).toMatchObject([{ request: { kinds } }]);
  });

  test.each([
    ['<StartDate>20260401</StartDate><EndDate>20260630</EndDate>', '20260401', '20260630'],
    ['<StartDate>202604</StartDate><EndDate>202602</EndDate>', '20260401', '20260228'],
    ['<StartDate>202604</StartDate><EndDate>202402</EndDate>', '20260401', '20240229'],
  ])('is bounded by days or by whole months: %s', async (days, from, until) => {
    const { asked } = await askedKind(drugInformation, { header, body: body('2', days) }, empty);
    expect(asked).toMatchObject([{ request: { from, until } }]);
  });
});

describe('the answer about drugs', () => {
  const answered = async (information: AnswerOf<'viewing'>['information']) =>
    (await askedKind(drugInformation, { header, body: body('4') }, () => ok(viewed(information)))).file;

  test('says that it is given, and whose it is', async () => {
    const file = await answered({ drugs: [] });
    expect(file).toContain('<SegmentOfResult>1</SegmentOfResult>');
    expect(file).toContain('<ResultCode>1</ResultCode>');
    expect(file).toContain(
      '<QuaInf><Name>見本　太郎</Name><KanaName>ﾐﾎﾝ ﾀﾛｳ</KanaName><Birth>19850410</Birth><AdmGendCode>1</AdmGendCode></QuaInf>',
    );
    expect(file).not.toContain('MeTrMonthInf');
  });

  test('puts what one place handed out in a month under that month, with who prescribed it', async () => {
    const entry = { setting: 'outpatient' as const, prescriber: clinic, pharmacy, drugs: [drug] };
    const file = await answered({
      drugs: [
        { ...entry, dispensed: '20261020', prescribed: '20261019' },
        { ...entry, dispensed: '20261005', prescribed: '20261005' },
        { ...entry, dispensed: '20260930', prescribed: '20260930' },
      ],
    });
    expect(file.match(/<MeTrMonthInf>/g)).toHaveLength(2);
    expect(file).toContain(
      '<MeTrMonth>202610</MeTrMonth><DiOrg>2</DiOrg><MeTrDiHCd>9999000002</MeTrDiHCd><MeTrDiHNm>見本薬局</MeTrDiHNm>' +
        '<PrIsOrg>2</PrIsOrg><PrlsHCd>9999000001</PrlsHCd><PrlsHNm>見本診療所</PrlsHNm><InOut>2</InOut>' +
        '<DiDateInfs><DiDateInf><DiDate>20261020</DiDate><PrDate>20261019</PrDate><DrugInfs><DrugInf>' +
        '<MeTrIdCl>21</MeTrIdCl><DrugC>999000001</DrugC><DrugN>見本錠</DrugN><IngreN>見本成分</IngreN>' +
        '<Qua1>1.5</Qua1><Unit>錠</Unit><UsageN>１日１回</UsageN><Times>14</Times></DrugInf></DrugInfs></DiDateInf>' +
        '<DiDateInf><DiDate>20261005</DiDate>',
    );
  });

  test('tells what was done here as the institution’s own', async () => {
    const file = await answered({
      drugs: [
        {
          dispensed: '20261020',
          prescribed: '20261020',
          setting: 'outpatient',
          prescriber: own,
          drugs: [drug],
        },
      ],
    });
    expect(file).toContain(`<DiOrg>1</DiOrg><MeTrDiHCd>${institution}</MeTrDiHCd>`);
    expect(file).not.toContain('PrlsHCd');
  });

  test('holds treatment and surgery with their diseases', async () => {
    const file = await answered({
      treatment: [
        {
          on: '20261001',
          setting: 'outpatient',
          institution: clinic,
          disease: '見本病',
          acts: [{ code: '999000002', name: '見本料', times: 1 }],
        },
      ],
      surgery: [
        { on: '20260901', institution: clinic, disease: '見本骨折', code: '999000003', name: '見本手術' },
      ],
    });
    expect(file).toContain(
      '<DiDate>20261001</DiDate><MeTrInfs><MeTrInf><SinInfCd>999000002</SinInfCd><SinInfN>見本料</SinInfN>' +
        '<Times>1</Times></MeTrInf></MeTrInfs><DiseaseN>見本病</DiseaseN>',
    );
    expect(file).toContain('<SinInfN>見本手術</SinInfN>');
    expect(file).toContain('<InOut>1</InOut>');
  });
});

test('the answer about check-ups holds each check-up with its items, under the names of its own', async () => {
  const { file } = await askedKind(checkupInformation, { header, body: body('2') }, () =>
    ok(
      viewed({
        checkup: [
          {
            on: '20260610',
            items: [
              { code: '99900000000000001', name: '身長（見本）', value: '165', unit: 'cm' },
              { code: '99900000000000002', name: '喫煙（見本）', value: '2', meaning: 'いいえ' },
            ],
          },
        ],
      }),
    ),
  );
  expect(file).toContain('<ResultCode>1</ResultCode>');
  expect(file).toContain('<KanasName>ﾐﾎﾝ ﾀﾛｳ</KanasName><Birthday>19850410</Birthday>');
  expect(file).toContain(
    '<SpecificHealthCheckupInfo><EffectiveTime>20260610</EffectiveTime><HealthCheckupResultAndQuestionInfos>' +
      '<HealthCheckupResultAndQuestionInfo><ItemCode>99900000000000001</ItemCode><ItemName>身長（見本）</ItemName>' +
      '<DataType>PQ</DataType><DataValue>165</DataValue><Unit>cm</Unit></HealthCheckupResultAndQuestionInfo>' +
      '<HealthCheckupResultAndQuestionInfo><ItemCode>99900000000000002</ItemCode><ItemName>喫煙（見本）</ItemName>' +
      '<DataType>CD</DataType><DataValue>2</DataValue><DataValueName>いいえ</DataValueName>',
  );
});

describe('a request that is refused', () => {
  test('by the back end says so where readers of this kind look, with a code of our own', async () => {
    const { file } = await askedKind(drugInformation, { header, body: body('2') }, () =>
      refuse('EMU-472', { until: '2026-11-03T09:00:00+09:00' }),
    );
    expect(file).toContain('<SegmentOfResult>9</SegmentOfResult><ErrorCode>EMU-472</ErrorCode>');
    expect(file).toContain('<ResultCode>2</ResultCode><MessageContents>EMU-472 ');
    expect(file).not.toContain('<ResultCode>1</ResultCode>');
  });

  test.each([
    ['for a PDF of drugs', drugInformation, header, body('1'), 'EMU-590'],
    ['for a PDF with treatment', drugInformation, header, body('3'), 'EMU-590'],
    ['for a PDF of check-ups', checkupInformation, header, body('1'), 'EMU-590'],
    ['of a category that is not known', drugInformation, header, body('9'), 'EMU-570'],
    [
      'for a home visit',
      drugInformation,
      header,
      body('2', '<MedicalTreatmentFlag>2</MedicalTreatmentFlag>'),
      'EMU-591',
    ],
    ['without numbers', drugInformation, '', body('2'), 'EMU-570'],
    [
      'from a day that does not exist',
      drugInformation,
      header,
      body('2', '<StartDate>20260231</StartDate>'),
      'EMU-570',
    ],
  ] as const)('%s never reaches the back end', async (_, kind, head, inBody, code) => {
    const { asked, problem, file } = await askedKind(kind, { header: head, body: inBody }, empty);
    expect(asked).toEqual([]);
    expect(problem?.code).toBe(code);
    expect(file).toContain(`<MessageContents>${code} `);
  });
});
