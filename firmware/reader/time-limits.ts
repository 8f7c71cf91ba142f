/**
 * How long the screen that is shown may wait for the person, and what is said again meanwhile. Counts only;
 * the figures are the catalogue's and the profile's. A limit waits for speech that is heard for the first time.
 */

import type { Clock } from '../hal.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type ScreenId, screens } from '../screens/catalogue.ts';
import { screenTime } from '../screens/time-limit.ts';

export interface TimeLimitListener {
  /** The limit is over; the person is to be warned. */
  warn(): void;
  over(): void;
  /** What this screen repeats is due; another may lie above it. */
  repeat(screen: ScreenId): void;
  workingTone(): void;
}

export class TimeLimits {
  readonly #clock: Clock;
  readonly #profile: ReaderProfile;
  readonly #listener: TimeLimitListener;
  #screen: ScreenId | null = null;
  #limit: number | null = null;
  #warns = false;
  #waitsForSpeech = false;
  #speaking = false;
  #left = 0;
  #countsFrom = 0;
  #timer: unknown = null;
  /** What is said again is this screen's. */
  #repeating: ScreenId | null = null;
  #repeatTimer: unknown = null;
  #toneTimer: unknown = null;

  constructor(clock: Clock, profile: ReaderProfile, listener: TimeLimitListener) {
    this.#clock = clock;
    this.#profile = profile;
    this.#listener = listener;
  }

  /**
   * Another screen is shown, or the same one anew: its time begins in full.
   * @param covers the flow's own, where this one lies above it
   */
  shown(screen: ScreenId, voiceMode: boolean, covers: ScreenId | null): void {
    this.#forgetLimit();
    this.#screen = screen;
    const time = screenTime(screen, this.#profile, voiceMode);
    this.#limit = time.limit;
    this.#warns = time.warning !== null;
    this.#waitsForSpeech = time.waitsForSpeech;
    this.#left = time.limit ?? 0;
    this.#speaking = false;
    this.#count();
    if (covers === null || covers !== this.#repeating || screens[covers].time?.repeatsCovered !== true)
      this.#repeatOf(screen);
  }

  /** The flow has come to this screen. Its working tone is heard beneath other screens too: the machine works on. */
  works(screen: ScreenId): void {
    this.#clock.clearTimeout(this.#toneTimer);
    this.#toneTimer = null;
    const every = screens[screen].time?.workingTone;
    if (every !== undefined) this.#toneIn(every);
  }

  /** The person has done something: the full time again, where the time is not fixed. */
  restart(voiceMode: boolean): void {
    if (this.#screen === null || this.#limit === null || !this.#waitsForSpeech) return;
    this.#limit = screenTime(this.#screen, this.#profile, voiceMode).limit;
    this.#left = this.#limit ?? 0;
    this.#stopCounting();
    if (!this.#speaking) this.#count();
  }

  /** Speech that a limit waits for begins or ends. */
  speech(speaking: boolean): void {
    if (speaking === this.#speaking || this.#limit === null) return;
    this.#speaking = speaking;
    if (this.#waitsForSpeech) {
      if (speaking) this.#hold();
      else this.#count();
    } else if (!speaking && this.#screen === 'timeout_warning') {
      this.#hold();
      this.#left = Math.max(this.#left, this.#profile.limits.speechLeavesAtLeast * 1000);
      this.#count();
    }
  }

  stop(): void {
    this.#forgetLimit();
    this.#forgetRepeat();
    this.#clock.clearTimeout(this.#toneTimer);
    this.#toneTimer = null;
  }

  #forgetLimit(): void {
    this.#stopCounting();
    this.#limit = null;
  }

  #forgetRepeat(): void {
    this.#clock.clearTimeout(this.#repeatTimer);
    this.#repeatTimer = null;
    this.#repeating = null;
  }

  #count(): void {
    if (this.#limit === null) return;
    this.#countsFrom = this.#clock.ticks();
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      if (this.#warns) this.#listener.warn();
      else this.#listener.over();
    }, this.#left);
  }

  #hold(): void {
    this.#left -= this.#clock.ticks() - this.#countsFrom;
    this.#stopCounting();
  }

  #stopCounting(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #repeatOf(screen: ScreenId): void {
    this.#forgetRepeat();
    const { repeat, firstRepeat } = screens[screen].time ?? {};
    if (repeat === undefined) return;
    this.#repeating = screen;
    this.#repeatIn(screen, firstRepeat ?? repeat, repeat, 0);
  }

  /** First after `first` seconds, then at every multiple of `every`. */
  #repeatIn(screen: ScreenId, first: number, every: number, since: number): void {
    const at = since === 0 ? first : (Math.floor(since / every) + 1) * every;
    this.#repeatTimer = this.#clock.setTimeout(
      () => {
        this.#repeatIn(screen, first, every, at);
        this.#listener.repeat(screen);
      },
      (at - since) * 1000,
    );
  }

  #toneIn(every: number): void {
    this.#toneTimer = this.#clock.setTimeout(() => {
      this.#toneIn(every);
      this.#listener.workingTone();
    }, every * 1000);
  }
}
