/**
 * Drugs, treatment and surgery as elements of the answer to `YZKsiquc01`. No official layout is public: the names are
 * those that public readers of such files look for; what stands under a name, and where a name is our own, is said here.
 */

import type { AnswerOf } from '../../eligibility/api.ts';
import type { EntryOf, MedicalRecord } from '../../eligibility/medical-record.ts';
import type { Elements } from '../format/write-message.ts';

type Viewed = AnswerOf<'viewing'>;

/** Elements of the header: whose information it is. */
export const drugHeader = ({ person: { name, kana, birth, sex } }: Viewed): Elements => ({
  QuaInf: { Name: name, KanaName: kana, Birth: birth, AdmGendCode: sex },
});

/** One day of care at one place; several make up the element of a month. */
interface CareDay {
  /** Where it was treated or handed out. */
  readonly at: Place;
  /** Who prescribed it, where that is another. */
  readonly prescriber: Place | null;
  readonly setting: 'outpatient' | 'inpatient';
  /** YYYYMMDD. */
  readonly on: string;
  readonly elements: Elements;
}
type Place = EntryOf<'treatment'>['institution'];

/** 入外区分, as receipts (レセプト) have it; that these files use it so is inferred. */
const settingCodes = { inpatient: '1', outpatient: '2' } as const;
/** 診療識別 of drugs, as receipts have it. */
const formCodes = { oral: '21', asNeeded: '22', external: '23' } as const;

const dispensed = (entry: EntryOf<'drugs'>): CareDay => ({
  at: entry.pharmacy ?? entry.prescriber,
  prescriber: entry.pharmacy === undefined ? null : entry.prescriber,
  setting: entry.setting,
  on: entry.dispensed,
  elements: {
    DiDate: entry.dispensed,
    PrDate: entry.prescribed,
    DrugInfs: {
      DrugInf: entry.drugs.map(({ code, name, ingredient, form, quantity, unit, usage, times }) => ({
        MeTrIdCl: formCodes[form],
        DrugC: code,
        DrugN: name,
        IngreN: ingredient,
        Qua1: String(quantity),
        Unit: unit,
        UsageN: usage,
        Times: String(times),
      })),
    },
  },
});

/** `DiseaseN` (傷病名) is a name of ours: no public reader looks for a disease. */
const treated = ({ on, setting, institution, disease, acts }: EntryOf<'treatment'>): CareDay => ({
  at: institution,
  prescriber: null,
  setting,
  on,
  elements: {
    DiDate: on,
    MeTrInfs: {
      MeTrInf: acts.map(({ code, name, times }) => ({ SinInfCd: code, SinInfN: name, Times: String(times) })),
    },
    DiseaseN: disease,
  },
});

/** Surgery stands where other treatment does: no public reader has a place of its own for it. */
const operated = ({ on, institution, disease, code, name }: EntryOf<'surgery'>): CareDay => ({
  at: institution,
  prescriber: null,
  setting: 'inpatient',
  on,
  elements: {
    DiDate: on,
    MeTrInfs: { MeTrInf: [{ SinInfCd: code, SinInfN: name, Times: '1' }] },
    DiseaseN: disease,
  },
});

/**
 * Elements of the body: one `MeTrMonthInf` for each month, place and prescriber, the newest first.
 *
 * @param institution 医療機関コード of who asks: what was done there is told as its own (1), else another's (2)
 */
export function drugBody(
  { drugs = [], treatment = [], surgery = [] }: MedicalRecord,
  institution: string,
): Elements {
  const days = [...drugs.map(dispensed), ...treatment.map(treated), ...surgery.map(operated)];
  days.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  const months = new Map<string, CareDay[]>();
  for (const day of days) {
    const month = [day.on.slice(0, 6), day.at.code, day.prescriber?.code, day.setting].join();
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  const own = (place: Place): string => (place.code === institution ? '1' : '2');
  return {
    MeTrMonthInf: Array.from(months.values(), (inMonth) => {
      const [{ at, prescriber, setting, on }] = inMonth as [CareDay, ...CareDay[]];
      return {
        MeTrMonth: on.slice(0, 6),
        DiOrg: own(at),
        MeTrDiHCd: at.code,
        MeTrDiHNm: at.name,
        ...(prescriber && {
          PrIsOrg: own(prescriber),
          PrlsHCd: prescriber.code,
          PrlsHNm: prescriber.name,
        }),
        InOut: settingCodes[setting],
        DiDateInfs: { DiDateInf: inMonth.map(({ elements }) => elements) },
      };
    }),
  };
}
