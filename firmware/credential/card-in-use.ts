/**
 * The card of the visit under way: reads it, proves its PIN, has it sign. Reaches it through APDUs only, and
 * keeps what is private (photograph, certificate) to itself until the visit ends and it is wiped.
 */

import type { ErrorCode } from '../../protocol/errors.ts';
import { messages } from '../../protocol/messages.ts';
import { type Digits, Personal } from '../../protocol/personal.ts';
import type { CardReply, CardSlot, Digest, Hal, Unlisten } from '../hal.ts';
import type { SignatureScheme } from '../trust/signature-schemes.ts';
import * as apdu from './apdu.ts';

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

/** Thrown inside this file only, so that each exchange need not look for a card that left. */
class CardGone extends Error {}

const nothing = (): void => {};

const readAtOnce = 256;
const longestFile = 0x7fff;
/** What the host is told of a card must fit its message. */
const longestCertificate = messages.eligibilityRequest.fields.certificate.is.max;
const longestSignature = messages.eligibilityRequest.fields.signature.is.max;

export class CardInUse {
  readonly #slot: CardSlot;
  readonly #scanner: Hal['scanner'];
  readonly #terminal: Hal['terminal'];
  readonly #digest: Digest;
  readonly #trust: Hal['cardTrust'];
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
        if ((await this.#status(apdu.selectApplication(apdu.applications.jpki))) !== 0x9000)
          return { kind: 'locked' };
        if ((await this.#status(apdu.selectFile(apdu.files.userPin))) !== 0x9000) return { kind: 'locked' };
        const sw = await this.#status(apdu.verifySecret(secret));
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
    const sw = await this.#status(apdu.selectApplication(apdu.applications.jpki));
    if (sw === 0x9000) return null;
    return { kind: sw === 0x6a82 ? 'notMyNumberCard' : 'unreadable' };
  }

  /** DER, its length taken from its own first four bytes (filler may follow it in the file). */
  async #readCertificate(): Promise<Uint8Array | null> {
    if ((await this.#status(apdu.selectFile(apdu.files.userCertificate))) !== 0x9000) return null;
    const first = await this.#exchange(apdu.readBinary(0, readAtOnce));
    if (apdu.statusWord(first) !== 0x9000) return null;
    const head = apdu.replyData(first);
    if (head.length < 4 || head[0] !== 0x30 || head[1] !== 0x82) return null;
    const length = 4 + (((head[2] as number) << 8) | (head[3] as number));
    return length > longestCertificate ? null : this.#readOn(head, length);
  }

  /** The rest of the selected file up to `length`, after the bytes already read. */
  async #readOn(head: Uint8Array, length: number): Promise<Uint8Array | null> {
    const whole = new Uint8Array(length);
    whole.set(head.subarray(0, length));
    let at = Math.min(head.length, length);
    while (at < length) {
      const reply = await this.#exchange(apdu.readBinary(at, Math.min(readAtOnce, length - at)));
      const data = apdu.replyData(reply);
      if (apdu.statusWord(reply) !== 0x9000 || data.length === 0) return null;
      whole.set(data.subarray(0, length - at), at);
      at += data.length;
    }
    return whole;
  }

  async #pinTries(): Promise<number | null> {
    if ((await this.#status(apdu.selectFile(apdu.files.userPin))) !== 0x9000) return null;
    const sw = await this.#status(apdu.queryTries());
    return apdu.triesIn(sw) ?? (apdu.isBlocked(sw) ? 0 : null);
  }

  /** Opens the card-surface application with the number printed on the card, and takes the photograph out of it. */
  async #readPhoto(): Promise<Personal<Uint8Array> | null> {
    const scan = await this.#scanner.scan();
    if (scan.kind === 'unreadable') return null;
    if ((await this.#status(apdu.selectApplication(apdu.applications.surface))) !== 0x9000) return null;
    if ((await this.#status(apdu.selectFile(apdu.files.surfaceNumberB))) !== 0x9000) return null;
    if ((await this.#status(apdu.verifySecret(asciiDigits(scan.number)))) !== 0x9000) return null;
    if ((await this.#status(apdu.selectFile(apdu.files.surfaceData))) !== 0x9000) return null;
    const first = await this.#exchange(apdu.readBinary(0, readAtOnce));
    if (apdu.statusWord(first) !== 0x9000) return null;
    const head = apdu.replyData(first);
    const outer = tlvAt(head, 0);
    if (outer === null || outer.tag !== 0xff20 || outer.end > longestFile) return null;
    const whole = await this.#readOn(head, outer.end);
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
    let sw = await this.#status(apdu.selectFile(apdu.files.userKey));
    if (sw !== 0x9000) {
      // Another application is selected still: the photograph was read from it.
      await this.#status(apdu.selectApplication(apdu.applications.jpki));
      sw = await this.#status(apdu.selectFile(apdu.files.userKey));
    }
    if (sw !== 0x9000) return Uint8Array.of(sw >>> 8, sw & 0xff);
    return this.#exchange(apdu.computeSignature(input));
  }

  async #vouch(): Promise<boolean> {
    if ((await this.#status(apdu.presentTerminalCertificate(this.#terminal.certificate))) !== 0x9000)
      return false;
    const reply = await this.#exchange(apdu.getChallenge(8));
    if (apdu.statusWord(reply) !== 0x9000) return false;
    const signature = this.#terminal.sign(apdu.replyData(reply));
    return (await this.#status(apdu.externalAuthenticate(signature))) === 0x9000;
  }

  // ── exchanges ───────────────────────────────────────────────────────────────────────────────────────

  #withCard<T>(steps: () => Promise<T>): Promise<T | { readonly kind: 'gone' }> {
    const result = this.#busy.then(steps).catch((error: unknown) => {
      if (error instanceof CardGone) return { kind: 'gone' } as const;
      throw error;
    });
    this.#busy = result.catch(nothing);
    return result;
  }

  async #exchange(command: Uint8Array): Promise<Uint8Array> {
    return answerOf(await this.#transmit(command));
  }

  async #status(command: Uint8Array): Promise<number> {
    return apdu.statusWord(answerOf(await this.#transmit(command)));
  }

  #transmit(command: Uint8Array): Promise<CardReply> {
    if (!this.#powered) throw new CardGone();
    return this.#slot.transmit(command);
  }
}

function answerOf(reply: CardReply): Uint8Array {
  if (reply.kind === 'gone') throw new CardGone();
  return reply.apdu;
}

const asciiDigits = (digits: Digits): Uint8Array => {
  const text = digits.reveal();
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
};

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

/** DigestInfo of SHA-256 (RFC 8017, 9.2 note 1): what an RSA key is given. */
const sha256DigestInfo = Uint8Array.of(
  0x30,
  0x31,
  0x30,
  0x0d,
  0x06,
  0x09,
  0x60,
  0x86,
  0x48,
  0x01,
  0x65,
  0x03,
  0x04,
  0x02,
  0x01,
  0x05,
  0x00,
  0x04,
  0x20,
);

/** RSA: DigestInfo of SHA-256. Next generation: the bare SHA-384 (our reading; no command of that card is public). */
function signatureInput(scheme: SignatureScheme, nonce: Uint8Array, digest: Digest): Uint8Array {
  if (scheme === 'ecdsa-p384-sha384') return digest('sha384', nonce);
  const input = new Uint8Array(sha256DigestInfo.length + 32);
  input.set(sha256DigestInfo);
  input.set(digest('sha256', nonce), sha256DigestInfo.length);
  return input;
}
