/**
 * `fcr bench back-end`: what an eligibility answer costs in a town of 10,000, beside a bare Fastify answer with one read of
 * SQLite, both over HTTPS with client certificates and kept-alive connections. The bar is a ratio of 3, on the CPU time of
 * the process that answers: who asks is another, and its own work is in neither figure.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { type Day, japanDay } from '../../firmware/calendar.ts';
import { type OperationName, operations, type RequestOf } from '../../host-bridge/eligibility/api.ts';
import { type ReaderId, type VisitId, visitId } from '../../protocol/ids.ts';
import { userCredential } from '../card/issuing/credentials.ts';
import type { Io } from '../cli/io.ts';
import { peopleProgress } from '../cli/progress.ts';
import type { Person } from '../people/person.ts';
import { type People, parsePeople } from '../people/registry.ts';
import { compactDate } from '../people/written-day.ts';
import { createPki, type Pki } from '../pki/link-and-tls.ts';
import { makeTown } from '../town/town.ts';
import { townFile } from '../town/town-file.ts';
import type { Answering, CpuSoFar } from './answering-process.ts';
import { barePath, bareRows } from './bare-answers.ts';
import { rounded } from './measure.ts';
import { percentile } from './percentile.ts';

const townSize = 10_000;
/** Visitors of a round, each with a card that the back end has not seen. */
const visitors = 100;
const rounds = 9;
/** Until the engine has compiled what it will. */
const warmUpRounds = 6;
/** As many as a bridge keeps open. */
const connections = 16;
/** Requests under way at a time: readers at a desk, and the receipt computer. */
const atOnce = 4;

const institution = '9999999999';
const reader = 'FCR-000001' as ReaderId;
/** As long as an eligibility request: certificate and signature in base64url. */
const bareBody = 'x'.repeat(2_300);

/**
 * What is measured, with the answers that it takes. By a card it takes two, the challenge and the judgement, and is
 * compared with two bare ones. A card is measured where it has come before, and by itself where it comes for the first
 * time: then its certificate is read and judged too, once for as long as the back end runs.
 */
const answersOf = { bare: 1, byCard: 2, byCardFirstTime: 2, byNumbers: 1 } as const;
type Kind = keyof typeof answersOf;
const kinds = Object.keys(answersOf) as Kind[];
/** What the bar is about. */
const barred = ['byCard', 'byNumbers'] as const satisfies readonly Kind[];

export async function benchBackEnd(io: Pick<Io, 'stderr' | 'language'>) {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-bench-'));
  try {
    const people = townOf(folder, io);
    const pki = createPki(join(folder, 'pki'));
    const process = await startAnswering(folder);
    const samples = await measure(process, pki, people);
    await process.stop();
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
  const file = fileURLToPath(new URL('./answering-process.ts', import.meta.url));
  const child: ChildProcess = fork(file, [folder, join(folder, townFileName)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the back end of the benchmark ended with ${code}`);
  });
  // Whoever waits for a message hears of it; nobody else need.
  ended.catch(() => {});
  const said = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  const { backEnd, bare } = (await said()) as Answering;
  return {
    backEnd,
    bare,
    async cpu() {
      child.send('cpu');
      return ((await said()) as CpuSoFar).cpu / 1000;
    },
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** Of each kind and round, milliseconds for one answer. */
type Samples = Readonly<Record<Kind, { readonly cpu: number[]; readonly wall: number[] }>>;

async function measure(answering: AnsweringProcess, pki: Pki, people: People): Promise<Samples> {
  const ours = clientOf(answering.backEnd, pki);
  const bare = clientOf(answering.bare, pki);
  const samples = Object.fromEntries(
    kinds.map((kind) => [kind, { cpu: [], wall: [] }]),
  ) as unknown as Samples;
  const cards = cardsOf(people, japanDay(Date.now()));
  let [round, visits] = [0, 0];

  const timed = async (kind: Kind, askings: readonly (() => Promise<unknown>)[]): Promise<void> => {
    const [cpu, wall] = [await answering.cpu(), performance.now()];
    await several(askings);
    const wallMs = performance.now() - wall;
    const cpuMs = (await answering.cpu()) - cpu;
    if (round < warmUpRounds) return;
    const answers = askings.length * answersOf[kind];
    samples[kind].cpu.push(cpuMs / answers);
    samples[kind].wall.push(wallMs / answers);
  };
  const checkIn = async (card: Card): Promise<void> => {
    visits += 1;
    const visit = visitId(reader, 1, visits);
    const { nonce } = await ours.ask<{ nonce: string }>(...requestOf('challenge', { visit }));
    await ours.ask(...requestOf('eligibility', judgeable(card, visit, nonce)));
  };

  for (; round < warmUpRounds + rounds; round += 1) {
    const those = Array.from({ length: visitors }, () => cards.next().value).filter(
      (card) => card !== undefined,
    );
    const bareRequests = those.map((_, i) => {
      const body = JSON.stringify({ key: (round * visitors + i) % bareRows, rest: bareBody });
      return () => bare.ask(barePath, body);
    });
    await timed('bare', bareRequests);
    await timed(
      'byCardFirstTime',
      those.map((card) => () => checkIn(card)),
    );
    await timed(
      'byCard',
      those.map((card) => () => checkIn(card)),
    );
    const numbered = those.flatMap(({ person }) => numbersOf(person));
    await timed(
      'byNumbers',
      numbered.map((request) => () => ours.ask(...requestOf('qualification', request))),
    );
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

/** `atOnce` of them at a time. */
async function several(askings: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = askings.values();
  const lane = async (): Promise<void> => {
    for (const ask of waiting) await ask();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
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

function reportOf(samples: Samples) {
  const median = (kind: Kind, of: 'cpu' | 'wall'): number => percentile(samples[kind][of], 0.5);
  const ratios = (of: 'cpu' | 'wall') =>
    Object.fromEntries(
      kinds
        .filter((kind) => kind !== 'bare')
        .map((kind) => [kind, rounded(median(kind, of) / median('bare', of))]),
    );
  const microseconds = (of: 'cpu' | 'wall') =>
    Object.fromEntries(kinds.map((kind) => [kind, rounded(median(kind, of) * 1000)]));
  const cpuRatios = ratios('cpu');
  return {
    bench: 'back-end',
    bar: { ratio: 3 },
    ratio: Math.max(...barred.map((kind) => cpuRatios[kind] ?? Number.NaN)),
    cpuRatios,
    wallRatios: ratios('wall'),
    cpuMicroseconds: microseconds('cpu'),
    wallMicroseconds: microseconds('wall'),
    people: townSize,
    visitorsOfEach: visitors * rounds,
  };
}
