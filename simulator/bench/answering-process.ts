/**
 * The process that `fcr bench back-end` asks: the mock back end with its town, and the bare answers beside it, so that
 * its CPU time is theirs alone and not that of who asks.
 */

import { join } from 'node:path';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { BackEndPart } from '../desk/back-end-part.ts';
import { loadPeople } from '../people/registry.ts';
import { createPki } from '../pki/link-and-tls.ts';
import { Activity } from '../time/activity.ts';
import { realClock } from '../time/real-clock.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { startBareAnswers } from './bare-answers.ts';
import { cpuSoFar } from './cpu-so-far.ts';

/** What it is started with, as its words. */
export interface AnsweringOptions {
  readonly folder: string;
  readonly people: string;
}
/** What it says first: where it answers. Whatever it is asked then, it says its CPU time so far. */
export interface Answering {
  readonly backEnd: string;
  readonly bare: string;
}

const [folder = '', people = ''] = process.argv.slice(2);
const pki = createPki(join(folder, 'pki'));
const data = join(folder, 'back-end');
makeFolder(data);
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

process.on('message', () => void process.send?.(cpuSoFar()));
process.on('disconnect', async () => {
  await bare.close();
  await backEnd.stop();
});
process.send?.({ backEnd: backEnd.url ?? '', bare: bare.url } satisfies Answering);
