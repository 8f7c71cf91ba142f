/**
 * `YZKsiquc01` and `TKKsiquc01`: a person's drugs and treatment, a person's check-ups, by the consent that was given at
 * a reader here. Element names are those of public programs; what `PrDiInfClassification` means was not found, so it is
 * read over.
 */

import { z } from 'zod';
import { sentences } from '../../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { AnswerOf } from '../../eligibility/api.ts';
import type { InsuredNumbers } from '../../eligibility/api-fields.ts';
import type { MedicalKind } from '../../eligibility/medical-record.ts';
import type { Elements } from '../format/write-message.ts';
import { dayOrMonth, firstDay, lastDay } from './asked-span.ts';
import { checkupBody, checkupHeader } from './checkup-file.ts';
import { drugBody, drugHeader } from './drug-file.ts';
import { inside, readFields } from './request-fields.ts';
import type { RequestKind } from './request-kind.ts';

/** Numbers of the insurance stand in the header here, under names of their own. */
const headerSchema = z.object({
  InsurerNumber: z.string().regex(/^\d{4,8}$/),
  InsuranceCardSymbol: z.string().max(40).optional(),
  InsuredPersonIdentificationNumber: z.string().max(40),
  BranchNumber: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
});

const insuredNumbersOf = (header: z.output<typeof headerSchema>): InsuredNumbers => ({
  insurer: header.InsurerNumber,
  number: header.InsuredPersonIdentificationNumber,
  ...(header.InsuranceCardSymbol !== undefined && { symbol: header.InsuranceCardSymbol }),
  ...(header.BranchNumber !== undefined && { branch: header.BranchNumber }),
});

const bodySchema = z.object({
  StartDate: dayOrMonth.optional(),
  EndDate: dayOrMonth.optional(),
  FileCategory: z.enum(['1', '2', '3', '4']).default('2'),
  /** 診療区分: 1 外来, 2 訪問診療等, 3 オンライン診療等, 4 救急時. */
  MedicalTreatmentFlag: z.enum(['1', '2', '3', '4']).default('1'),
});

type Category = z.output<typeof bodySchema>['FileCategory'];

interface Information {
  /** What each FileCategory asks for; null: a PDF. Read off a public program that asks. */
  readonly categories: Readonly<Record<Category, readonly MedicalKind[] | null>>;
  header(viewed: AnswerOf<'viewing'>): Elements;
  body(viewed: AnswerOf<'viewing'>, institution: string): Elements;
}

/** Public readers look for this, wherever it stands, to see that they were given what they asked for. */
const given = { ResultCode: '1' };

const kindOf = ({ categories, header, body }: Information): RequestKind => ({
  async answer(message, { facility: { institutionCode: institution }, ask }) {
    const who = readFields(inside(message, 'MessageHeader'), headerSchema);
    if (!who.ok) return who;
    const asked = readFields(inside(message, 'MessageBody'), bodySchema);
    if (!asked.ok) return asked;
    const { StartDate, EndDate, FileCategory, MedicalTreatmentFlag } = asked.value;
    const kinds = categories[FileCategory];
    const possible = canBeTold(kinds, MedicalTreatmentFlag);
    if (!possible.ok) return possible;
    const viewed = await ask('viewing', {
      institution,
      of: { numbers: insuredNumbersOf(who.value) },
      kinds: [...possible.value],
      ...(StartDate !== undefined && { from: firstDay(StartDate) }),
      ...(EndDate !== undefined && { until: lastDay(EndDate) }),
    });
    if (!viewed.ok) return viewed;
    return ok({
      segment: '1',
      header: header(viewed.value),
      body: { ...given, ...body(viewed.value, institution) },
    });
  },

  /** Public readers show what stands in `MessageContents` where `ResultCode` is not 1; that it is 2 then is ours. */
  refusalBody(problem) {
    const { cause, remedy } = sentences(problem, 'ja');
    return { ResultCode: '2', MessageContents: `${problem.code} ${cause}${remedy}` };
  },
});

/** EMU-590: as a PDF. EMU-591: not of a visit here. */
function canBeTold(
  kinds: readonly MedicalKind[] | null,
  flag: z.output<typeof bodySchema>['MedicalTreatmentFlag'],
): Result<readonly MedicalKind[]> {
  if (kinds === null) return refuse('EMU-590');
  return flag === '1' ? ok(kinds) : refuse('EMU-591', { flag });
}

const drugs: readonly MedicalKind[] = ['drugs'];
/** Surgery goes with treatment here: no category of its own is public. Without its consent it is left out. */
const drugsAndTreatment: readonly MedicalKind[] = ['drugs', 'treatment', 'surgery'];
const checkups: readonly MedicalKind[] = ['checkup'];

export const drugInformation = kindOf({
  categories: { 1: null, 2: drugs, 3: null, 4: drugsAndTreatment },
  header: drugHeader,
  body: ({ information }, institution) => drugBody(information, institution),
});

export const checkupInformation = kindOf({
  categories: { 1: null, 2: checkups, 3: null, 4: checkups },
  header: checkupHeader,
  body: ({ information }) => checkupBody(information),
});
