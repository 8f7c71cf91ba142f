/** Compares how the visits of a scenario ended with what its `expect` says. */

import type { Scenario } from './parse.ts';
import { because, type Reason } from './reasons.ts';
import { receiptFields } from './receipt-fields.ts';
import { formatFaults } from './receipt-folder.ts';
import type { VisitExpectation } from './schema.ts';
import type { EndedVisit, World } from './world.ts';

export interface ExpectationResult {
  /** `outcome`, `visits.2.consent`, `receipt.QualificationValidity`. */
  readonly what: string;
  readonly passed: boolean;
  /** What was there instead; null where it is as expected. */
  readonly reason: Reason | null;
}

export function checkExpectations({ expect }: Scenario, world: World): ExpectationResult[] {
  const { visits, files, format, consents, searches, ...last } = expect;
  const results: ExpectationResult[] = [];
  const compare = (what: string, expected: unknown, found: unknown): void => {
    const [wanted, got] = [JSON.stringify(expected), JSON.stringify(found) ?? 'nothing'];
    results.push({
      what,
      passed: wanted === got,
      reason: wanted === got ? null : because('found', { expected: wanted, found: got }),
    });
  };
  const { backEnd } = world.desk.backEnd;
  const rows = backEnd.listConsents();
  const listed = world.desk.bridge.bridge?.visits(0) ?? [];

  const compareVisit = (prefix: string, expected: VisitExpectation, ended: EndedVisit | undefined): void => {
    if (expected.outcome !== undefined) compare(`${prefix}outcome`, expected.outcome, ended?.outcome ?? null);
    if (expected.state !== undefined) {
      const state = backEnd.listVisits().find(({ visit }) => visit === ended?.visit)?.state ?? null;
      compare(`${prefix}state`, expected.state, state);
    }
    const status = listed.find(({ visit }) => visit === ended?.visit);
    if (expected.notice !== undefined) compare(`${prefix}notice`, expected.notice, status?.notice ?? null);
    if (expected.reason !== undefined) compare(`${prefix}reason`, expected.reason, status?.reason ?? null);
    if (expected.refusal !== undefined) compare(`${prefix}refusal`, expected.refusal, ended?.refusal ?? null);
    if (expected.hints !== undefined) compare(`${prefix}hints`, expected.hints, status?.hints);
    if (expected.todo !== undefined) {
      const todo = status?.todo?.ja ?? null;
      const holds = expected.todo !== null && todo?.includes(expected.todo) === true;
      compare(`${prefix}todo`, expected.todo, holds ? expected.todo : todo);
    }
    if (expected.consent !== undefined) {
      const row = rows.find(({ visit }) => visit === ended?.visit);
      const given =
        row === undefined ? null : { surgery: row.surgery, treatment: row.treatment, checkup: row.checkup };
      compare(`${prefix}consent`, expected.consent, given);
    }
    if (expected.receipt === undefined) return;
    const name = ended === undefined ? undefined : world.files.get(ended.visit);
    const bytes = name === undefined ? null : world.desk.bridge.receipt.read(name);
    if (expected.receipt === null) compare(`${prefix}receipt`, null, bytes === null ? null : 'a file');
    const fields = bytes === null ? null : receiptFields(bytes);
    for (const [field, value] of Object.entries(expected.receipt ?? {})) {
      const found = fields === null ? ['no file'] : (fields.get(field) ?? []);
      compare(`${prefix}receipt.${field}`, value, found.length > 1 ? found : (found[0] ?? null));
    }
  };

  compareVisit('', last, world.visits.at(-1));
  if (visits !== undefined) {
    compare('visits', visits.length, world.visits.length);
    for (const [i, visit] of visits.entries()) compareVisit(`visits.${i + 1}.`, visit, world.visits[i]);
  }
  if (files !== undefined) compare('files', files, world.desk.bridge.receipt.list().length);
  if (searches !== undefined) compare('searches', searches, backEnd.searchReport().total);
  if (format !== undefined) compare('format', [], formatFaults(world.desk, format));
  if (consents !== undefined) compare('consents', consents, rows.length);
  return results;
}
