/**
 * Every peripheral of the reader, as the firmware sees it. The emulator's drivers are in simulator/peripherals/;
 * a maker supplies others and runs the same firmware. A human outcome is a value, never an exception.
 */

import type { ChannelParts } from '../protocol/channel/channel.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { Digits, Personal } from '../protocol/personal.ts';
import type { FaceComparison } from './credential/face-decision.ts';
import type { MdocTrust } from './credential/mdoc/certificate-trust.ts';
import type { MdocCrypto } from './credential/mdoc/crypto.ts';
import type { MdocReaderIdentity } from './credential/mdoc/reader-authentication.ts';
import type { CueId, Key, ScreenView, ToneId, Utterance } from './screens/vocabulary.ts';
import type { CardTrust } from './trust/card-trust.ts';

export type Unlisten = () => void;

/** Time. All waiting in the firmware goes through it, so a whole visit can run in virtual time. */
export interface Clock {
  /** Wall clock: milliseconds since 1970-01-01 UTC. May jump; for dates only. */
  now(): number;
  /** Milliseconds from some beginning. Never jumps; for measuring and waiting. */
  ticks(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface Entropy {
  bytes(count: number): Uint8Array;
}

/** Small values that survive a restart: counters, settings. */
export interface PersistentStore {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** The contact or contactless slot that the card lies in. */
export interface CardSlot {
  listen(listener: (event: 'placed' | 'removed') => void): Unlisten;
  readonly occupied: boolean;
  /** Powers the card. `silent` when nothing answers: a plastic card, a broken chip. */
  powerOn(): Promise<{ readonly kind: 'answered'; readonly atr: Uint8Array } | { readonly kind: 'silent' }>;
  /** One command APDU; `gone` when the card left or fell silent before the answer was whole. */
  transmit(apdu: Uint8Array): Promise<CardReply>;
  powerOff(): void;
}
export type CardReply = { readonly kind: 'answered'; readonly apdu: Uint8Array } | { readonly kind: 'gone' };

/**
 * A contactless field (ISO/IEC 14443): phones, and cards that somebody holds there. The reader's own is at its reading spot
 * (かざす場所); that of a separate phone reader is reached through the host (host/phone-reader-field.ts).
 * Which devices are there is noticed whether or not one is activated. Blocks that were lost are asked for again and time
 * extensions are waited for beneath this port (ISO/IEC 14443-4), so that an APDU is done once or not answered.
 */
export interface ContactlessField {
  listen(listener: (event: FieldEvent) => void): Unlisten;
  /**
   * Gives the field its power and looks what is in it. Of one device the application layer is ready then. What was told to
   * listeners before this resolves, it has taken into account.
   */
  activate(): Promise<FieldActivation>;
  /** One command APDU to the activated device; `gone` when it left or fell silent before the answer was whole. */
  transmit(apdu: Uint8Array): Promise<CardReply>;
  /** Takes the power away: the device forgets what was proved to it. */
  off(): void;
}
export type FieldEvent =
  | 'arrived'
  | 'left'
  /** What is there is not known any more, and is to be looked at anew. */
  | 'disturbed';
export type FieldActivation =
  /** Nothing there, or nothing that answers. */
  | { readonly kind: 'none' }
  /** More than one device answers: two phones, or a phone and a card. */
  | { readonly kind: 'several' }
  | { readonly kind: 'one'; readonly answerToSelect: Uint8Array }
  /** The field itself cannot be used now; why is for the record alone. */
  | { readonly kind: 'unusable'; readonly code: ErrorCode };

/** Reads the printed face of the card for its 照合番号B (14 digits), which opens the photograph. */
export interface CardFaceScanner {
  scan(): Promise<{ readonly kind: 'read'; readonly number: Digits } | { readonly kind: 'unreadable' }>;
}

/**
 * The camera and its matcher. Looks until it has compared a picture, or until `signal` aborts; the picture never leaves
 * it. It measures only: what the figures mean is decided in credential/face-decision.ts.
 */
export interface FaceCamera {
  compare(request: FaceRequest, signal: AbortSignal): Promise<FaceLook>;
}
export interface FaceRequest {
  /** The photograph read from the card. */
  readonly photo: Personal<Uint8Array>;
  /** Called whenever what the person should do changes; null when nothing is to be said. */
  readonly onCue: (cue: CueId | null) => void;
}
export type FaceLook =
  | { readonly kind: 'compared'; readonly comparison: FaceComparison }
  | { readonly kind: 'cameraFault' }
  | { readonly kind: 'aborted' };

/**
 * The keypad and the touch display's buttons: one input. One event a press, however long it lasts; no two keys together
 * mean anything; the same key may be ignored for a set time of up to half a second (EN 301 549 5.7 to 5.9). While an entry is open the port keeps the digits to
 * itself and tells only that one was entered; they leave it once, whole, through `takeEntry`.
 */
export interface KeyInput {
  listen(listener: (event: KeyEvent) => void): Unlisten;
  openEntry(digits: { readonly min: number; readonly max: number }): void;
  /** Wipes what was entered and closes the entry. */
  closeEntry(): void;
  /** Hands over what was entered and wipes it. */
  takeEntry(): Digits;
}
export type KeyEvent =
  | { readonly type: 'key'; readonly key: Key; readonly via: 'keypad' | 'touch' }
  /** `count` digits are in the open entry now. */
  | { readonly type: 'digitEntered'; readonly count: number; readonly via: 'keypad' | 'touch' }
  /** `*` with digits in the entry. */
  | { readonly type: 'cleared' }
  /** `#` with digits, but fewer than the entry needs. */
  | { readonly type: 'entryShort'; readonly count: number }
  /** `#` with enough digits. */
  | { readonly type: 'entryComplete' };

export interface Display {
  show(view: ScreenView): void;
}

/** Loudspeaker and earphones. Plays what it is given; how long a sentence lasts is the catalogue's (guidance/). */
export interface Speaker {
  play(utterance: Utterance): void;
  stop(): void;
  tone(tone: ToneId): void;
  readonly earphones: boolean;
  listen(listener: (event: 'earphonesIn' | 'earphonesOut') => void): Unlisten;
}

/** The cable to the host, as a stream of bytes that may break and come back. */
export interface HostLink {
  listen(listener: HostLinkListener): Unlisten;
  send(bytes: Uint8Array): void;
}
export interface HostLinkListener {
  attached(): void;
  detached(): void;
  received(bytes: Uint8Array): void;
}

/** The reader's secure element: its terminal certificate and the key behind it (an invention of ours, see credential/). */
export interface TerminalIdentity {
  readonly certificate: Uint8Array;
  /** ECDSA P-256 over SHA-256, 64 bytes r‖s. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** The hash engine: staff password, what a card signs. */
export type Digest = (algorithm: 'sha256' | 'sha384', bytes: Uint8Array) => Uint8Array;

export interface Hal {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly store: PersistentStore;
  readonly card: CardSlot;
  /** The reader's own; of no use where the profile has phones read by a separate reader. */
  readonly field: ContactlessField;
  readonly scanner: CardFaceScanner;
  readonly camera: FaceCamera;
  readonly keys: KeyInput;
  readonly display: Display;
  readonly speaker: Speaker;
  readonly host: HostLink;
  /**
   * The secure channel to the host: engine, randomness, the reader's certificate and key, whom it trusts. null: without
   * it, for bringing up a device.
   */
  readonly channel: ChannelParts | null;
  readonly terminal: TerminalIdentity;
  /** The authorities whose cards it takes, and the engine that checks their signatures: `CardTrust.in`. */
  readonly cardTrust: CardTrust;
  /** For mdocs of phones: the engine, whose it takes, and who the reader is to phones. */
  readonly mdoc: {
    readonly engine: MdocCrypto;
    readonly issuers: MdocTrust;
    readonly identity: MdocReaderIdentity;
  };
  readonly digest: Digest;
  /** Restarts the device; does not come back. */
  restart(): void;
}
