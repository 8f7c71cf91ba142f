/** A back end that answers searches as a test says, by the name that was searched for, and remembers what it was asked. */

import type { AnswerOf, OperationName, RequestOf } from '../../../host-bridge/eligibility/api.ts';
import type { AskOnce } from '../../../host-bridge/eligibility/asking-once.ts';
import type { LookupStore } from '../../../host-bridge/lookups/lookup.ts';
import { lookupOrderSchema } from '../../../host-bridge/lookups/lookup-order.ts';
import { openSqliteLookups } from '../../../host-bridge/lookups/sqlite-lookups.ts';
import type { ErrorCode, Problem } from '../../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { value } from '../eligibility/desk.ts';

export const memoryLookups = (): LookupStore => value(openSqliteLookups(':memory:'));

export const found: AnswerOf<'search'> = {
  found: 'one',
  validity: '1',
  records: [
    {
      InsuredCardClassification: '01',
      Name: '見本　太郎',
      Sex1: '1',
      Birthdate: '19850410',
      InsurerName: '見本健康保険組合',
    },
  ],
  information: ['drugs', 'treatment', 'checkup'],
  until: '2026-11-03T09:00:00+09:00',
};
const nobody: AnswerOf<'search'> = {
  found: 'none',
  validity: null,
  records: [],
  information: [],
  until: null,
};

/** A lookup in an outage, unless told otherwise. */
export const order = (change: object = {}) =>
  lookupOrderSchema.parse({
    mode: 'outage',
    facts: { name: '見本太郎', birth: '19850410', sex: 'male', address: '見本県見本市' },
    ...change,
  });

export interface ScriptedSearches {
  readonly ask: AskOnce['ask'];
  /** What the back end refuses with; null: it answers. */
  failing: ErrorCode | null;
  /** What its refusal tells beside the code. */
  detail: Problem['detail'];
  disasterOn: boolean;
  readonly situation: { -readonly [K in keyof AnswerOf<'situation'>]: AnswerOf<'situation'>[K] };
  /** Keys of the searches that arrived, in order. */
  readonly arrived: string[];
  /** Every request in JSON. */
  readonly asked: { readonly operation: OperationName; readonly request: unknown }[];
}

export function scriptedSearches(): ScriptedSearches {
  const answers = new Map<string, AnswerOf<'search'>>([
    ['見本太郎', found],
    ['見本双子', { ...nobody, found: 'several' }],
  ]);
  const script: ScriptedSearches = {
    failing: null,
    detail: { until: '2026-11-02T10:00:00+09:00' },
    disasterOn: false,
    situation: { disaster: null, outageSearch: 'off', maintenance: null },
    arrived: [],
    asked: [],
    async ask<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>> {
      script.asked.push({ operation, request });
      if ('facts' in request) script.arrived.push(request.search);
      if (script.failing !== null) return refuse(script.failing, script.detail);
      return ok(answer(operation, request) as AnswerOf<N>);
    },
  };
  const answer = (operation: OperationName, request: RequestOf<OperationName>): unknown => {
    if ('facts' in request) return answers.get(request.facts.name) ?? nobody;
    if (operation === 'situation') return script.situation;
    if ('kind' in request) return { kind: request.kind, consent: '1', information: {} };
    throw new Error(`${operation} is not asked here`);
  };
  return script;
}
