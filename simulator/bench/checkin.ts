/**
 * `fcr bench checkin`: what a whole visit costs beside a bare replay of its own record. The bar is a ratio of 2, with
 * databases on disk as a desk for people keeps them; the figure with everything in memory is given beside it.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress, RoundsProgress } from '../cli/progress.ts';
import { startOwnProcess } from '../programs/own-process.ts';
import { bareReplay } from './bare-replay.ts';
import type { CpuSoFar } from './cpu-so-far.ts';
import { ratioOf, rounded, sideBySide } from './measure.ts';
import { recordVisits, type Step, type VisitRecord } from './visit-record.ts';

/** Short rounds, and many: what else the machine does falls on a visit and on its replay alike. */
const visitsAtOnce = 20;
const rounds = 25;
/**
 * Rounds until the engine has compiled what it will, so that the compiler's own time is in neither figure: as it tells
 * itself (node --trace-opt), it optimises some 700 functions during the first 1000 visits, 60 during the third thousand
 * and 10 during the fifth. On disk, until each database writes over its write-ahead log and no longer adds to it.
 */
const warmUpRounds = 250;

export async function benchCheckin(progressOf: RoundsProgress) {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-bench-'));
  try {
    const record = await recordVisits(visitsAtOnce, join(folder, 'recorded'));
    const inMemory = await compare(
      await recordVisits(visitsAtOnce, null),
      null,
      progressOf({ en: 'in memory', ja: 'メモリー上' }),
    );
    const onDisk = await compare(record, folder, progressOf({ en: 'on disk', ja: 'ディスク上' }));
    return { bench: 'checkin', bar: { ratio: 2 }, ...onDisk, inMemory, countsAVisit: countsOf(record) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(record: VisitRecord, folder: string | null, progress: Progress) {
  const place = folder === null ? [] : [join(folder, 'desk')];
  const visiting = startOwnProcess(new URL('./visiting-process.ts', import.meta.url), [
    String(visitsAtOnce),
    ...place,
  ]);
  let { cpu: cpuOfVisits } = (await visiting.said()) as CpuSoFar;
  const measured = await sideBySide(
    [
      {
        name: 'visit',
        run: async () => {
          cpuOfVisits = ((await visiting.asked({})) as CpuSoFar).cpu;
        },
        cpu: () => cpuOfVisits,
      },
      { name: 'bare replay', ...bareReplay(record, folder) },
    ],
    { warmUp: warmUpRounds, rounds, repetitions: 1, progress },
  );
  await visiting.stop();
  const cpuOf = (name: string): number => rounded((measured.get(name)?.cpuMs ?? Number.NaN) / visitsAtOnce);
  return {
    ratio: rounded(ratioOf(measured, 'cpuMs', 'visit', 'bare replay')),
    visitCpuMs: cpuOf('visit'),
    bareCpuMs: cpuOf('bare replay'),
  };
}

function countsOf({ visits, steps }: VisitRecord) {
  const each = (kind: Step['kind']): number =>
    rounded(steps.filter((step) => step.kind === kind).length / visits);
  return {
    apdus: each('apdu'),
    frames: each('frame'),
    messages: each('message'),
    jsonWritten: each('jsonWritten'),
    jsonRead: each('jsonRead'),
    signatures: each('signed'),
    verifications: each('verified'),
    sqlStatements: each('sql'),
    events: each('event'),
  };
}
