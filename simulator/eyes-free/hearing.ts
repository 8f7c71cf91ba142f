/**
 * All that a person hears of a reader: sentences once they are complete, and classes of tones. No screen, no id of a
 * prompt, no state: what is built on this cannot use them.
 */

import { sentencesOf } from '../../firmware/guidance/speech.ts';
import type { Clock } from '../../firmware/hal.ts';
import type { Language, ToneId } from '../../firmware/screens/vocabulary.ts';
import type { Heard } from '../peripherals/speaker.ts';

export interface HeardSentence {
  readonly words: string;
  /** One knows one's own language by ear, and that another one is another. */
  readonly language: Language;
  readonly channel: 'speaker' | 'earphones';
  /** Milliseconds of the listener's clock. */
  readonly from: number;
  readonly until: number;
}

export interface Listener {
  speechBegins(): void;
  hears(sentence: HeardSentence): void;
  sounds(tone: ToneId): void;
  /** After the last word, or where it was cut. */
  fallsSilent(): void;
}

/** What becomes of words between the reader and the listener; null: they are not heard. For prompts made worse. */
export type Distortion = (words: string, language: Language) => string | null;

const asSpoken: Distortion = (words) => words;

/** Hands each sentence on when it has been spoken to its end; what is cut within a sentence is not heard. */
export class Ear {
  readonly #clock: Clock;
  readonly #listener: Listener;
  readonly #distortion: Distortion;
  #timer: unknown = null;

  constructor(clock: Clock, listener: Listener, distortion: Distortion = asSpoken) {
    this.#clock = clock;
    this.#listener = listener;
    this.#distortion = distortion;
  }

  take(heard: Heard): void {
    if ('tone' in heard) this.#listener.sounds(heard.tone);
    else {
      this.#clock.clearTimeout(this.#timer);
      this.#timer = null;
      if ('silence' in heard) this.#listener.fallsSilent();
      if ('utterance' in heard) {
        const { text, duration, language, channel } = heard.utterance;
        this.#listener.speechBegins();
        const parts = sentencesOf(text, duration, language);
        this.#follow(
          parts.map((part) => ({ words: part.text.trim(), lasts: part.duration })),
          language,
          channel,
        );
      }
    }
  }

  close(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  #follow(
    sentences: readonly { readonly words: string; readonly lasts: number }[],
    language: Language,
    channel: HeardSentence['channel'],
  ): void {
    const [first, ...rest] = sentences;
    if (first === undefined) return;
    const from = this.#clock.ticks();
    this.#timer = this.#clock.setTimeout(() => {
      const words = this.#distortion(first.words, language);
      this.#follow(rest, language, channel);
      if (words !== null)
        this.#listener.hears({ words, language, channel, from, until: this.#clock.ticks() });
      if (rest.length === 0) this.#listener.fallsSilent();
    }, first.lasts);
  }
}
