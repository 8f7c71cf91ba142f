/**
 * Makes heard what a reader says and sounds. It only listens: whatever fails or is late here, the reader does not wait,
 * and the captions are there all the same.
 */

import type { Utterance } from '../../firmware/screens/vocabulary.ts';
import type { Problem } from '../../protocol/result.ts';
import type { Heard } from '../peripherals/speaker.ts';
import { isSpeechSpeed } from './engine.ts';
import { amplified } from './level.ts';
import type { Player, Playing } from './player.ts';
import type { Sound } from './sound.ts';
import { toneSound } from './tones.ts';
import type { Voice } from './voice.ts';

/** dB for each step of the volume, 3 being normal (our design). */
const gains = [-10, -5, 0, 5, 10] as const;

/** A player that fails so often one after the other is not tried again. */
const mostFailures = 3;

export interface AudibleParts {
  readonly voice: Promise<Voice>;
  readonly player: Player;
  /** Told once for each kind of problem. */
  readonly onTrouble: (problem: Problem) => void;
}

export class Audible {
  readonly #parts: AudibleParts;
  #speech: Playing | null = null;
  #tone: Playing | null = null;
  /** What is to be heard now; whatever comes out of an engine for anything else is thrown away. */
  #wanted: Utterance | null = null;
  #rendering = false;
  #failures = 0;
  #closed = false;
  readonly #told = new Set<string>();

  constructor(parts: AudibleParts) {
    this.#parts = parts;
  }

  hear(heard: Heard): void {
    if (this.#closed) return;
    if ('tone' in heard) {
      this.#tone?.stop();
      this.#tone = this.#play(toneSound(heard.tone));
      return;
    }
    this.#speech?.stop();
    this.#speech = null;
    this.#wanted = 'utterance' in heard ? heard.utterance : null;
    if (!this.#rendering) void this.#render();
  }

  /** Silence. */
  close(): void {
    this.hear({ silence: true });
    this.#tone?.stop();
    this.#closed = true;
  }

  /** One after the other, always the newest: a person who presses keys fast does not wait for what was cut. */
  async #render(): Promise<void> {
    this.#rendering = true;
    try {
      for (let utterance = this.#wanted; utterance !== null; utterance = this.#next(utterance)) {
        const { text: words, language, speed, volume } = utterance;
        if (!isSpeechSpeed(speed)) return;
        const voice = await this.#parts.voice;
        const sound = await voice.sound({ words, language, speed, private: utterance.private });
        if (!sound.ok) this.#tell(sound.problem);
        else if (this.#wanted === utterance) {
          this.#speech = this.#play(amplified(sound.value, gains[volume - 1] ?? 0));
        }
      }
    } catch (error) {
      this.#tell({
        code: 'EMU-645',
        detail: { reason: error instanceof Error ? error.message : String(error) },
      });
    } finally {
      this.#rendering = false;
    }
  }

  #next(done: Utterance): Utterance | null {
    return this.#wanted === done ? null : this.#wanted;
  }

  #play(sound: Sound): Playing | null {
    if (this.#failures >= mostFailures) return null;
    const playing = this.#parts.player.play(sound);
    void playing.over.then((over) => {
      this.#failures = over.ok ? 0 : this.#failures + 1;
      if (!over.ok) this.#tell(over.problem);
    });
    return playing;
  }

  #tell(problem: Problem): void {
    if (this.#closed || this.#told.has(problem.code)) return;
    this.#told.add(problem.code);
    this.#parts.onTrouble(problem);
  }
}
