/**
 * Check-ups as elements of the answer to `TKKsiquc01`. No official layout is public: the names are those that public
 * readers of such files look for.
 */

import type { AnswerOf } from '../../eligibility/api.ts';
import type { MedicalRecord } from '../../eligibility/medical-record.ts';
import type { Elements } from '../format/write-message.ts';

/** Elements of the header: whose information it is. Its names are not those of the file of drugs. */
export const checkupHeader = ({ person: { name, kana, birth, sex } }: AnswerOf<'viewing'>): Elements => ({
  QualificationsInfo: {
    Name: name,
    KanasName: kana,
    Birthday: birth,
    AdministrativeGenderCode: sex,
  },
});

/** Elements of the body, the newest check-up first. `DataType`: PQ a quantity, CD a code with what it means. */
export const checkupBody = ({ checkup = [] }: MedicalRecord): Elements => ({
  SpecificHealthCheckupInfo: checkup.map(({ on, items }) => ({
    EffectiveTime: on,
    HealthCheckupResultAndQuestionInfos: {
      HealthCheckupResultAndQuestionInfo: items.map(({ code, name, value, unit, meaning }) => ({
        ItemCode: code,
        ItemName: name,
        DataType: meaning === undefined ? 'PQ' : 'CD',
        DataValue: value,
        Unit: unit,
        DataValueName: meaning,
      })),
    },
  })),
});
