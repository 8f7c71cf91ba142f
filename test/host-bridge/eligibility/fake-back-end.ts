/** A back end for the bridge's tests: exactly once by visit, tombstones, announced maintenance, and it fails or waits when told to. */

import type {
  AnswerOf,
  EligibilityAnswer,
  OperationName,
  RequestOf,
} from '../../../host-bridge/eligibility/api.ts';
import type { BackEndClient } from '../../../host-bridge/eligibility/client.ts';
import type { ErrorCode, Problem } from '../../../protocol/errors.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';

export const eligibleAnswer: EligibilityAnswer = {
  verdict: 'valid',
  validity: '1',
  registered: true,
  name: '見本　太郎',
  kana: 'ミホン　タロウ',
  recipientCertificates: true,
  records: [
    {
      InsuredCardClassification: '01',
      Name: '見本　太郎',
      Sex1: '1',
      Birthdate: '19800101',
      InsurerName: '見本健康保険組合',
    },
  ],
};

export class FakeBackEnd implements BackEndClient {
  /** What counts at the end: a visit's last state. */
  readonly states = new Map<VisitId, 'committed' | 'withdrawn'>();
  /** How often each visit became committed. */
  readonly commits = new Map<VisitId, number>();
  readonly calls: { operation: OperationName; visit: VisitId }[] = [];
  /** Every operation, also what belongs to no visit, in order. */
  readonly asked: OperationName[] = [];
  maintenance: AnswerOf<'situation'>['maintenance'] = null;
  eligibility: EligibilityAnswer = eligibleAnswer;
  registered = true;
  failing: ErrorCode | null = null;
  /** What its refusal tells beside the code. */
  detail: Problem['detail'] = {};
  /** Work is done at once; answers wait until `release`. */
  late = false;
  #release: (() => void)[] = [];

  async call<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>> {
    const visit = 'visit' in request ? request.visit : null;
    this.asked.push(operation);
    if (visit !== null) this.calls.push({ operation, visit });
    if (this.failing !== null) return refuse(this.failing, this.detail);
    const answer = ok(
      (visit === null ? this.#situation(operation) : this.#answer(operation, visit)) as AnswerOf<N>,
    );
    if (this.late) await new Promise<void>((resolve) => this.#release.push(resolve));
    return answer;
  }
  async close(): Promise<void> {}

  release(): void {
    this.late = false;
    for (const resolve of this.#release) resolve();
    this.#release = [];
  }
  callsOf(operation: OperationName): number {
    return this.asked.filter((asked) => asked === operation).length;
  }

  #situation(operation: OperationName): AnswerOf<'situation'> {
    if (operation !== 'situation') throw new Error(`${operation} is not asked here`);
    return { disaster: null, outageSearch: 'off', maintenance: this.maintenance };
  }

  #answer(operation: OperationName, visit: VisitId): AnswerOf<OperationName> {
    switch (operation) {
      case 'challenge':
        return { nonce: 'AAECAw', until: '2026-11-02T09:05:00+09:00' };
      case 'eligibility':
        return this.eligibility;
      case 'registration':
        return { registered: this.registered };
      case 'use': {
        if (!this.states.has(visit)) {
          this.states.set(visit, 'committed');
          this.commits.set(visit, (this.commits.get(visit) ?? 0) + 1);
        }
        return this.states.get(visit) === 'withdrawn'
          ? { state: 'withdrawn', at: null, until: null }
          : { state: 'committed', at: '2026-11-02T09:00:00+09:00', until: '2026-11-03T09:00:00+09:00' };
      }
      case 'withdrawal':
        this.states.set(visit, 'withdrawn');
        return { state: 'withdrawn' };
      default:
        throw new Error('only what belongs to a visit is asked here');
    }
  }
}
