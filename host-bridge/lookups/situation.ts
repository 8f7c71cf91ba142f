/**
 * Whether it is an ordinary day for the desk: disaster mode here and at the back end, the search for outages, maintenance
 * beforehand and under way, and what staff should do. Asked for when somebody wants to know. The wording is ours.
 */

import { z } from 'zod';
import type { Problem, Result } from '../../protocol/result.ts';
import type { DeskAdvice } from '../control/advice.ts';
import { type AnswerOf, operations } from '../eligibility/api.ts';
import { japanInstant } from '../eligibility/japan-instant.ts';
import { nextOutageStep } from '../eligibility/search-operations.ts';
import type { AnnouncedMaintenance } from './announced-maintenance.ts';
import { lookupAdvice } from './lookup-advice.ts';

const { disaster, outageSearch, maintenance } = operations.situation.answer.shape;

export const situationSchema = z.strictObject({
  backEnd: z.enum(['up', 'maintenance', 'away']),
  disasterMode: z.strictObject({
    on: z.boolean().describe('at this desk'),
    opened: disaster.describe('by the ministry, for this municipality and day; null where not, or not known'),
  }),
  outageSearch: outageSearch.nullable().describe('資格情報照会（システム障害時）; null: not known'),
  maintenance: maintenance.describe('under way or next, as it was told last'),
  maintenanceTold: z
    .strictObject({
      at: z.int().describe('milliseconds since 1970-01-01 UTC'),
      old: z.boolean().describe('the bridge has asked since, more than once, and had no answer'),
    })
    .nullable()
    .describe('when the back end told of maintenance last; null: not yet'),
  waiting: z.number().int().min(0).describe('lookups that wait for an answer'),
  todo: z.array(z.strictObject({ ja: z.string(), en: z.string() })),
});
export type Situation = z.infer<typeof situationSchema>;

export const knownMaintenanceSchema = situationSchema.pick({
  maintenance: true,
  maintenanceTold: true,
  todo: true,
});
export type KnownMaintenance = z.infer<typeof knownMaintenanceSchema>;

type Told = AnswerOf<'situation'>;

export interface SituationWatch {
  /** Asks the back end. */
  now(): Promise<Situation>;
  /** What is known of maintenance, and what to do; asks nobody. */
  known(): KnownMaintenance;
}

export function watchSituation(parts: {
  readonly ask: () => Promise<Result<Told>>;
  readonly maintenance: AnnouncedMaintenance;
  readonly disasterOn: () => boolean;
  /** Lookups that wait for an answer. */
  readonly waiting: () => number;
}): SituationWatch {
  const { ask, maintenance, disasterOn, waiting } = parts;

  return {
    async now() {
      const told = await ask();
      maintenance.heard(told);
      const underWay = !told.ok && told.problem.code === 'EMU-480';
      const situation = {
        backEnd: told.ok ? 'up' : underWay ? 'maintenance' : 'away',
        disasterMode: { on: disasterOn(), opened: told.ok ? told.value.disaster : null },
        outageSearch: told.ok ? told.value.outageSearch : null,
        maintenance: maintenance.window,
        maintenanceTold: maintenance.told,
        waiting: waiting(),
      } as const;
      return { ...situation, todo: [...advice(situation, told.ok ? null : told.problem)] };
    },
    known() {
      const known = { maintenance: maintenance.window, maintenanceTold: maintenance.told };
      return { ...known, todo: [...maintenanceAdvice(known)] };
    },
  };
}

const withoutBackEnd: DeskAdvice = {
  ja: 'カードの券面の4情報（氏名・生年月日・性別・住所）を控え、照会（outage）として保存してください。マイナポータルの資格情報画面または資格情報のお知らせを確認し、どちらもなければ被保険者資格申立書を記入してもらってください。',
  en: 'Copy the four facts from the card and hold them as a lookup (outage). Ask for the eligibility page of マイナポータル or the 資格情報のお知らせ; without either, have a 被保険者資格申立書 filled in.',
};

/** @param instead what to do in place of asking the back end, unless that has been said */
function* maintenanceAdvice(
  known: Pick<Situation, 'maintenance' | 'maintenanceTold'>,
  instead: DeskAdvice = withoutBackEnd,
): Generator<DeskAdvice> {
  const { maintenance: window, maintenanceTold } = known;
  if (window !== null) {
    yield {
      ja: `${window.from} から ${window.until} までメンテナンスの予定です。その間は資格を確認できません。${instead.ja}`,
      en: `Maintenance is announced from ${window.from} until ${window.until}; no eligibility can be checked then. ${instead.en}`.trimEnd(),
    };
  }
  if (maintenanceTold?.old === true) {
    const at = japanInstant(maintenanceTold.at);
    yield {
      ja: `メンテナンスの情報は ${at} のもので、その後は問い合わせできていません。変わっている可能性があります。`,
      en: `What is known of maintenance is from ${at}; the back end could not be asked since. It may have changed.`,
    };
  }
}

function* advice(situation: Omit<Situation, 'todo'>, problem: Problem | null): Generator<DeskAdvice> {
  const { disasterMode, outageSearch: stage, waiting } = situation;
  if (problem !== null) {
    const why = lookupAdvice({ state: 'refused', problem });
    yield { ja: why.ja + withoutBackEnd.ja, en: `${why.en} ${withoutBackEnd.en}` };
  }
  if (problem === null) yield* maintenanceAdvice(situation);
  else if (problem.code !== 'EMU-480') yield* maintenanceAdvice(situation, { ja: '', en: '' });
  if (problem === null && disasterMode.on && disasterMode.opened === null) {
    yield {
      ja: '災害時モードになっていますが、本日この市区町村では開放されていません。検索は拒否されます。切り替えを戻してください。',
      en: 'Disaster mode is on here, but not opened for this municipality today: searches are refused. Switch it off.',
    };
  }
  if (!disasterMode.on && disasterMode.opened !== null) {
    yield {
      ja: `この市区町村で災害時モードが開放されています（${disasterMode.opened.until} まで）。カードのない方の検索には、災害時モードに切り替えてください。`,
      en: `Disaster mode is opened for this municipality until ${disasterMode.opened.until}. Switch it on to search for people without a card.`,
    };
  }
  if (waiting > 0 && stage !== null && stage !== 'on')
    yield lookupAdvice({ state: 'held', problem: { code: nextOutageStep[stage], detail: {} } });
}
