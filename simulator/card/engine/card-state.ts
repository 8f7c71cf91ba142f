/** What a card knows while it has power, and what its commands share: the current file, and whether it may be opened. */

import type { KeyObject } from 'node:crypto';
import type { Entropy } from '../../../firmware/hal.ts';
import type { CommandApdu } from './apdu.ts';
import type { CardMemory } from './card-memory.ts';
import type { Access, Application, CardContents, ElementaryFile } from './contents.ts';
import type { Holder } from './holder.ts';
import { sw } from './status-words.ts';

/** Selecting an application, reset and power-off forget all but the first four. */
export interface CardState {
  readonly contents: CardContents;
  readonly memory: CardMemory;
  readonly entropy: Entropy;
  readonly holder: Holder;
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

/** What a command does: changes the state, gives the whole response. */
export type Handler = (card: CardState, command: CommandApdu) => Uint8Array;

export function enterApplication(card: CardState, application: Application): void {
  card.application = application;
  card.file = null;
  if (card.proved.size > 0) card.proved.clear();
  card.terminal = null;
  card.challenge = null;
  card.granted = null;
}

/** The file of a short identifier, or the current one for 0; a status word where there is none. */
export function fileOf(card: CardState, shortId: number): ElementaryFile | number {
  if (shortId === 0) return card.file ?? sw.noCurrentFile;
  return card.application.files.get(shortId) ?? sw.notFound;
}

/** The file that P2 of a secret's or key's command names: 80 the current one, 80|n by short identifier. */
export const referenced = (card: CardState, p2: number): ElementaryFile | number =>
  (p2 & 0xe0) === 0x80 ? fileOf(card, p2 & 0x1f) : sw.wrongP1P2;

/** Why a file or key stays closed, as a status word; null: it is open. */
export function closedBy(card: CardState, access: Access): number | null {
  if (access === 'anyone') return null;
  if (access === 'holder') return closedByHolder[card.holder.says()];
  return access.some((secret) => card.proved.has(secret)) ? null : sw.securityStatusNotSatisfied;
}

const closedByHolder = {
  agreed: null,
  refused: sw.securityStatusNotSatisfied,
  locked: sw.blocked,
} as const;
