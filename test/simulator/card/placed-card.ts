/** A person's card under power, spoken to in hexadecimal. */

import { X509Certificate } from 'node:crypto';
import { type CardParts, createCard, type VirtualCard } from '../../../simulator/card/engine/card.ts';
import { volatileCounters } from '../../../simulator/card/engine/card-memory.ts';
import { personalise } from '../../../simulator/card/issuing/personalise.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';

export const today = { year: 2026, month: 11, day: 2 };

export const jpki = '00A4040C0AD392F000260100000001';
export const surface = '00A4040C0AD3921000310001010402';
export const text = '00A4040C0AD3921000310001010408';
export const resident = '00A4040C0AD3921000310001010401';
export const common = '00A4040C0AD3921000310001010100';
export const pin = '31323334';
export const password = '414243313233';

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
export const bytes = (text: string): Uint8Array =>
  new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
export const ascii = (text: string): string => hex(Buffer.from(text, 'latin1'));

export const person = (id: string): Person => {
  const found = loadPeople().get(id);
  if (found === undefined) throw new Error(id);
  return found;
};

/** A command with data, as hexadecimal: `apdu('00200080', pin)`. */
export const apdu = (head: string, data: string, le = ''): string =>
  head + (data.length / 2).toString(16).padStart(2, '0') + data + le;

export const selectFile = (id: string): string => `00A4020C02${id}`;

export interface PlacedCard {
  readonly chip: VirtualCard;
  /** Sends commands one after the other; gives the last answer. */
  send(...commands: readonly string[]): string;
  /** The data of the last answer, which must be 9000. */
  data(...commands: readonly string[]): Uint8Array;
  /** The whole selected file. */
  read(): Uint8Array;
}

export function placed(id = 'insured', parts: Partial<CardParts> = {}): PlacedCard {
  const chip = createCard({
    contents: personalise(person(id), today),
    counters: volatileCounters(),
    ...parts,
  });
  chip.powerOn();
  const send = (...commands: readonly string[]): string =>
    commands.reduce((_, command) => hex(chip.transmit(bytes(command))), '');
  const data = (...commands: readonly string[]): Uint8Array => {
    const answer = send(...commands);
    if (!answer.endsWith('9000')) throw new Error(`answered ${answer}`);
    return bytes(answer.slice(0, -4));
  };
  const read = (): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let at = 0; ; at += 256) {
      const answer = send(`00B0${at.toString(16).padStart(4, '0')}00`);
      if (!answer.endsWith('9000')) return Buffer.concat(parts);
      parts.push(bytes(answer.slice(0, -4)));
      if (answer.length < 516) return Buffer.concat(parts);
    }
  };
  return { chip, send, data, read };
}

/** A person's card with its PIN proved and its user key selected, and the certificate read from it. */
export function opened(id: string): { readonly card: PlacedCard; readonly certificate: X509Certificate } {
  const card = placed(id);
  card.send(jpki, apdu('00200098', ascii(person(id).pin.reveal())), selectFile('000A'));
  const certificate = new X509Certificate(card.read());
  card.send(selectFile('0017'));
  return { card, certificate };
}
