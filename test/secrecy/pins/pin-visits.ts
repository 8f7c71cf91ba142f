/**
 * Visits by keypad with PINs, one after another at one desk, and everything of them that anybody but the person can
 * observe: what is heard and shown, tones, events, trace, log, the page and the picture on a terminal, each with its
 * moment in virtual time. Two rows of visits whose PINs alone differ, all right or all wrong, must give the same to the
 * byte.
 */

import { createHash } from 'node:crypto';
import { japanDay } from '../../../firmware/calendar.ts';
import { profiles } from '../../../firmware/profiles.ts';
import { isKey, type ToneId } from '../../../firmware/screens/vocabulary.ts';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import { createLog } from '../../../host-bridge/log.ts';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import { Digits } from '../../../protocol/personal.ts';
import { type ReaderState, readerState } from '../../../simulator/automation/reader-state.ts';
import { statusPage } from '../../../simulator/automation/status-page.ts';
import { createCard } from '../../../simulator/card/engine/card.ts';
import { volatileCardMemory } from '../../../simulator/card/engine/card-memory.ts';
import type { CardContents } from '../../../simulator/card/engine/contents.ts';
import { personalise } from '../../../simulator/card/issuing/personalise.ts';
import { Desk } from '../../../simulator/desk/desk.ts';
import type { EmulatedReader } from '../../../simulator/desk/emulated-reader.ts';
import type { TranscriptEntry } from '../../../simulator/desk/transcript.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { issuePhone } from '../../../simulator/phone/issue-phone.ts';
import { VirtualPhone } from '../../../simulator/phone/phone.ts';
import { seededChannel } from '../../../simulator/pki/link-channel.ts';
import { Activity } from '../../../simulator/time/activity.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { recordTrace } from '../../../simulator/trace/recorder.ts';
import { lastSpoken } from '../../../simulator/ui/caption.ts';
import { drawnLines } from '../../../simulator/ui/terminal/picture.ts';
import { toneSound } from '../../../simulator/voice/tones.ts';

const opens = Date.parse('2026-11-02T09:00:00+09:00');
/** One finger, without hurry. */
const betweenKeys = 300;

/** Told of each thing that is observed, in order. Must not throw: it is called from within the reader. */
export type Note = (observed: string) => void;

/**
 * Whose PIN it is: a card's, or that of an Android phone, which has one of its own; and where the phone is held: to the unit,
 * or to a phone reader at the PC, to whose driver the PIN goes through the bridge.
 */
export const pinHolders = ['card', 'phone', 'phone at a phone reader'] as const;
export type PinHolder = (typeof pinHolders)[number];

/** The bytes of the link are enciphered only where what is enciphered end to end needs certificates of the two ends. */
const setups = {
  card: { profile: profiles['next-generation'], via: 'keypad', channel: null },
  phone: { profile: profiles['next-generation'], via: 'keypad', channel: null },
  'phone at a phone reader': { profile: profiles.current, via: 'touch', channel: seededChannel(opens) },
} as const;

export interface PinEntry {
  readonly holder: PinHolder;
  /** 4 digits each. */
  readonly entered: string;
  readonly right: string;
}

/**
 * @param entries of one and the same holder
 * @returns the screen that came after each entry
 */
export async function visitsWithPins(
  entries: readonly PinEntry[],
  note: Note,
): Promise<readonly (string | undefined)[]> {
  const row = new Row(note, setups[entries[0]?.holder ?? 'card']);
  const screens: (string | undefined)[] = [];
  await row.open();
  try {
    for (const entry of entries) screens.push(await row.visit(entry));
  } finally {
    await row.close();
  }
  return screens;
}

class Row {
  readonly #clock = new VirtualClock(opens);
  #note: Note;
  readonly #desk: Desk;
  readonly #reader: EmulatedReader;
  readonly #setup: (typeof setups)[PinHolder];
  #trace = this.#newTrace();

  constructor(note: Note, setup: (typeof setups)[PinHolder]) {
    this.#note = note;
    this.#setup = setup;
    const log = createLog({
      level: 'debug',
      clock: this.#clock,
      destination: { write: (line) => this.#noted('log', line) },
    });
    this.#desk = new Desk({
      readers: 1,
      link: 'memory',
      profile: setup.profile,
      facility: facilitySchema.parse({}),
      people: loadPeople(),
      clock: this.#clock,
      activity: new Activity(),
      entropy: seededEntropy('desk'),
      seed: 'desk',
      data: null,
      https: null,
      // Enciphered bytes would differ with their content; that what is in them does not is what is looked at here.
      channel: setup.channel,
      observe: ({ at, observation }) => {
        this.#noted(`event ${at}`, JSON.stringify(observation));
        this.#trace.record(at, observation);
        if (at === 'bridge') log.write(observation as BridgeObservation);
      },
      onView: (_, view) => {
        this.#noted('view', JSON.stringify(view));
        this.#look();
      },
      onHeard: (_, heard) =>
        this.#noted('heard', 'tone' in heard ? toneDigest(heard.tone) : JSON.stringify(heard)),
    });
    const [reader] = this.#desk.readers;
    if (reader === undefined) throw new Error('a desk has a reader');
    this.#reader = reader;
  }

  async open(): Promise<void> {
    await this.#desk.start();
    await this.#desk.quiet();
  }

  /** The end of the row is no part of any visit. */
  close(): Promise<void> {
    this.#note = () => {};
    return this.#desk.stop();
  }

  /**
   * In voice mode, where there is one: the PIN is begun and cleared, begun again and confirmed too early, cleared, then entered whole; a
   * phone is held there after it. 12 s later the person ends and takes card or phone.
   */
  async visit({ holder, entered, right }: PinEntry): Promise<string | undefined> {
    const began = this.#elapsed();
    this.#trace = this.#newTrace();
    const keys = `${entered.slice(0, 3)}*${entered.slice(1)}#*${entered}#`;
    if (this.#setup.profile.voiceMode) await this.#press('*');
    if (holder === 'card') {
      this.#reader.place(cardWith(right));
      await this.#desk.quiet();
      await this.#press(`2${keys}`);
    } else {
      await this.#press(`${this.#setup.profile.voiceMode ? '#' : ''}21${keys}`);
      this.#reader.present(phoneWith(right));
      await this.#desk.quiet();
    }
    const screen = this.#reader.status?.view?.id;
    await this.#wait(12_000);
    await this.#press('9');
    this.#reader.removeCard();
    this.#reader.takeAllAway();
    await this.#wait(4_000);
    const said = this.#reader.transcript.entries.filter(({ t }) => t >= began);
    this.#noted('transcript', JSON.stringify(said));
    this.#noted('trace', this.#trace.lines.join('\n'));
    return screen;
  }

  #elapsed(): number {
    return this.#clock.ticks() - opens;
  }

  #noted(what: string, told: string): void {
    this.#note(`${this.#elapsed()} ${what} ${told}`);
  }

  #newTrace() {
    const header = { trace: 1, scenario: 'pin', profile: 'next-generation', link: 'memory', seed: 'pin' };
    return recordTrace(header as never, () => this.#elapsed());
  }

  /** What the page and the terminal of the desk show. */
  #look(): void {
    const view = this.#reader.status?.view;
    if (view === null || view === undefined) return;
    const state = readerState(this.#reader);
    this.#noted('looked at', drawn(state, view.masked, lastSpoken(this.#reader), this.#clock.now()));
  }

  async #press(keys: string): Promise<void> {
    for (const key of keys) {
      if (!isKey(key)) throw new Error(`no such key: ${key}`);
      this.#reader.press(key, this.#setup.via);
      await this.#desk.quiet();
      this.#look();
      await this.#wait(betweenKeys);
    }
  }

  async #wait(milliseconds: number): Promise<void> {
    const end = this.#clock.ticks() + milliseconds;
    for (;;) {
      await this.#desk.quiet();
      const next = this.#clock.next();
      if (next === null || next > end) break;
      this.#clock.runNext();
    }
    this.#clock.moveTo(end);
    await this.#desk.quiet();
  }
}

type Issued = 'card' | 'phone';
const issued = new Map<Issued, CardContents>();

function issuedFor(holder: Issued): CardContents {
  const before = issued.get(holder);
  if (before !== undefined) return before;
  const person = loadPeople().get(holder === 'card' ? 'insured' : 'android');
  if (person === undefined) throw new Error('the people file lacks somebody who has it');
  const contents =
    holder === 'card' ? personalise(person, japanDay(opens)) : issuePhone(person, japanDay(opens));
  if (contents === null) throw new Error(`there is no ${holder} of ${person.id}`);
  issued.set(holder, contents);
  return contents;
}

/** What one person's card or phone holds, but with this PIN. */
function contentsWith(holder: Issued, pin: string): CardContents {
  const contents = issuedFor(holder);
  const digits = new Digits(pin);
  const applications = contents.applications.map((application) => ({
    ...application,
    files: new Map(
      [...application.files].map(([id, file]) => [
        id,
        file.kind === 'secret' && file.name === 'userPin' ? { ...file, value: digits } : file,
      ]),
    ),
  }));
  return { ...contents, applications };
}

/** Their counters are full. */
const cardWith = (pin: string) => ({
  chip: createCard({ contents: contentsWith('card', pin), ...volatileCardMemory() }),
  face: null,
});
const phoneWith = (pin: string) =>
  new VirtualPhone({ kind: 'android', contents: contentsWith('phone', pin), memory: volatileCardMemory() });

/** Page and picture are made from these values alone, so what they were made from before is not drawn again. */
const drawings = new Map<string, string>();

function drawn(
  state: ReaderState,
  masked: number | null,
  caption: TranscriptEntry | null,
  now: number,
): string {
  const madeFrom = JSON.stringify([state, masked, caption?.channel, caption?.text]);
  const before = drawings.get(madeFrom);
  if (before !== undefined) return before;
  const page = statusPage({
    language: 'ja',
    readers: [state],
    visits: undefined,
    maintenance: [],
    now,
    version: '0',
  });
  const picture = drawnLines(
    {
      language: 'ja',
      reader: state,
      place: 1,
      readers: 1,
      masked,
      phoneReader: null,
      caption,
      camera: 'nobody',
      backEndDown: false,
      panel: { kind: 'none' },
      notice: null,
      url: '',
    },
    { columns: 80, rows: 24 },
  );
  const both = createHash('sha256')
    .update(page)
    .update(picture.map(({ text }) => text).join('\n'))
    .digest('hex');
  drawings.set(madeFrom, both);
  return both;
}

const digests = new Map<ToneId, string>();

/** Which sound a tone is: the digest of its samples. */
export function toneDigest(tone: ToneId): string {
  const before = digests.get(tone);
  if (before !== undefined) return before;
  const { samples } = toneSound(tone);
  const digest = createHash('sha256').update(new Uint8Array(samples.buffer)).digest('hex');
  digests.set(tone, digest);
  return digest;
}
