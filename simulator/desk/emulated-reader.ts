/**
 * One emulated reader: the firmware on emulated peripherals, and what a person can do to it from outside. The
 * firmware may restart; the peripherals, the cable and what lies on it stay.
 */

import { createHash } from 'node:crypto';
import { boot } from '../../firmware/boot.ts';
import type { Clock, Entropy, Hal, PersistentStore } from '../../firmware/hal.ts';
import type { ObserveReader, ReaderObservation } from '../../firmware/observed.ts';
import type { ReaderProfile } from '../../firmware/profiles.ts';
import type { Reader, ReaderStatus } from '../../firmware/reader/reader.ts';
import type { Key, ScreenView } from '../../firmware/screens/vocabulary.ts';
import type { CardTrust } from '../../firmware/trust/card-trust.ts';
import type { ChannelParts } from '../../protocol/channel/channel.ts';
import type { Language } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { PrintedFace } from '../card/parts/printed-face.ts';
import type { Cable } from '../devices/cable.ts';
import { EmulatedMatcher } from '../face/emulated-matcher.ts';
import { EmulatedCamera, type Sight } from '../peripherals/camera.ts';
import { EmulatedCardRest, type PhysicalCard } from '../peripherals/card-rest.ts';
import { type ContactlessDevice, EmulatedContactlessField } from '../peripherals/contactless-field.ts';
import { EmulatedKeypad, type KeyLock } from '../peripherals/keypad.ts';
import { EmulatedSpeaker, type Heard } from '../peripherals/speaker.ts';
import { EmulatedPhoneReader } from '../phone-reader/emulated-phone-reader.ts';
import { type Placement, usualPlacement } from '../phone-reader/placement.ts';
import { mdocOfReader } from '../pki/mdoc.ts';
import { terminalIdentity } from '../pki/terminal.ts';
import { Transcript } from './transcript.ts';

export interface EmulatedReaderParts {
  readonly serial: ReaderId;
  readonly profile: ReaderProfile;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Decides the figures of the face matcher. */
  readonly seed: string;
  readonly store: PersistentStore;
  readonly cable: Cable;
  /** null: it speaks to its host without the secure channel. */
  readonly channel: ChannelParts | null;
  /** Whose cards it takes. */
  readonly cardTrust: CardTrust;
  readonly observe: ObserveReader;
  /** In which it rests; Japanese unless told. */
  readonly language?: Language;
  /** Where its phone reader stands, if it has one; beside it unless told. */
  readonly phoneReader?: Placement;
  /** How long the same key does nothing; never unless told. */
  readonly keyLock?: KeyLock;
  /** Called when what is shown may have changed. */
  readonly onView?: (view: ScreenView) => void;
  /** Called with what is to be heard, through loudspeaker and earphones alike. */
  readonly onHeard?: (heard: Heard) => void;
}

export class EmulatedReader {
  readonly serial: ReaderId;
  readonly profile: ReaderProfile;
  readonly cable: Cable;
  readonly transcript: Transcript;
  readonly #parts: EmulatedReaderParts;
  readonly #keypad: EmulatedKeypad;
  readonly #rest = new EmulatedCardRest();
  /** The reader's own field; people hold phones to the phone reader's where the profile has one. */
  readonly #field: EmulatedContactlessField;
  /** Beside the unit, where phones are held to a separate reader; null: the unit reads them itself. */
  readonly phoneReader: EmulatedPhoneReader | null;
  readonly #camera: EmulatedCamera;
  readonly #speaker: EmulatedSpeaker;
  #firmware: Reader | null = null;
  #plugged = false;

  constructor(parts: EmulatedReaderParts) {
    this.#parts = parts;
    this.#keypad = new EmulatedKeypad(parts.clock, parts.keyLock);
    this.#field = new EmulatedContactlessField(parts.clock);
    this.phoneReader =
      parts.profile.phones === 'unit'
        ? null
        : new EmulatedPhoneReader(parts.clock, parts.phoneReader ?? usualPlacement);
    this.#camera = new EmulatedCamera(new EmulatedMatcher(`${parts.seed} ${parts.serial}`));
    this.serial = parts.serial;
    this.profile = parts.profile;
    this.cable = parts.cable;
    const began = parts.clock.ticks();
    this.transcript = new Transcript(() => Math.round(parts.clock.ticks() - began));
    this.#speaker = new EmulatedSpeaker(
      (sound) => {
        parts.onHeard?.(sound);
        if ('utterance' in sound) this.transcript.started(sound.utterance);
        else {
          this.transcript.sounded(
            sound.tone,
            this.status?.view?.id ?? 'idle',
            this.#speaker.earphones ? 'earphones' : 'speaker',
          );
        }
      },
      () => this.#hush(),
    );
  }

  /** Null while it has no power. */
  get status(): ReaderStatus | null {
    return this.#firmware?.status ?? null;
  }

  get cardIn(): boolean {
    return this.#rest.occupied;
  }

  /** What is written on the face of the card that lies there, for the people who see it; null: no such mark, or no card. */
  get cardMark(): PrintedFace['mark'] {
    return this.#rest.face?.mark ?? null;
  }

  /** The last day that is printed on the card that lies there; null: none is, or no card lies there. */
  get cardExpires(): PrintedFace['expires'] | null {
    return this.#rest.face?.expires ?? null;
  }

  /** Whether this card lies there. */
  holds(card: PhysicalCard): boolean {
    return this.#rest.holds(card);
  }

  get earphones(): boolean {
    return this.#speaker.earphones;
  }

  get sight(): Sight {
    return this.#camera.sight;
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  // ── power and cable ─────────────────────────────────────────────────────────────────────────────────

  /** Rejects where the cable's URL cannot be had (port taken, no pseudo-terminals). */
  async start(): Promise<void> {
    this.powerOn();
    await this.plug();
  }

  async stop(): Promise<void> {
    this.powerOff();
    await this.unplug();
  }

  powerOn(): void {
    if (this.#firmware !== null) return;
    this.#keypad.closeEntry();
    this.#firmware = boot(this.#hal(), {
      serial: this.serial,
      profile: this.profile,
      observe: (observation) => this.#observed(observation),
      ...(this.#parts.language === undefined ? {} : { language: this.#parts.language }),
    });
  }

  powerOff(): void {
    if (this.#firmware === null) return;
    this.#firmware.stop();
    this.#firmware = null;
    this.transcript.ended('cut');
    this.#hush();
    // It ends the visit, if one was under way.
    this.#camera.see('nobody');
  }

  async plug(): Promise<void> {
    this.#plugged = true;
    await this.cable.plug();
  }

  async unplug(): Promise<void> {
    this.#plugged = false;
    await this.cable.unplug();
  }

  // ── what a person does ──────────────────────────────────────────────────────────────────────────────

  press(key: Key, via: 'keypad' | 'touch'): void {
    this.#keypad.press(key, via);
  }

  /** A finger lies on a key until `letGo`. */
  hold(key: Key): void {
    this.#keypad.down(key, 'keypad');
  }

  letGo(key: Key): void {
    this.#keypad.up(key);
  }

  place(card: PhysicalCard): void {
    this.#rest.place(card);
  }

  removeCard(): void {
    this.#rest.remove();
  }

  /** Holds a phone, or a card, to where phones are read; there may be others. */
  present(device: ContactlessDevice): void {
    this.#phonesAt.hold(device);
  }

  /** Takes it away from there; nothing happens where it is not there. */
  takeAway(device: ContactlessDevice): void {
    this.#phonesAt.takeAway(device);
  }

  /** Takes away whatever is held there. */
  takeAllAway(): void {
    this.#phonesAt.takeAllAway();
  }

  /** Whether this is held there. */
  presented(device: ContactlessDevice): boolean {
    return this.#phonesAt.holds(device);
  }

  /** How many devices are held there. */
  get devicesPresented(): number {
    return this.#phonesAt.count;
  }

  see(sight: Sight): void {
    this.#camera.see(sight);
  }

  plugEarphones(plugged: boolean): void {
    this.#speaker.plugEarphones(plugged);
  }

  // ── inside ──────────────────────────────────────────────────────────────────────────────────────────

  get #phonesAt(): EmulatedContactlessField {
    return this.phoneReader?.field ?? this.#field;
  }

  #hush(): void {
    this.#parts.onHeard?.({ silence: true });
  }

  #hal(): Hal {
    const { clock, entropy, store, cable, channel, cardTrust, onView } = this.#parts;
    return {
      clock,
      entropy,
      store,
      card: this.#rest,
      field: this.#field,
      scanner: this.#rest,
      camera: this.#camera,
      keys: this.#keypad,
      display: { show: (view) => onView?.(view) },
      speaker: this.#speaker,
      host: cable,
      channel,
      terminal: terminalIdentity(),
      cardTrust,
      mdoc: mdocOfReader(),
      digest: (algorithm, bytes) => new Uint8Array(createHash(algorithm).update(bytes).digest()),
      restart: () => {
        // The firmware asks from within itself: it must have ended before it begins again.
        clock.setTimeout(() => {
          this.powerOff();
          this.powerOn();
        }, 0);
      },
    };
  }

  #observed(observation: ReaderObservation): void {
    if (observation.event === 'utterance' && observation.phase !== 'started') {
      this.transcript.ended(observation.phase);
    }
    // The next person has not come yet: nobody stands before the camera.
    if (observation.event === 'visitEnded') this.#camera.see('nobody');
    this.#parts.observe(observation);
  }
}
