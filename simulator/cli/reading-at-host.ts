/**
 * What a reader that runs alone waits for while a phone is to be read, when no screen says so: the challenge of its host,
 * and packets on the way between it and the driver of its phone reader. They pass through another program, where they
 * cannot be counted; here is counted what sets out and what arrives.
 */

import type { Clock } from '../../firmware/hal.ts';
import type { ReaderObservation } from '../../firmware/observed.ts';
import type { PhoneReader } from '../../host-bridge/ports/phone-reader.ts';
import { fieldTiming } from '../../protocol/phone-reader/field-channel.ts';

export class ReadingAtHost {
  readonly #clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>;
  readonly #changed: () => void;
  #challengeAsked = false;
  /** Packets on their way. */
  #toDriver = 0;
  #toReader = 0;
  /** While packets are on their way. */
  #timer: unknown = null;

  /** @param changed called when `waits` may have changed */
  constructor(clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Something is on its way that the reading goes on with; no longer than the reader itself waits for it. */
  get waits(): boolean {
    return this.#challengeAsked || this.#toDriver > 0 || this.#toReader > 0;
  }

  observed(seen: ReaderObservation): void {
    if (seen.event === 'message') this.#message(seen.name);
    // The person has gone on, or back, or the limit for an answer of the host has passed.
    else if (seen.event === 'screen' && seen.screen !== 'hold_phone') this.#challenge(false);
    else if (isAnewFrom(seen)) this.forget();
  }

  /** The driver of the phone reader, with what it hears and says counted. */
  counted(driver: PhoneReader): PhoneReader {
    return {
      get there() {
        return driver.there;
      },
      listen: (listener) => {
        const unlisten = driver.listen({
          changed: () => {
            this.forget();
            listener.changed();
          },
          received: (packet) => {
            this.#onTheWay(this.#toDriver, this.#toReader + 1);
            listener.received(packet);
          },
        });
        return () => {
          this.forget();
          unlisten();
        };
      },
      send: (packet) => {
        this.#onTheWay(this.#toDriver - 1, this.#toReader);
        driver.send(packet);
      },
    };
  }

  /** What was on its way does not arrive. */
  forget(): void {
    this.#challengeAsked = false;
    this.#onTheWay(0, 0);
  }

  #message(name: string): void {
    if (name === 'challengeRequest') this.#challenge(true);
    else if (name === 'challenge' || name === 'problemReport') this.#challenge(false);
    else if (name === 'toPhoneReader') this.#onTheWay(this.#toDriver + 1, this.#toReader);
    else if (name === 'fromPhoneReader') this.#onTheWay(this.#toDriver, this.#toReader - 1);
  }

  #challenge(asked: boolean): void {
    this.#challengeAsked = asked;
    this.#changed();
  }

  /** One that was counted as lost may arrive after all. */
  #onTheWay(toDriver: number, toReader: number): void {
    this.#toDriver = Math.max(0, toDriver);
    this.#toReader = Math.max(0, toReader);
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer =
      this.#toDriver + this.#toReader === 0
        ? null
        : this.#clock.setTimeout(() => this.#onTheWay(0, 0), fieldTiming.answer);
    this.#changed();
  }
}

/** Nothing that was on its way before counts any more. */
const isAnewFrom = (seen: ReaderObservation): boolean =>
  seen.event === 'visitEnded' ||
  seen.event === 'restarted' ||
  (seen.event === 'link' && seen.state !== 'resumed');
