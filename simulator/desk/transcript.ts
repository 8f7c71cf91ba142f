/**
 * Everything a reader said and sounded, as a person heard it: the main record for those who test by ear.
 * Holds private text, so it goes to the tester who asks for it and nowhere else.
 */

import type { ScreenId } from '../../firmware/screens/catalogue.ts';
import type { Language, ToneId, Utterance, UtteranceKind } from '../../firmware/screens/vocabulary.ts';
import { toneLength } from '../voice/tones.ts';

export interface TranscriptEntry {
  /** Milliseconds of the desk's time since it began. */
  readonly t: number;
  readonly screen: ScreenId;
  readonly channel: 'speaker' | 'earphones';
  readonly kind: UtteranceKind | 'tone';
  readonly id: string;
  readonly lang: Language | null;
  readonly text: string | null;
  readonly private: boolean;
  readonly startedAt: number;
  /** Absent while it runs. Nothing cuts a tone: its end is known when it begins. */
  readonly endedAt?: number;
  readonly cutAt?: number;
}

/** More than any visit says; the oldest go first, many at once, since each time all that stay are copied. */
const kept = { always: 2000, atMost: 3000 } as const;

export class Transcript {
  readonly #elapsed: () => number;
  #entries: TranscriptEntry[] = [];
  #running: number | null = null;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  get entries(): readonly TranscriptEntry[] {
    return this.#entries;
  }

  started(utterance: Utterance): void {
    const t = this.#elapsed();
    const { screen, channel, kind, id, language, text } = utterance;
    this.#running = this.#entries.length;
    this.#add({
      t,
      screen,
      channel,
      kind,
      id,
      lang: language,
      text,
      private: utterance.private,
      startedAt: t,
    });
  }

  sounded(tone: ToneId, screen: ScreenId, channel: 'speaker' | 'earphones'): void {
    const t = this.#elapsed();
    this.#add({
      t,
      screen,
      channel,
      kind: 'tone',
      id: tone,
      lang: null,
      text: null,
      private: false,
      startedAt: t,
      endedAt: t + toneLength(tone),
    });
  }

  ended(phase: 'ended' | 'cut'): void {
    const running = this.#running === null ? undefined : this.#entries[this.#running];
    if (running === undefined || this.#running === null) return;
    const at = this.#elapsed();
    // Not by spreading: a name added to a spread is a hidden class of its own each time (V8 11).
    this.#entries[this.#running] = Object.assign(
      {},
      running,
      phase === 'ended' ? { endedAt: at } : { cutAt: at },
    );
    this.#running = null;
  }

  #add(entry: TranscriptEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length <= kept.atMost) return;
    const over = this.#entries.length - kept.always;
    this.#entries = this.#entries.slice(over);
    if (this.#running !== null) this.#running -= over;
  }
}
