/**
 * `fcr bench back-end`: what an eligibility answer costs in a town of 10,000, beside a bare Fastify answer with one read of
 * SQLite, both over HTTPS with client certificates and kept-alive connections. Asked one after the other, as a visit
 * asks, and four at a time, as several readers do. The bar is a ratio of 3: on the CPU time that asking and answering
 * take together under either load, and on how long who asks alone waits. The other figures are given beside them: the
 * process that answers by itself, the challenge before the answer, a card that comes for the first time.
 */

import { sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { type Day, japanDay } from '../../firmware/calendar.ts';
import { type OperationName, operations, type RequestOf } from '../../host-bridge/eligibility/api.ts';
import { type ReaderId, type VisitId, visitId } from '../../protocol/ids.ts';
import { userCredential } from '../card/issuing/credentials.ts';
import type { Io } from '../cli/io.ts';
import { type Progress, peopleProgress, roundsProgress } from '../cli/progress.ts';
import type { Person } from '../people/person.ts';
import { type People, parsePeople } from '../people/registry.ts';
import { compactDate } from '../people/written-day.ts';
import { createPki, type Pki } from '../pki/link-and-tls.ts';
import { startOwnProcess } from '../programs/own-process.ts';
import { makeTown } from '../town/town.ts';
import { townFile } from '../town/town-file.ts';
import type { Answering } from './answering-process.ts';
import { barePath, bareRows } from './bare-answers.ts';
import type { CpuSoFar } from './cpu-so-far.ts';
import { rounded } from './measure.ts';
import { percentile } from './percentile.ts';

const townSize = 10_000;
/** Visitors of a round, each with a card that the back end has not seen. */
const visitors = 100;
const rounds = 21;
/** Until the engine has compiled what it will. */
const warmUpRounds = 10;
/** As many as a bridge keeps open. */
const connections = 16;
/** Requests under way at a time, by load. */
const loads = { oneAtATime: 1, fourAtATime: 4 } as const;
type Load = keyof typeof loads;
const loadNames = Object.keys(loads) as Load[];

const institution = '9999999999';
const reader = 'FCR-000001' as ReaderId;
/** As long as an eligibility request: certificate and signature in base64url. */
const bareBody = 'x'.repeat(2_300);

/**
 * What is measured, each compared with one bare answer. A card is asked about in two: the challenge, which costs little,
 * and the eligibility that follows; an average of the two would flatter the latter. A card is measured where it has come
 * before, and by itself where it comes for the first time: then its certificate is read and judged too, once for as long
 * as the back end runs.
 */
const kinds = ['bare', 'challenge', 'byCard', 'byCardFirstTime', 'byNumbers'] as const;
type Kind = (typeof kinds)[number];
/** Kinds are compared round by round, side by side in time, and the middle one of the rounds' ratios counts. */
const middle = 0.5;
/** What the bar is about. */
const barred = ['byCard', 'byNumbers'] as const satisfies readonly Kind[];

export async function benchBackEnd(io: Pick<Io, 'stderr' | 'language'>) {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-bench-'));
  try {
    const people = townOf(folder, io);
    const pki = createPki(join(folder, 'pki'));
    const answering = await startAnswering(folder);
    const progress = roundsProgress(io, 'back-end')({ en: 'answers', ja: '応答' });
    const samples = await measure(answering, pki, people, progress);
    await answering.stop();
    return reportOf(samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const townFileName = 'town.yaml';
const words = { en: 'making the town', ja: '町の作成' } as const;

function townOf(folder: string, io: Pick<Io, 'stderr' | 'language'>): People {
  const progress = peopleProgress(io, words[io.language]);
  const town = makeTown({ people: townSize, seed: 'bench', day: null });
  const text = townFile(town.people, (_, done) => progress(done, townSize));
  writeFileSync(join(folder, townFileName), text);
  return parsePeople(text, townFileName);
}

interface AnsweringProcess extends Answering {
  /** CPU milliseconds so far, user and system. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

async function startAnswering(folder: string): Promise<AnsweringProcess> {
  const file = new URL('./answering-process.ts', import.meta.url);
  const { said, asked, stop } = startOwnProcess(file, [folder, join(folder, townFileName)]);
  const { backEnd, bare } = (await said()) as Answering;
  const cpu = async (): Promise<number> => ((await asked({})) as CpuSoFar).cpu / 1000;
  return { backEnd, bare, cpu, stop };
}

/** `cpu`: of both processes; `answering`: of the one that answers. */
const costs = ['cpu', 'answering', 'wall'] as const;
type Cost = (typeof costs)[number];

/** Of each kind and round under one load, milliseconds for one answer. */
export type Samples = Readonly<Record<Kind, Readonly<Record<Cost, number[]>>>>;

async function measure(
  answering: AnsweringProcess,
  pki: Pki,
  people: People,
  progress: Progress,
): Promise<Readonly<Record<Load, Samples>>> {
  const ours = clientOf(answering.backEnd, pki);
  const bare = clientOf(answering.bare, pki);
  const none = (): Samples[Kind] => ({ cpu: [], answering: [], wall: [] });
  const noSamples = (): Samples => ({
    bare: none(),
    challenge: none(),
    byCard: none(),
    byCardFirstTime: none(),
    byNumbers: none(),
  });
  const samples = { oneAtATime: noSamples(), fourAtATime: noSamples() };
  const cards = cardsOf(people, japanDay(Date.now()));
  let [round, visits] = [0, 0];
  let load: Load = 'oneAtATime';

  /** Asks all, and gives what they were answered and what that took. */
  const timed = async <T>(askings: readonly (() => Promise<T>)[]) => {
    const [before, own, wall] = [await answering.cpu(), process.cpuUsage(), performance.now()];
    const answers = await several(askings, loads[load]);
    const wallMs = performance.now() - wall;
    const { user, system } = process.cpuUsage(own);
    const answeringMs = (await answering.cpu()) - before;
    return {
      answers,
      took: { cpu: answeringMs + (user + system) / 1000, answering: answeringMs, wall: wallMs },
    };
  };
  const keep = (kind: Kind, took: Readonly<Record<Cost, number>>, answers: number): void => {
    if (round < warmUpRounds) return;
    for (const cost of costs) samples[load][kind][cost].push(took[cost] / answers);
  };
  /** Cards sign between the two: what they take is not measured. */
  const checkIn = async (kind: 'byCard' | 'byCardFirstTime', those: readonly Card[]): Promise<void> => {
    const visiting = those.map((card) => {
      visits += 1;
      return { card, visit: visitId(reader, 1, visits) };
    });
    const challenged = await timed(
      visiting.map(
        ({ visit }) =>
          () =>
            ours.ask<{ nonce: string }>(...requestOf('challenge', { visit })),
      ),
    );
    const judging = visiting.map(({ card, visit }, i) => {
      const request = requestOf('eligibility', judgeable(card, visit, challenged.answers[i]?.nonce ?? ''));
      return () => ours.ask(...request);
    });
    if (kind === 'byCard') keep('challenge', challenged.took, those.length);
    keep(kind, (await timed(judging)).took, those.length);
  };

  const ask = async (): Promise<void> => {
    const those = Array.from({ length: visitors }, () => cards.next().value).filter(
      (card) => card !== undefined,
    );
    const bareRequests = those.map((_, i) => {
      const body = JSON.stringify({ key: (round * visitors + i) % bareRows, rest: bareBody });
      return () => bare.ask(barePath, body);
    });
    keep('bare', (await timed(bareRequests)).took, those.length);
    await checkIn('byCardFirstTime', those);
    await checkIn('byCard', those);
    const numbered = those.flatMap(({ person }) => numbersOf(person));
    const asked = numbered.map((request) => () => ours.ask(...requestOf('qualification', request)));
    keep('byNumbers', (await timed(asked)).took, numbered.length);
  };
  for (; round < warmUpRounds + rounds; round += 1) {
    for (const next of loadNames) {
      load = next;
      await ask();
    }
    progress(round + 1, warmUpRounds + rounds);
  }
  await Promise.all([ours.close(), bare.close()]);
  return samples;
}

interface Card {
  readonly person: Person;
  /** base64url */
  readonly certificate: string;
  sign(challenge: string): string;
}

/** Cards of today, one after the other; each is issued when it is its turn. */
function* cardsOf(people: People, day: Day): Generator<Card> {
  for (const person of people) {
    if (person.card.kind !== 'my-number') continue;
    const { key, certificate } = userCredential(person, day);
    yield {
      person,
      certificate: Buffer.from(certificate).toString('base64url'),
      sign: (challenge) => sign('sha256', Buffer.from(challenge, 'base64url'), key).toString('base64url'),
    };
  }
}

const judgeable = (card: Card, visit: VisitId, nonce: string): RequestOf<'eligibility'> => ({
  visit,
  reader,
  institution,
  graceRule: 'monthEnd',
  medium: 'card',
  method: 'face',
  nonce,
  certificate: card.certificate,
  signature: card.sign(nonce),
});

const numbersOf = ({ insurance }: Person): RequestOf<'qualification'>[] => {
  const [told] = insurance.filter(({ number, inFull }) => number !== undefined && inFull);
  if (told?.number === undefined) return [];
  const { insurer, symbol, number, branch } = told;
  const who = { insurer: insurer.number, symbol, number, branch };
  return [{ institution, who, on: compactDate(japanDay(Date.now())) }];
};

const requestOf = <N extends OperationName>(name: N, request: RequestOf<N>): [path: string, body: string] => [
  operations[name].path,
  JSON.stringify(request),
];

/** `atOnce` of them at a time; the answers in order. */
async function several<T>(askings: readonly (() => Promise<T>)[], atOnce: number): Promise<T[]> {
  const answers: T[] = [];
  const waiting = askings.entries();
  const lane = async (): Promise<void> => {
    for (const [i, ask] of waiting) answers[i] = await ask();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return answers;
}

function clientOf(url: string, { tls }: Pki) {
  const pool = new Pool(url, {
    connections,
    connect: { ca: tls.authorityPem, cert: tls.client.certificatePem, key: tls.client.keyPem },
  });
  return {
    async ask<T>(path: string, body: string): Promise<T> {
      const headers = { 'content-type': 'application/json' };
      const answer = await pool.request({ method: 'POST', path, headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
      return JSON.parse(text) as T;
    },
    close: () => pool.close(),
  };
}

/** The report of what was measured. */
export function reportOf(samples: Readonly<Record<Load, Samples>>) {
  const [oneAtATime, fourAtATime] = [figuresOf(samples.oneAtATime), figuresOf(samples.fourAtATime)];
  const dearest = (ratios: Ratios[]): number =>
    Math.max(...ratios.flatMap((of) => barred.map((kind) => of[kind] ?? Number.NaN)));
  return {
    bench: 'back-end',
    bar: { ratio: 3, waitRatio: 3 },
    ratio: dearest([oneAtATime.cpuRatios, fourAtATime.cpuRatios]),
    waitRatio: dearest([oneAtATime.wallRatios]),
    oneAtATime,
    fourAtATime,
    people: townSize,
    visitorsOfEach: visitors * rounds,
  };
}

type Ratios = Readonly<Partial<Record<Kind, number>>>;

/** Ratios to a bare answer, and what one of each kind took. */
function figuresOf(samples: Samples) {
  const ratio = (kind: Kind, of: Cost): number => {
    const bare = samples.bare[of];
    return percentile(
      samples[kind][of].map((took, round) => took / (bare[round] ?? Number.NaN)),
      middle,
    );
  };
  const ratios = (of: Cost): Ratios =>
    Object.fromEntries(
      kinds.filter((kind) => kind !== 'bare').map((kind) => [kind, rounded(ratio(kind, of))]),
    );
  const microseconds = (of: Cost) =>
    Object.fromEntries(kinds.map((kind) => [kind, rounded(percentile(samples[kind][of], middle) * 1000)]));
  return {
    cpuRatios: ratios('cpu'),
    answeringRatios: ratios('answering'),
    wallRatios: ratios('wall'),
    cpuMicroseconds: microseconds('cpu'),
    answeringMicroseconds: microseconds('answering'),
    wallMicroseconds: microseconds('wall'),
  };
}
