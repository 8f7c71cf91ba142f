/**
 * The card of the visit under way: reads it, proves its PIN, has it sign. Reaches it through APDUs only, and
 * keeps what is private (photograph, certificate) to itself until the visit ends and it is wiped.
 */

import type { ErrorCode } from '../../protocol/errors.ts';
import { type Digits, Personal } from '../../protocol/personal.ts';
import type { CardSlot, Digest, Hal, Unlisten } from '../hal.ts';
import type { SignatureScheme } from '../trust/signature-schemes.ts';
import * as apdu from './apdu.ts';
import { asciiDigits } from './ascii-digits.ts';
import { readAtOnce, readCertificateFile, readOn } from './certificate-file.ts';
import { ChipExchange, ChipGone } from './chip-exchange.ts';
import { longestSignature, signatureInput } from './signature-input.ts';

/** What the flow needs to know of a card that was read. */
export interface CardFacts {
  /** Tries left of the PIN; null: the card has no PIN (顔認証マイナンバーカード). */
  readonly pinTries: number | null;
  /** The photograph could be read, so the face can be checked. */
  readonly hasPhoto: boolean;
}

export type CardReading =
  | { readonly kind: 'read'; readonly facts: CardFacts }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'notMyNumberCard' }
  /** Its certificate is not one that the card's authorities stand behind; why is for the record alone. */
  | { readonly kind: 'notTrusted'; readonly code: ErrorCode }
  | { readonly kind: 'gone' };

export type PinCheck =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'locked' }
  | { readonly kind: 'gone' };

/** Whether a card is the one of this visit. */
export interface Recognition {
  readonly kind: 'same' | 'other' | 'gone';
}

export type Signing =
  | { readonly kind: 'signed'; readonly certificate: Uint8Array; readonly signature: Uint8Array }
  | { readonly kind: 'refused' }
  | { readonly kind: 'gone' };

const nothing = (): void => {};

const longestFile = 0x7fff;

export class CardInUse {
  readonly #slot: CardSlot;
  readonly #scanner: Hal['scanner'];
  readonly #terminal: Hal['terminal'];
  readonly #digest: Digest;
  readonly #trust: Hal['cardTrust'];
  readonly #chip = new ChipExchange((command) => {
    if (!this.#powered) throw new ChipGone();
    return this.#slot.transmit(command);
  });
  /** How the card's key signs. */
  #scheme: SignatureScheme | null = null;
  #certificate: Personal<Uint8Array> | null = null;
  #photo: Personal<Uint8Array> | null = null;
  /** The card that was powered on still lies there; one that was put in its place has yet to be. */
  #powered = false;
  /** What is under way with the card. One thing at a time, for all share one channel. */
  #busy: Promise<unknown> = Promise.resolve();
  readonly #unlisten: Unlisten;

  constructor(hal: Pick<Hal, 'card' | 'scanner' | 'terminal' | 'digest' | 'cardTrust'>) {
    this.#slot = hal.card;
    this.#scanner = hal.scanner;
    this.#terminal = hal.terminal;
    this.#digest = hal.digest;
    this.#trust = hal.cardTrust;
    this.#unlisten = hal.card.listen((event) => {
      if (event === 'removed') this.#powered = false;
    });
  }

  /** The photograph, for the camera's matcher; null when there is none. */
  get photo(): Personal<Uint8Array> | null {
    return this.#photo;
  }

  /** Forgets everything about the card. */
  wipe(): void {
    this.#photo?.reveal().fill(0);
    this.#photo = null;
    this.#certificate = null;
    this.#scheme = null;
    this.#powered = false;
    this.#unlisten();
    this.#slot.powerOff();
  }

  /**
   * Reads certificate, tries and photograph of the card that was placed. Of the certificate it judges what does not
   * change: form, issuer, usage, policy. Days and revocation are the back end's, whose clock is right and who is told.
   */
  read(): Promise<CardReading> {
    return this.#withCard<CardReading>(async () => {
      const opened = await this.#open();
      if (opened !== null) return opened;
      const certificate = await this.#readCertificate();
      if (certificate === null) return { kind: 'unreadable' };
      const judged = this.#trust.judge([certificate]);
      if (!judged.ok) return { kind: 'notTrusted', code: judged.problem.code };
      this.#certificate = new Personal(certificate);
      this.#scheme = judged.value.key.scheme;
      const pinTries = await this.#pinTries();
      this.#photo = await this.#readPhoto();
      return { kind: 'read', facts: { pinTries, hasPhoto: this.#photo !== null } };
    });
  }

  /** Whether the card that was put back is the one that was taken away. Leaves it ready for the PIN and the key. */
  recognise(): Promise<Recognition> {
    return this.#withCard<Recognition>(async () => {
      if ((await this.#open()) !== null) return { kind: 'other' };
      const certificate = await this.#readCertificate();
      const known = this.#certificate?.reveal();
      return {
        kind: certificate !== null && known !== undefined && sameBytes(certificate, known) ? 'same' : 'other',
      };
    });
  }

  /** Presents the PIN. The digits are wiped whatever comes of it. A card that takes no PIN now counts as locked. */
  verifyPin(pin: Digits): Promise<PinCheck> {
    return this.#withCard<PinCheck>(async () => {
      const secret = asciiDigits(pin);
      try {
        if ((await this.#chip.status(apdu.selectApplication(apdu.applications.jpki))) !== 0x9000)
          return { kind: 'locked' };
        if ((await this.#chip.status(apdu.selectFile(apdu.files.userPin))) !== 0x9000)
          return { kind: 'locked' };
        const sw = await this.#chip.status(apdu.verifySecret(secret));
        if (sw === 0x9000) return { kind: 'right' };
        const triesLeft = apdu.triesIn(sw);
        return triesLeft === null || triesLeft === 0 ? { kind: 'locked' } : { kind: 'wrong', triesLeft };
      } finally {
        secret.fill(0);
      }
    });
  }

  /**
   * Has the card sign `nonce` with the user's key. After a PIN the card allows it; after a face or staff check, or when
   * the card was taken away in between, the reader vouches with its terminal certificate (our design).
   */
  sign(nonce: Uint8Array): Promise<Signing> {
    return this.#withCard<Signing>(async () => {
      const certificate = this.#certificate?.reveal();
      if (certificate === undefined || this.#scheme === null) return { kind: 'refused' };
      const input = signatureInput(this.#scheme, nonce, this.#digest);
      let reply = await this.#signature(input);
      if (apdu.statusWord(reply) === 0x6982) {
        if (!(await this.#vouch())) return { kind: 'refused' };
        reply = await this.#signature(input);
      }
      const signature = apdu.replyData(reply);
      return apdu.statusWord(reply) === 0x9000 && signature.length <= longestSignature
        ? { kind: 'signed', certificate, signature: signature.slice() }
        : { kind: 'refused' };
    });
  }

  // ── steps ───────────────────────────────────────────────────────────────────────────────────────────

  async #open(): Promise<{ readonly kind: 'unreadable' | 'notMyNumberCard' } | null> {
    const power = await this.#slot.powerOn();
    if (power.kind === 'silent') return { kind: 'unreadable' };
    this.#powered = true;
    const sw = await this.#chip.status(apdu.selectApplication(apdu.applications.jpki));
    if (sw === 0x9000) return null;
    return { kind: sw === 0x6a82 ? 'notMyNumberCard' : 'unreadable' };
  }

  async #readCertificate(): Promise<Uint8Array | null> {
    if ((await this.#chip.status(apdu.selectFile(apdu.files.userCertificate))) !== 0x9000) return null;
    const file = await readCertificateFile(this.#chip, apdu.readBinary(0, readAtOnce));
    return file.kind === 'read' ? file.certificate : null;
  }

  async #pinTries(): Promise<number | null> {
    if ((await this.#chip.status(apdu.selectFile(apdu.files.userPin))) !== 0x9000) return null;
    const sw = await this.#chip.status(apdu.queryTries());
    return apdu.triesIn(sw) ?? (apdu.isBlocked(sw) ? 0 : null);
  }

  /** Opens the card-surface application with the number printed on the card, and takes the photograph out of it. */
  async #readPhoto(): Promise<Personal<Uint8Array> | null> {
    const scan = await this.#scanner.scan();
    if (scan.kind === 'unreadable') return null;
    if ((await this.#chip.status(apdu.selectApplication(apdu.applications.surface))) !== 0x9000) return null;
    if ((await this.#chip.status(apdu.selectFile(apdu.files.surfaceNumberB))) !== 0x9000) return null;
    if ((await this.#chip.status(apdu.verifySecret(asciiDigits(scan.number)))) !== 0x9000) return null;
    if ((await this.#chip.status(apdu.selectFile(apdu.files.surfaceData))) !== 0x9000) return null;
    const first = await this.#chip.answer(apdu.readBinary(0, readAtOnce));
    if (apdu.statusWord(first) !== 0x9000) return null;
    const head = apdu.replyData(first);
    const outer = tlvAt(head, 0);
    if (outer === null || outer.tag !== 0xff20 || outer.end > longestFile) return null;
    const whole = await readOn(this.#chip, head, outer.end);
    if (whole === null) return null;
    for (let at = outer.start; at < outer.end; ) {
      const inner = tlvAt(whole, at);
      if (inner === null || inner.end > outer.end) return null;
      if (inner.tag === 0xdf27) {
        return inner.end === inner.start ? null : new Personal(whole.slice(inner.start, inner.end));
      }
      at = inner.end;
    }
    return null;
  }

  async #signature(input: Uint8Array): Promise<Uint8Array> {
    let sw = await this.#chip.status(apdu.selectFile(apdu.files.userKey));
    if (sw !== 0x9000) {
      // Another application is selected still: the photograph was read from it.
      await this.#chip.status(apdu.selectApplication(apdu.applications.jpki));
      sw = await this.#chip.status(apdu.selectFile(apdu.files.userKey));
    }
    if (sw !== 0x9000) return Uint8Array.of(sw >>> 8, sw & 0xff);
    return this.#chip.answer(apdu.computeSignature(input));
  }

  async #vouch(): Promise<boolean> {
    if ((await this.#chip.status(apdu.presentTerminalCertificate(this.#terminal.certificate))) !== 0x9000)
      return false;
    const reply = await this.#chip.answer(apdu.getChallenge(8));
    if (apdu.statusWord(reply) !== 0x9000) return false;
    const signature = this.#terminal.sign(apdu.replyData(reply));
    return (await this.#chip.status(apdu.externalAuthenticate(signature))) === 0x9000;
  }

  // ── exchanges ───────────────────────────────────────────────────────────────────────────────────────

  #withCard<T>(steps: () => Promise<T>): Promise<T | { readonly kind: 'gone' }> {
    const result = this.#busy.then(steps).catch((error: unknown) => {
      if (error instanceof ChipGone) return { kind: 'gone' } as const;
      throw error;
    });
    this.#busy = result.catch(nothing);
    return result;
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

interface Tlv {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** BER-TLV with a two-byte tag, as the card-surface application writes it; null when it does not fit. */
function tlvAt(bytes: Uint8Array, at: number): Tlv | null {
  const [t1, t2, l1] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  if (t1 === undefined || t2 === undefined || l1 === undefined) return null;
  let length = l1;
  let start = at + 3;
  if (l1 >= 0x80) {
    const count = l1 & 0x7f;
    if (count === 0 || count > 2) return null;
    length = 0;
    for (let i = 0; i < count; i += 1) {
      const byte = bytes[start];
      if (byte === undefined) return null;
      length = (length << 8) | byte;
      start += 1;
    }
  }
  return { tag: (t1 << 8) | t2, start, end: start + length };
}
