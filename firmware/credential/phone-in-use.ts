/**
 * The phone of the visit under way: waits until one is held to the reading spot, proves its PIN, reads its certificate and
 * has it sign, all in one holding. A phone is there for a second or two only, so nothing of it is used but what a whole
 * holding gave; of one that was cut off nothing is kept but that it was begun.
 *
 * The application in phones is reached by the commands of the card's; how an iPhone says that its holder has not agreed
 * is our design, for nothing of it is public.
 */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { Digits } from '../../protocol/personal.ts';
import type { Hal } from '../hal.ts';
import * as apdu from './apdu.ts';
import { asciiDigits } from './ascii-digits.ts';
import { readAtOnce, readCertificateFile } from './certificate-file.ts';
import { type ChipExchange, ChipGone } from './chip-exchange.ts';
import type { MdocReaderParts } from './mdoc/mdoc-reading.ts';
import { type FactsReading, readFactsOf } from './mdoc-of-phone.ts';
import { ReadingSpot } from './reading-spot.ts';
import { longestSignature, signatureInput } from './signature-input.ts';

export type PhoneKind = 'android' | 'iphone';

export type PhoneReading =
  | { readonly kind: 'signed'; readonly certificate: Uint8Array; readonly signature: Uint8Array }
  | Extract<FactsReading, { readonly kind: 'facts' }>
  | { readonly kind: 'pinWrong'; readonly triesLeft: number }
  | { readonly kind: 'pinLocked' }
  /** iPhone: its holder has not agreed on it yet, or has refused. */
  | { readonly kind: 'notAgreed' }
  /** iPhone: it takes no face and no finger now; unlocking it with its passcode helps. */
  | { readonly kind: 'biometricsLocked' }
  /** It left, or was too weak to be heard, before all was done. Holding it again begins anew. */
  | { readonly kind: 'lost' }
  /** Two devices were held there at once: phones, or a phone and a card. */
  | { readonly kind: 'several' }
  /** Not the Android phone that was cut off: the PIN was typed for that one and is not spent on another's tries. */
  | { readonly kind: 'otherPhone' }
  /** An iPhone where Android was chosen, or the reverse. */
  | { readonly kind: 'otherKind' }
  /** A card, or a phone without the user certificate. */
  | { readonly kind: 'notAPhone' }
  /**
   * It cannot be used; why is for the record alone. EMU-370 its certificate cannot be read, EMU-371 it takes no PIN,
   * EMU-372 it does not sign; a certificate that is not trusted: as `CardTrust.judge`. Or the field cannot be used at all:
   * as `FieldActivation`.
   */
  | { readonly kind: 'unusable'; readonly code: ErrorCode }
  /** Nobody waits for it any more. */
  | { readonly kind: 'aborted' };

/** The label of the token information, by which open clients tell them apart. */
const kindOfToken: ReadonlyMap<string, PhoneKind> = new Map([
  ['JPKIAPGPSETOKEN', 'android'],
  ['JPKIAPIOSTOKEN', 'iphone'],
]);
const labelLength = 32;
const serialStart = 80;
const tokenInformationRead = 96;

export class PhoneInUse {
  readonly #spot: ReadingSpot;
  readonly #digest: Hal['digest'];
  readonly #trust: Hal['cardTrust'];
  #pin: Digits | null = null;
  /** Serial number of the Android phone that was cut off. */
  #begun: string | null = null;
  /** Tries before a PIN was sent whose answer never came. */
  #triesBefore: number | null = null;

  constructor(hal: Pick<Hal, 'field' | 'digest' | 'cardTrust'>) {
    this.#spot = new ReadingSpot(hal.field);
    this.#digest = hal.digest;
    this.#trust = hal.cardTrust;
  }

  /** Forgets the phone that was begun and its PIN. */
  forget(): void {
    this.#pin = null;
    this.#begun = null;
    this.#triesBefore = null;
  }

  /** Forgets everything and leaves the reading spot. */
  wipe(): void {
    this.forget();
    this.#spot.close();
  }

  /**
   * Waits for a phone and does all with it that a visit needs. What lay there when a reading ended is not tried again
   * before something has come or gone, so this can be called again at once.
   *
   * @param pin of an Android phone, typed beforehand; null: the one of the reading before, which was not answered. A PIN
   *   is kept until a phone has answered to it, and no longer than until `forget`. Of an iPhone always null.
   * @param nonce what the phone signs
   * @param signal when it aborts, the field is switched off and the reading ends as `aborted`
   */
  async read(
    kind: PhoneKind,
    pin: Digits | null,
    nonce: Uint8Array,
    signal: AbortSignal,
  ): Promise<PhoneReading> {
    if (pin !== null || kind === 'iphone') this.forget();
    if (pin !== null) this.#pin = pin;
    if (kind === 'android' && this.#pin === null) throw new Error('an Android phone is read with its PIN');
    const holding = await this.#spot.hold((chip) => this.#converse(chip, kind, nonce), signal);
    if (holding.kind !== 'spoken') return holding;
    if (isAnswered(holding.outcome)) this.forget();
    return holding.outcome;
  }

  /**
   * Waits for an iPhone and reads its mdoc, in one holding.
   * @param now the reader's clock, milliseconds since 1970-01-01 UTC
   * @param signal as for `read`
   */
  async readFacts(parts: MdocReaderParts, now: () => number, signal: AbortSignal): Promise<PhoneReading> {
    this.forget();
    const holding = await this.#spot.hold((chip) => readFactsOf(chip, parts, now()), signal);
    return holding.kind === 'spoken' ? holding.outcome : holding;
  }

  // ── steps ───────────────────────────────────────────────────────────────────────────────────────────

  async #converse(chip: ChipExchange, kind: PhoneKind, nonce: Uint8Array): Promise<PhoneReading> {
    const selected = await chip.status(apdu.selectApplication(apdu.applications.jpki));
    if (selected !== 0x9000) return { kind: 'notAPhone' };
    const token = await chip.answer(apdu.readBinaryOf(apdu.files.tokenInformation, tokenInformationRead));
    const held = kindOfToken.get(latin1(apdu.replyData(token).subarray(0, labelLength)).trimEnd());
    if (held === undefined) return { kind: 'notAPhone' };
    if (held !== kind) return { kind: 'otherKind' };
    if (kind === 'android') {
      const serial = latin1(apdu.replyData(token).subarray(serialStart));
      if (this.#begun !== null && this.#begun !== serial) return { kind: 'otherPhone' };
      this.#begun = serial;
      const unproved = await this.#provePin(chip);
      if (unproved !== null) {
        // It has done its work, also where nobody waits for the outcome any more.
        this.forget();
        return unproved;
      }
    }
    return this.#readAndSign(chip, kind, nonce);
  }

  /**
   * null: the PIN is right. A PIN whose answer was cut off is not sent again where the phone counted a try for it: it was
   * wrong, and the person must not lose two tries by typing it once.
   */
  async #provePin(chip: ChipExchange): Promise<PhoneReading | null> {
    const tries = apdu.triesIn(await chip.status(apdu.queryTriesOf(apdu.files.userPin)));
    if (tries === null) return { kind: 'unusable', code: 'EMU-371' };
    if (tries === 0) return { kind: 'pinLocked' };
    if (this.#triesBefore !== null && tries < this.#triesBefore)
      return { kind: 'pinWrong', triesLeft: tries };
    const pin = this.#pin;
    // Forgotten meanwhile: nobody waits for this phone any more.
    if (pin === null) throw new ChipGone();
    this.#triesBefore = tries;
    const secret = asciiDigits(pin);
    const command = apdu.verifySecretOf(apdu.files.userPin, secret);
    secret.fill(0);
    const sw = await chip.status(command).finally(() => command.fill(0));
    this.#triesBefore = null;
    if (sw === 0x9000) return null;
    if (apdu.isBlocked(sw)) return { kind: 'pinLocked' };
    const triesLeft = apdu.triesIn(sw);
    return triesLeft === null ? { kind: 'unusable', code: 'EMU-371' } : { kind: 'pinWrong', triesLeft };
  }

  async #readAndSign(chip: ChipExchange, kind: PhoneKind, nonce: Uint8Array): Promise<PhoneReading> {
    const file = await readCertificateFile(chip, apdu.readBinaryOf(apdu.files.userCertificate, readAtOnce));
    if (file.kind === 'unreadable') return notOpened(kind, file.sw, 'EMU-370');
    const { certificate } = file;
    const judged = this.#trust.judge([certificate]);
    if (!judged.ok) return { kind: 'unusable', code: judged.problem.code };
    const input = signatureInput(judged.value.key.scheme, nonce, this.#digest);
    const reply = await chip.answer(apdu.computeSignatureOf(apdu.files.userKey, input));
    const sw = apdu.statusWord(reply);
    const signature = apdu.replyData(reply);
    if (sw !== 0x9000) return notOpened(kind, sw, 'EMU-372');
    if (signature.length === 0 || signature.length > longestSignature)
      return { kind: 'unusable', code: 'EMU-372' };
    if (kind === 'iphone') await this.#sayLast(chip);
    return { kind: 'signed', certificate, signature: signature.slice() };
  }

  /** A courtesy to the phone: everything is there already, whatever becomes of it. */
  async #sayLast(chip: ChipExchange): Promise<void> {
    try {
      await chip.status(apdu.lastCommand());
    } catch (error) {
      if (!(error instanceof ChipGone)) throw error;
    }
  }
}

/** Whether a phone gave an answer with which its PIN has done its work. */
function isAnswered({ kind }: PhoneReading): boolean {
  switch (kind) {
    case 'signed':
    case 'facts':
    case 'pinWrong':
    case 'pinLocked':
    case 'notAgreed':
    case 'biometricsLocked':
    case 'unusable':
      return true;
    case 'lost':
    case 'several':
    case 'otherPhone':
    case 'otherKind':
    case 'notAPhone':
    case 'aborted':
      return false;
  }
}

/** Our reading of 6982 and of a blocked secret where no PIN is sent: the holder has to agree on the phone itself. */
function notOpened(kind: PhoneKind, sw: number, otherwise: ErrorCode): PhoneReading {
  if (kind === 'iphone' && sw === 0x6982) return { kind: 'notAgreed' };
  if (kind === 'iphone' && apdu.isBlocked(sw)) return { kind: 'biometricsLocked' };
  return { kind: 'unusable', code: otherwise };
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
