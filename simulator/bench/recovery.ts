/**
 * `fcr bench recovery`: how soon a visit goes on after its reader's cable was pulled and put back, on pseudo-terminals
 * that the bridge opens through serialport; and that the patient is asked nothing again. Then the same with many
 * readers pulled at once.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScreenId } from '../../firmware/screens/catalogue.ts';
import type { Progress, RoundsProgress } from '../cli/progress.ts';
import {
  type FollowedDesk,
  type FollowedReader,
  shows,
  startFollowedDesk,
  type VisitStory,
} from './followed-desk.ts';
import { rounded } from './measure.ts';
import { percentile } from './percentile.ts';

const breaksAVisit = 10;
const visits = 20;
/** Readers that take turns: while one comes to rest after a visit, the next one serves. */
const inTurn = 4;
const atOnce = 32;
const roundsAtOnce = 10;
/** How long the cable is out, by turns, milliseconds: from pulled in passing to longer than quick tries last. */
const outFor = [0, 20, 100, 0, 50, 0, 200, 0, 20, 1_200] as const;

interface Stage {
  /** What the patient does to get here. */
  readonly by: (at: FollowedReader) => void;
  readonly screen: ScreenId;
  /** The patient does it while the cable is out: what it asks of the host is under way over the break. */
  readonly overABreak: boolean;
  /** Breaks while the screen stands. */
  readonly breaks: number;
}

const pressing =
  (key: '1' | '#') =>
  ({ reader }: FollowedReader): void =>
    reader.press(key, 'keypad');

const stages: readonly Stage[] = [
  {
    by: ({ reader, card }) => {
      reader.place(card);
      reader.see('match');
    },
    screen: 'choose_method',
    overABreak: false,
    breaks: 3,
  },
  { by: pressing('1'), screen: 'consent_all', overABreak: true, breaks: 2 },
  { by: pressing('1'), screen: 'consent_summary', overABreak: false, breaks: 2 },
  { by: pressing('#'), screen: 'accepted_clinic', overABreak: true, breaks: 1 },
];

export async function benchRecovery(progressOf: RoundsProgress) {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-bench-'));
  try {
    const single = await oneAfterTheOther(
      join(folder, 'single'),
      progressOf({ en: 'one after the other', ja: '1台ずつ' }),
    );
    const many = await allAtOnce(join(folder, 'many'), progressOf({ en: 'all at once', ja: '同時' }));
    return {
      bench: 'recovery',
      bar: { medianMs: 1_000, lastOfAllMs: 3_000, missed: 0, askedAgain: 0 },
      ...single.figures,
      lastOfAllMs: many.lastMs,
      missed: single.missed + many.missed,
      askedAgain: single.askedAgain + many.askedAgain,
      readersAtOnce: { readers: atOnce, rounds: roundsAtOnce, ...many.figures },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from putting the cable in until `goesOn`; null where it never did. */
async function afterBreak(
  desk: FollowedDesk,
  at: FollowedReader,
  outMs: number,
  whileOut: () => void,
  goesOn: () => boolean,
): Promise<number | null> {
  await at.reader.unplug();
  if (!(await desk.until(() => at.down))) return null;
  whileOut();
  if (outMs > 0) await desk.pass(outMs);
  const began = performance.now();
  const again = desk.until(() => at.up && goesOn()).then((so) => (so ? performance.now() - began : null));
  await at.reader.plug();
  return again;
}

async function oneAfterTheOther(data: string, progress: Progress) {
  const desk = await startFollowedDesk(inTurn, data);
  const took: number[] = [];
  let missed = 0;
  let askedAgain = 0;
  let expected: string | null = null;
  let breaks = 0;
  const breakAt = async (at: FollowedReader, whileOut: () => void, goesOn: () => boolean): Promise<void> => {
    const outMs = outFor[breaks % outFor.length] ?? 0;
    breaks += 1;
    const ms = await afterBreak(desk, at, outMs, whileOut, goesOn);
    if (ms === null) missed += 1;
    else took.push(ms);
  };
  const consentsBefore = consentsOf(desk);
  // The first visit is undisturbed, and says what every other one is to be.
  for (let visit = 0; visit <= visits; visit += 1) {
    const at = desk.readers[visit % inTurn];
    if (at === undefined) throw new RangeError('no such reader');
    const quiet = visit === 0;
    await desk.until(() => shows(at.reader, 'idle'));
    at.tellAnew();
    const begun = at.begun;
    for (const { by, screen, overABreak, breaks: standing } of stages) {
      const there = (): boolean => shows(at.reader, screen);
      if (overABreak && !quiet) {
        await breakAt(at, () => by(at), there);
      } else {
        by(at);
        await desk.until(there);
      }
      for (let i = 0; i < standing && !quiet; i += 1) await breakAt(at, () => {}, there);
    }
    const seen = courseOf(at.story);
    expected ??= seen;
    if (at.begun !== begun || seen !== expected || saidTwice(at.story)) askedAgain += 1;
    leave(at);
    progress(visit + 1, visits + 1);
  }
  const consents = consentsOf(desk) - consentsBefore;
  await desk.desk.stop();
  return {
    missed,
    askedAgain: askedAgain + Math.abs(consents - (visits + 1)),
    figures: {
      medianMs: rounded(percentile(took, 0.5)),
      p95Ms: rounded(percentile(took, 0.95)),
      maxMs: rounded(percentile(took, 1)),
      cycles: took.length,
      visits,
      breaksAVisit,
      consents: consents - 1,
    },
  };
}

async function allAtOnce(data: string, progress: Progress) {
  const desk = await startFollowedDesk(atOnce, data);
  const { readers } = desk;
  const standing = stages.findIndex(({ screen }) => screen === 'consent_all');
  const walk = async (at: FollowedReader, from: number, to: number): Promise<void> => {
    for (const { by, screen } of stages.slice(from, to)) {
      by(at);
      await desk.until(() => shows(at.reader, screen));
    }
  };
  for (const at of readers) at.tellAnew();
  const begun = readers.reduce((sum, at) => sum + at.begun, 0);
  await Promise.all(readers.map((at) => walk(at, 0, standing + 1)));
  const lasts: number[] = [];
  const took: number[] = [];
  let missed = 0;
  for (let round = 0; round < roundsAtOnce; round += 1) {
    await Promise.all(readers.map(({ reader }) => reader.unplug()));
    await desk.until(() => readers.every(({ down }) => down));
    const began = performance.now();
    const again = readers.map((at) =>
      desk
        .until(() => at.up && shows(at.reader, 'consent_all'))
        .then((so) => (so ? performance.now() : null)),
    );
    await Promise.all(readers.map(({ reader }) => reader.plug()));
    const ended = await Promise.all(again);
    const back = ended.flatMap((at) => (at === null ? [] : [at - began]));
    missed += readers.length - back.length;
    took.push(...back);
    lasts.push(Math.max(...back));
    progress(round + 1, roundsAtOnce);
  }
  await Promise.all(readers.map((at) => walk(at, standing + 1, stages.length)));
  const courses = new Set(readers.map(({ story }) => courseOf(story)));
  const saidAgain = readers.filter(({ story }) => saidTwice(story)).length;
  const begunAgain = readers.reduce((sum, at) => sum + at.begun, 0) - begun;
  const consents = consentsOf(desk);
  await desk.desk.stop();
  return {
    missed,
    askedAgain: courses.size - 1 + saidAgain + begunAgain + Math.abs(consents - atOnce),
    lastMs: rounded(Math.max(...lasts)),
    figures: {
      medianMs: rounded(percentile(took, 0.5)),
      medianOfLastMs: rounded(percentile(lasts, 0.5)),
      consents,
    },
  };
}

/** What the patient saw and the host was asked, in order. */
const courseOf = ({ screens, messages }: VisitStory): string => [...screens, ...messages].join(' ');
/** A visit without voice guidance says nothing twice. */
const saidTwice = ({ spoken }: VisitStory): boolean => new Set(spoken).size < spoken.length;

const consentsOf = ({ desk }: FollowedDesk): number => desk.backEnd.backEnd.listConsents().length;

/** The patient is done; the reader comes to rest by itself. */
function leave({ reader }: FollowedReader): void {
  reader.press('9', 'keypad');
  reader.removeCard();
}
