/** What a person tries with speech, key by key on a fresh reader, and what came of it. Figures only; checks judge them. */

import type { DisplayMode } from '../../firmware/screens/display-mode.ts';
import type { Key, Language, Utterance } from '../../firmware/screens/vocabulary.ts';
import { keyOrder } from '../../firmware/screens/vocabulary.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';
import type { People } from '../people/registry.ts';
import { lastSpoken } from '../ui/caption.ts';
import { TriedDesk } from './tried-desk.ts';

/** Somebody of whom nothing unusual is asked, in the built-in people. */
export const ordinaryPerson = 'insured';
/** Seconds into the first sentence. */
const interruptedAfter = 0.8;

const said = (heard: readonly TranscriptEntry[]): readonly TranscriptEntry[] =>
  heard.filter(({ kind }) => kind !== 'tone');

export interface Cut {
  readonly key: Key;
  /** Milliseconds from the key to silence; null: it went on speaking. */
  readonly after: number | null;
}

/** Each key is pressed while the first sentence is spoken. */
export async function tryCutting(people: People): Promise<readonly Cut[]> {
  const cuts: Cut[] = [];
  for (const key of keyOrder) {
    await using tried = await TriedDesk.open({ people });
    await tried.press('*');
    await tried.wait(interruptedAfter);
    const pressed = tried.elapsed;
    await tried.key(key);
    const [first] = said(tried.heard);
    cuts.push({ key, after: first?.cutAt === undefined ? null : first.cutAt - pressed });
  }
  return cuts;
}

export interface Repetition {
  readonly language: Language;
  readonly before: string;
  readonly after: string;
}

/** Key 5 after a prompt was heard to its end. */
export async function tryRepeating(people: People, language: Language): Promise<Repetition> {
  await using tried = await TriedDesk.open({ people, language });
  await tried.press('*');
  await tried.until('choose_medium', 60);
  await tried.silence();
  const before = said(tried.heard).at(-1)?.text ?? '';
  await tried.press('5');
  await tried.silence();
  return { language, before, after: said(tried.heard).at(-1)?.text ?? '' };
}

export interface Step {
  readonly key: '6' | '7';
  readonly channel: Utterance['channel'];
  readonly volume: number;
  readonly speed: number;
  readonly words: string;
  /** What stood as caption when it was said. */
  readonly caption: string | null;
}

/** Every step of volume and speed, on the loudspeaker or through earphones. */
export async function tryStepping(people: People, earphones: boolean): Promise<readonly Step[]> {
  const uttered: Utterance[] = [];
  await using tried = await TriedDesk.open({
    people,
    onHeard: (heard) => {
      if ('utterance' in heard) uttered.push(heard.utterance);
    },
  });
  // Either begins voice mode.
  await (earphones ? tried.earphones(true) : tried.press('*'));
  const steps: Step[] = [];
  for (const key of ['6', '7'] as const) {
    for (let i = 0; i < 5; i += 1) {
      await tried.press(key);
      const caption = lastSpoken(tried.reader)?.text ?? null;
      await tried.silence();
      const last = uttered.findLast(({ kind }) => kind === 'reply');
      if (last === undefined) continue;
      const { channel, volume, speed, text } = last;
      steps.push({ key, channel, volume, speed, words: text, caption });
    }
  }
  return steps;
}

export interface Pace {
  readonly speed: number;
  /** Milliseconds that the same prompt took. */
  readonly lasted: number;
}

/** One prompt at each speed. */
export async function tryPacing(people: People): Promise<readonly Pace[]> {
  const speeds: number[] = [];
  await using tried = await TriedDesk.open({
    people,
    onHeard: (heard) => {
      if ('utterance' in heard) speeds.push(heard.utterance.speed);
    },
  });
  await tried.press('*');
  await tried.until('choose_medium', 60);
  await tried.silence();
  const paces: Pace[] = [];
  for (let i = 0; i < 5; i += 1) {
    await tried.press('5');
    await tried.silence();
    const last = said(tried.heard).at(-1);
    paces.push({ speed: speeds.at(-1) ?? 0, lasted: (last?.endedAt ?? 0) - (last?.startedAt ?? 0) });
    await tried.press('7');
    await tried.silence();
  }
  return paces;
}

/** What the first sentence to a person is like. */
export interface Found {
  readonly language: Language | null;
  readonly volume: number | null;
  readonly speed: number | null;
  /** How many prompts were spoken: voice mode is off. */
  readonly prompts: number;
  /** Text, contrast and whether the screen is hidden. */
  readonly display: DisplayMode | null;
}

/** What is found by whoever comes first, and by whoever comes after somebody who changed everything. */
export async function tryLeavingChanged(
  people: People,
): Promise<{ readonly first: Found; readonly next: Found; readonly changed: Found }> {
  const uttered: Utterance[] = [];
  await using tried = await TriedDesk.open({
    people,
    onHeard: (heard) => {
      if ('utterance' in heard) uttered.push(heard.utterance);
    },
  });
  const found = (from: number): Found => {
    const here = uttered.slice(from);
    const last = here.at(-1);
    const { view } = tried;
    return {
      language: last?.language ?? null,
      volume: last?.volume ?? null,
      speed: last?.speed ?? null,
      prompts: here.filter(({ kind }) => kind === 'prompt').length,
      display: view?.mode ?? null,
    };
  };
  const come = async (): Promise<Found> => {
    const from = uttered.length;
    await tried.place(ordinaryPerson);
    await tried.silence();
    return found(from);
  };
  const leave = async (): Promise<void> => {
    await tried.press('9');
    await tried.take();
    await tried.until('idle', 30);
  };
  const first = await come();
  await leave();
  await tried.place(ordinaryPerson);
  const from = uttered.length;
  await tried.press('*67');
  await tried.press('82');
  await tried.press('83');
  await tried.press('84');
  await tried.silence();
  const changed = found(from);
  await leave();
  return { first, changed, next: await come() };
}

export interface Plugging {
  readonly before: readonly string[];
  readonly plugged: readonly string[];
  readonly after: readonly string[];
}

/** Channels of what is said before earphones are in, while they are, and when they are out again. */
export async function tryEarphones(people: People): Promise<Plugging> {
  await using tried = await TriedDesk.open({ people });
  const channelsFrom = async (act: () => Promise<void>): Promise<readonly string[]> => {
    const from = tried.heard.length;
    await act();
    await tried.silence();
    return said(tried.heard.slice(from)).map(({ channel }) => channel);
  };
  const before = await channelsFrom(() => tried.press('*'));
  const plugged = await channelsFrom(async () => {
    await tried.earphones(true);
    await tried.press('5');
  });
  const after = await channelsFrom(async () => {
    await tried.earphones(false);
    await tried.press('5');
  });
  return { before, plugged, after };
}

/** What each help is begun with at rest, and whether it was there at once. */
export interface Beginning {
  readonly help: 'speech' | 'large text' | 'high contrast';
  readonly act: string;
  readonly begun: boolean;
}

/** From rest, one act each, on a reader of its own. */
export async function tryBeginning(people: People): Promise<readonly Beginning[]> {
  const begun: Beginning[] = [];
  const begins = async (
    help: Beginning['help'],
    act: string,
    does: (tried: TriedDesk) => Promise<void>,
    isThere: (tried: TriedDesk) => boolean,
  ): Promise<void> => {
    await using tried = await TriedDesk.open({ people });
    await does(tried);
    begun.push({ help, act, begun: isThere(tried) });
  };
  const speaks = ({ heard }: TriedDesk): boolean => said(heard)[0]?.id.startsWith('welcome.') === true;
  await begins('speech', '＊', (tried) => tried.press('*'), speaks);
  await begins('speech', 'earphones', (tried) => tried.earphones(true), speaks);
  await begins(
    'large text',
    '3',
    (tried) => tried.press('3'),
    ({ view }) => view?.mode.text === 'large',
  );
  await begins(
    'high contrast',
    '4',
    (tried) => tried.press('4'),
    ({ view }) => view?.mode.contrast === 'high',
  );
  return begun;
}
