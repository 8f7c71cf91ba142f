/** Messages drawn from the catalogue, by the million: every message, field and limit comes up. */

import {
  type Field,
  type FieldKind,
  type Message,
  type MessageDefinition,
  type MessageName,
  messages,
} from '../../protocol/messages.ts';
import type { Random } from '../protocol/random.ts';

const definitions: Readonly<Record<MessageName, MessageDefinition>> = messages;
const names = Object.keys(definitions) as MessageName[];

export const senderOf = (name: MessageName): MessageDefinition['from'] => definitions[name].from;

export function soundMessage(random: Random): Message {
  const name = random.of(names);
  return { type: name, ...fieldsOf(definitions[name].fields, random) } as unknown as Message;
}

function fieldsOf(fields: Readonly<Record<string, Field>>, random: Random): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { is, optional }] of Object.entries(fields)) {
    values[name] = optional === true && random.chance(0.4) ? null : fieldValue(is, random);
  }
  return values;
}

/** Where the head of a CBOR item grows. */
const widths = [0, 23, 24, 255, 256, 65_535, 65_536, 0xffff_ffff, 0x1_0000_0000];

function fieldValue(kind: FieldKind, random: Random): unknown {
  switch (kind.kind) {
    case 'uint':
      return random.chance(0.3)
        ? Math.min(random.of(widths), kind.max)
        : Math.floor(random.next() * (kind.max + 1));
    case 'text':
      return kind.form === undefined
        ? textOf(lengthUpTo(kind.max, random), random)
        : forms[kind.form](random);
    case 'bytes':
      return new Uint8Array(lengthUpTo(kind.max, random)).fill(random.between(0, 255));
    case 'bool':
      return random.chance(0.5);
    case 'oneOf':
      return random.of(kind.values);
    case 'list':
      return Array.from({ length: lengthUpTo(kind.max, random) }, () => fieldValue(kind.of, random));
    case 'record':
      return fieldsOf(kind.fields, random);
  }
}

/** Mostly short, now and then the greatest. */
const lengthUpTo = (most: number, random: Random): number =>
  random.chance(0.02) ? most : random.between(0, Math.min(most, random.chance(0.9) ? 6 : 300));

const alphabets = ['a0-_ ', '見本太郎ミホン', '𠮷😀', '\ufeff\u0000é\ud7ff\ue000\uffff'].map((text) => [
  ...text,
]);

function textOf(length: number, random: Random): string {
  const alphabet = random.of(alphabets);
  let text = '';
  for (let i = 0; i < length; i += 1) text += random.of(alphabet);
  return text;
}

const digits = (least: number, most: number, random: Random): string =>
  String(random.between(0, 9)).repeat(random.between(least, most));
const serialNumber = (random: Random): string =>
  `${'FCRXYZAB'.slice(0, random.between(2, 8))}-${digits(4, 10, random)}`;

const forms: Readonly<Record<'reader' | 'visit' | 'date', (random: Random) => string>> = {
  reader: serialNumber,
  visit: (random) => `${serialNumber(random)}.${digits(1, 10, random)}.${digits(1, 10, random)}`,
  date: (random) => `2026-${random.chance(0.5) ? '02' : '12'}-${random.between(10, 31)}`,
};
