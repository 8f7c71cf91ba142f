/**
 * The commands of a My Number Card as a table from class and instruction to what the card does. Commands and status
 * words are those that independent open clients and measurements agree on; no official specification is public. What
 * is our own design says so.
 */

import { type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { Entropy } from '../../../firmware/hal.ts';
import { Digits } from '../../../protocol/personal.ts';
import { type CommandApdu, response, status, sw } from './apdu.ts';
import { tlv } from './ber-tlv.ts';
import type { CardMemory } from './card-memory.ts';
import { verifyCardVerifiable } from './card-verifiable-certificate.ts';
import type { Access, Application, CardContents, ElementaryFile, KeyFile, SecretFile } from './contents.ts';
import { computeSignature, knowsScheme } from './signature-schemes.ts';

/** What a card knows while it has power. Selecting an application, reset and power-off forget it. */
export interface CardState {
  readonly contents: CardContents;
  readonly memory: CardMemory;
  readonly entropy: Entropy;
  application: Application;
  file: ElementaryFile | null;
  /** Secrets that were proved, by file identifier. */
  readonly proved: Set<number>;
  /** Key of the terminal whose certificate was accepted. */
  terminal: KeyObject | null;
  /** The last challenge that a terminal may answer. */
  challenge: Uint8Array | null;
  /** File that may sign once without its secret. */
  granted: number | null;
}

export function enterApplication(card: CardState, application: Application): void {
  card.application = application;
  card.file = null;
  card.proved.clear();
  card.terminal = null;
  card.challenge = null;
  card.granted = null;
}

type Handler = (card: CardState, command: CommandApdu) => Uint8Array;

/** Commands by class and instruction. */
export const commands: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [0x00a4, select],
  [0x00b0, readBinary],
  [0x00b2, readRecord],
  [0x0020, verifySecret],
  [0x0024, (card, command) => changeSecret(card, command, 0x01)],
  [0x8032, (card, command) => changeSecret(card, command, 0x00)],
  [0x802a, sign],
  [0x0084, getChallenge],
  [0x00ca, getData],
  [0x80a2, presentTerminalCertificate],
  [0x0082, authenticateTerminal],
]);

// ── files ───────────────────────────────────────────────────────────────────────────────────────────────

function select(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (p1 === 0x04 && (p2 === 0x0c || p2 === 0x00)) {
    if (data.length === 0 || data.length > 16) return status(sw.wrongLength);
    const found = card.contents.applications.find(({ aids }) => aids.some((aid) => sameBytes(aid, data)));
    // ISO/IEC 7816-4: an application that is not found leaves the current one selected.
    if (found === undefined) return status(sw.notFound);
    enterApplication(card, found);
    return p2 === 0x00 && le !== null ? response(tlv(0x6f, tlv(0x84, data))) : status(sw.done);
  }
  if (p1 === 0x02 && p2 === 0x0c) {
    if (data.length !== 2) return status(sw.wrongLength);
    const found = card.application.files.get(((data[0] ?? 0) << 8) | (data[1] ?? 0));
    if (found === undefined) return status(sw.notFound);
    card.file = found;
    return status(sw.done);
  }
  return status(sw.wrongP1P2);
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The file of a short identifier, or the current one for 0; a status word where there is none. */
function fileOf(card: CardState, shortId: number): ElementaryFile | number {
  if (shortId === 0) return card.file ?? sw.noCurrentFile;
  return card.application.files.get(shortId) ?? sw.notFound;
}

/** The file that P2 of a secret's or key's command names: 80 the current one, 80|n by short identifier. */
const referenced = (card: CardState, p2: number): ElementaryFile | number =>
  (p2 & 0xe0) === 0x80 ? fileOf(card, p2 & 0x1f) : sw.wrongP1P2;

const mayOpen = (card: CardState, access: Access): boolean =>
  access === 'anyone' || access.some((secret) => card.proved.has(secret));

function readBinary(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (le === null || data.length > 0) return status(sw.wrongLength);
  const byShortId = (p1 & 0x80) !== 0;
  if (byShortId && ((p1 & 0x60) !== 0 || (p1 & 0x1f) === 0)) return status(sw.wrongP1P2);
  const file = fileOf(card, byShortId ? p1 & 0x1f : 0);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'transparent') return status(sw.commandDoesNotFitFile);
  card.file = file;
  if (!mayOpen(card, file.openedBy)) return status(sw.securityStatusNotSatisfied);
  const offset = byShortId ? p2 : (p1 << 8) | p2;
  if (offset >= file.bytes.length) return status(sw.wrongOffset);
  return response(file.bytes.subarray(offset, offset + le));
}

function readRecord(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (le === null || data.length > 0) return status(sw.wrongLength);
  if ((p2 & 0x07) !== 0x04) return status(sw.wrongP1P2);
  const file = fileOf(card, p2 >> 3);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'records') return status(sw.commandDoesNotFitFile);
  card.file = file;
  if (!mayOpen(card, file.openedBy)) return status(sw.securityStatusNotSatisfied);
  const record = file.records[p1 - 1];
  return record === undefined ? status(sw.recordNotFound) : response(record.subarray(0, le));
}

function getData(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (le === null || data.length > 0) return status(sw.wrongLength);
  const object = card.application.dataObjects.get((p1 << 8) | p2);
  return object === undefined ? status(sw.referencedDataNotFound) : response(object.subarray(0, le));
}

// ── secrets ─────────────────────────────────────────────────────────────────────────────────────────────

const triesLeft = (card: CardState, secret: SecretFile): number =>
  Math.min(card.memory.counters.get(secret.name) ?? secret.triesLeft, secret.tries);

const identifierOf = (card: CardState, wanted: ElementaryFile): number => {
  for (const [id, file] of card.application.files) if (file === wanted) return id;
  return 0;
};

function secretOf(card: CardState, p2: number): SecretFile | number {
  const file = referenced(card, p2);
  if (typeof file === 'number') return file;
  return file.kind === 'secret' ? file : sw.referencedDataNotFound;
}

function isRight(card: CardState, secret: SecretFile, given: Uint8Array): boolean {
  const value = Buffer.from((card.memory.secrets.get(secret.name) ?? secret.value).reveal(), 'latin1');
  return value.length === given.length && timingSafeEqual(value, given);
}

function verifySecret(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  if (p1 !== 0x00) return status(sw.wrongP1P2);
  const secret = secretOf(card, p2);
  if (typeof secret === 'number') return status(secret);
  const left = triesLeft(card, secret);
  // A question, not a try: clients bind a card only if this is 63Cx, whether it is blocked or was proved before.
  if (data.length === 0) return status(sw.triesLeft | left);
  const id = identifierOf(card, secret);
  card.proved.delete(id);
  if (left === 0) return status(sw.blocked);
  // Counted before it is compared: a card taken away in between has given no free try.
  card.memory.counters.set(secret.name, left - 1);
  if (!isRight(card, secret, data)) return status(sw.triesLeft | (left - 1));
  card.memory.counters.set(secret.name, secret.tries);
  card.proved.add(id);
  return status(sw.done);
}

/** A new value in place of a proved secret. A value of the wrong form is answered 6A80 (our design). */
function changeSecret(
  card: CardState,
  { cla, ins, p1, p2, data }: CommandApdu,
  p1Wanted: number,
): Uint8Array {
  if (p1 !== p1Wanted) return status(sw.wrongP1P2);
  const secret = secretOf(card, p2);
  if (typeof secret === 'number') return status(secret);
  if (secret.change?.command !== ((cla << 8) | ins)) return status(sw.insNotSupported);
  if (!card.proved.has(identifierOf(card, secret))) return status(sw.securityStatusNotSatisfied);
  if (data.length === 0) return status(sw.wrongLength);
  const value = Buffer.from(data).toString('latin1');
  if (!secret.change.form.test(value)) return status(sw.wrongData);
  card.memory.secrets.set(secret.name, new Digits(value));
  return status(sw.done);
}

// ── signatures ──────────────────────────────────────────────────────────────────────────────────────────

function sign(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  if (p2 === 0x00) return signInternally(card, p1, data);
  const file = referenced(card, p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'key') return status(sw.commandDoesNotFitFile);
  if (!knowsScheme(file.key, p1)) return status(sw.wrongP1P2);
  const byTerminal = !mayOpen(card, file.openedBy);
  if (byTerminal && !isGranted(card, file)) return status(sw.securityStatusNotSatisfied);
  const signature = computeSignature(file.key, p1, data, card.entropy);
  if (typeof signature === 'number') return status(signature);
  if (byTerminal) card.granted = null;
  return response(signature);
}

const isGranted = (card: CardState, file: KeyFile): boolean =>
  card.granted !== null && card.application.files.get(card.granted) === file;

function signInternally(card: CardState, p1: number, data: Uint8Array): Uint8Array {
  const key = card.application.internalKey;
  if (key === null || p1 !== 0x00) return status(sw.wrongP1P2);
  const signature = computeSignature(key, p1, data, card.entropy);
  return typeof signature === 'number' ? status(signature) : response(signature);
}

// ── terminals ───────────────────────────────────────────────────────────────────────────────────────────

const challengeForTerminals = 8;

function getChallenge(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (p1 !== 0x00 || p2 !== 0x00) return status(sw.wrongP1P2);
  if (le === null || data.length > 0) return status(sw.wrongLength);
  const challenge = card.entropy.bytes(le);
  card.challenge = le === challengeForTerminals ? challenge : null;
  return response(challenge);
}

/*
 * The two commands below are our design. That cards hold a key to check terminals with, and that 80 A2 and 00 82 exist,
 * is known; their parameters are not public.
 */

function presentTerminalCertificate(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  if (p1 !== 0x00 || p2 !== 0xc1) return status(sw.wrongP1P2);
  if (data.length === 0) return status(sw.wrongLength);
  card.terminal = null;
  for (const file of card.application.files.values()) {
    if (file.kind !== 'terminalAuthority') continue;
    card.terminal = verifyCardVerifiable(data, file.key);
    return status(card.terminal === null ? sw.wrongData : sw.done);
  }
  return status(sw.conditionsNotSatisfied);
}

function authenticateTerminal(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  const authority = card.application.files.get(p2);
  if (p1 !== 0x00 || authority?.kind !== 'terminalAuthority') return status(sw.wrongP1P2);
  if (data.length === 0) return status(sw.wrongLength);
  const { terminal, challenge } = card;
  // One answer for each challenge, right or wrong.
  card.challenge = null;
  card.granted = null;
  if (terminal === null || challenge === null) return status(sw.conditionsNotSatisfied);
  const raw = { key: terminal, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', challenge, raw, data)) return status(sw.authenticationFailed);
  card.granted = authority.opens;
  return status(sw.done);
}
