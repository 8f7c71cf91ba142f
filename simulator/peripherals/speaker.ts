/** Loudspeaker and earphones: tells what is played. Making it audible is another's (simulator/voice/). */

import type { Speaker, Unlisten } from '../../firmware/hal.ts';
import type { ToneId, Utterance } from '../../firmware/screens/vocabulary.ts';

export type Sounding = { readonly utterance: Utterance } | { readonly tone: ToneId };

/** As it reaches a listener; `silence` cuts what is spoken. */
export type Heard = Sounding | { readonly silence: true };

export class EmulatedSpeaker implements Speaker {
  readonly #listeners = new Set<(event: 'earphonesIn' | 'earphonesOut') => void>();
  readonly #onSound: (sound: Sounding) => void;
  readonly #onStop: () => void;
  #earphones = false;

  constructor(onSound: (sound: Sounding) => void, onStop: () => void) {
    this.#onSound = onSound;
    this.#onStop = onStop;
  }

  play(utterance: Utterance): void {
    this.#onSound({ utterance });
  }

  stop(): void {
    this.#onStop();
  }

  tone(tone: ToneId): void {
    this.#onSound({ tone });
  }

  get earphones(): boolean {
    return this.#earphones;
  }

  listen(listener: (event: 'earphonesIn' | 'earphonesOut') => void): Unlisten {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Somebody plugs earphones in or pulls them out. */
  plugEarphones(plugged: boolean): void {
    if (plugged === this.#earphones) return;
    this.#earphones = plugged;
    for (const listener of this.#listeners) listener(plugged ? 'earphonesIn' : 'earphonesOut');
  }
}
