/**
 * What is in a card, as data: applications, files, secrets, keys. One engine (card.ts) runs them all, so
 * another application or generation of cards is another set of these.
 */

import type { KeyObject } from 'node:crypto';
import type { Digits } from '../../../protocol/personal.ts';
import type { Basis } from './basis.ts';
import type { SigningKey } from './signature-schemes.ts';

/** The two faces of one chip, which answer to reset differently. */
export type CardInterface = 'contact' | 'contactless';

export interface CardContents {
  readonly answerToReset: Readonly<Record<CardInterface, Uint8Array>>;
  /** Nothing answers: a broken chip. */
  readonly silent: boolean;
  /** Current after power-on: the issuer security domain. */
  readonly powerOn: Application;
  /** Every application that SELECT finds. */
  readonly applications: readonly Application[];
  /** For GET DATA whichever application is current, by tag. */
  readonly dataObjects: ReadonlyMap<number, StoredObject>;
}

export interface Application {
  readonly name: string;
  readonly basis: Basis;
  readonly aids: readonly Uint8Array[];
  /** By file identifier. Identifiers up to 1E are their own short ones. */
  readonly files: ReadonlyMap<number, ElementaryFile>;
  /** For GET DATA while this application is current, by tag. */
  readonly dataObjects: ReadonlyMap<number, StoredObject>;
  /** Signs where COMPUTE SIGNATURE names no key; needs no secret. Proves that the card is genuine (内部認証). */
  readonly defaultKey: SigningKey | null;
  /** The status word of SET SESSION KEY; null: the instruction is not there. No application opens a session. */
  readonly sessionKeyAnswer: number | null;
  /** Takes LAST COMMAND, which ends what the holder has agreed to; else the instruction is not there. */
  readonly takesLastCommand: boolean;
}

/** What GET DATA finds: the value alone, without tag and length. */
export interface StoredObject {
  readonly about: string;
  readonly basis: Basis;
  readonly value: Uint8Array;
}

/**
 * Identifiers of the secrets any of which opens a file; an empty list: nothing that is known opens it. `holder`: whose
 * device it is agrees on the device itself.
 */
export type Access = 'anyone' | 'holder' | readonly number[];

export type ElementaryFile = TransparentFile | RecordFile | SecretFile | KeyFile | TerminalAuthorityFile;

interface AnyFile {
  readonly id: number;
  /** What it holds, in one line. */
  readonly about: string;
  readonly basis: Basis;
}

export interface TransparentFile extends AnyFile {
  readonly kind: 'transparent';
  readonly bytes: Uint8Array;
  readonly openedBy: Access;
}

export interface RecordFile extends AnyFile {
  readonly kind: 'records';
  readonly records: readonly Uint8Array[];
  readonly openedBy: Access;
}

export interface SecretFile extends AnyFile {
  readonly kind: 'secret';
  /** Names its counter in the card's memory; once in a card. */
  readonly name: string;
  readonly value: Digits;
  /** The full counter; 0: blocked from issue on. */
  readonly tries: number;
  /** The counter when the card is handed out. */
  readonly triesLeft: number;
  /** Form of a new value, and the command that sets it, as class and instruction; null: it never changes. */
  readonly change: { readonly form: RegExp; readonly command: 0x0024 | 0x8032 } | null;
}

export interface KeyFile extends AnyFile {
  readonly kind: 'key';
  readonly key: SigningKey;
  /** COMPUTE SIGNATURE or INTERNAL AUTHENTICATE: a key answers one of them. */
  readonly use: 'signature' | 'internalAuthentication';
  readonly openedBy: Access;
}

/** Checks terminals; one that proves itself may have `opens` sign once without its secret (our design). */
export interface TerminalAuthorityFile extends AnyFile {
  readonly kind: 'terminalAuthority';
  readonly key: KeyObject;
  readonly opens: number;
}
