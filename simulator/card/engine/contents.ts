/**
 * What is in a card, as data: applications, files, secrets, keys. One engine (card.ts) runs them all, so
 * another application or generation of cards is another set of these.
 */

import type { KeyObject } from 'node:crypto';
import type { Digits } from '../../../protocol/personal.ts';
import type { SigningKey } from './signature-schemes.ts';

export interface CardContents {
  /** Answer to reset. */
  readonly atr: Uint8Array;
  /** Nothing answers: a broken chip. */
  readonly silent: boolean;
  /** Current after power-on: the issuer security domain. */
  readonly powerOn: Application;
  /** Every application that SELECT finds. */
  readonly applications: readonly Application[];
}

export interface Application {
  readonly name: string;
  readonly aids: readonly Uint8Array[];
  /** By file identifier. Identifiers up to 1E are their own short ones. */
  readonly files: ReadonlyMap<number, ElementaryFile>;
  /** For GET DATA, by tag. */
  readonly dataObjects: ReadonlyMap<number, Uint8Array>;
  /** Proves that the card is genuine (内部認証). */
  readonly internalKey: SigningKey | null;
}

/** Identifiers of the secrets any of which opens a file; an empty list: nothing that is known opens it. */
export type Access = 'anyone' | readonly number[];

export type ElementaryFile = TransparentFile | RecordFile | SecretFile | KeyFile | TerminalAuthorityFile;

export interface TransparentFile {
  readonly kind: 'transparent';
  readonly bytes: Uint8Array;
  readonly openedBy: Access;
}

export interface RecordFile {
  readonly kind: 'records';
  readonly records: readonly Uint8Array[];
  readonly openedBy: Access;
}

export interface SecretFile {
  readonly kind: 'secret';
  /** Names its counter in the card's memory; once in a card. */
  readonly name: string;
  readonly value: Digits;
  /** The full counter. */
  readonly tries: number;
  /** The counter when the card is handed out. */
  readonly triesLeft: number;
  /** Form of a new value, and the command that sets it, as class and instruction; null: it never changes. */
  readonly change: { readonly form: RegExp; readonly command: 0x0024 | 0x8032 } | null;
}

export interface KeyFile {
  readonly kind: 'key';
  readonly key: SigningKey;
  readonly openedBy: Access;
}

/** Checks terminals; one that proves itself may have `opens` sign once without its secret (our design). */
export interface TerminalAuthorityFile {
  readonly kind: 'terminalAuthority';
  readonly key: KeyObject;
  readonly opens: number;
}
