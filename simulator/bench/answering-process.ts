/**
 * The process that `fcr bench back-end` asks: the mock back end with its town, and the bare answers beside it, so that
 * its CPU time is theirs alone and not that of who asks.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BackEndPart } from '../desk/back-end-part.ts';
import { loadPeople } from '../people/registry.ts';
import { createPki } from '../pki/link-and-tls.ts';
import { Activity } from '../time/activity.ts';
import { realClock } from '../time/real-clock.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { startBareAnswers } from './bare-answers.ts';

/** What it is started with, as its words. */
export interface AnsweringOptions {
  readonly folder: string;
  readonly people: string;
}
/** What it says first: where it answers. */
export interface Answering {
  readonly backEnd: string;
  readonly bare: string;
}
/** What it says whenever it is asked anything: its CPU time so far, user and system, microseconds. */
export interface CpuSoFar {
  readonly cpu: number;
}

const [folder = '', people = ''] = process.argv.slice(2);
const pki = createPki(join(folder, 'pki'));
const data = join(folder, 'back-end');
mkdirSync(data, { recursive: true });
const backEnd = new BackEndPart({
  people: loadPeople(people),
  clock: realClock(),
  entropy: seededEntropy('bench'),
  activity: new Activity(),
  observe: () => {},
  data,
  https: { pki, port: 0 },
});
await backEnd.start();
const bare = await startBareAnswers(folder, pki.tls);

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system } satisfies CpuSoFar);
});
process.on('disconnect', async () => {
  await bare.close();
  await backEnd.stop();
});
process.send?.({ backEnd: backEnd.url ?? '', bare: bare.url } satisfies Answering);
