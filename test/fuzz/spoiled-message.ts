/** A sound message with one thing in it that the catalogue does not allow, or does not know. */

import {
  type Field,
  type FieldKind,
  type Message,
  type MessageDefinition,
  type MessageName,
  messages,
} from '../../protocol/messages.ts';
import type { Random } from '../protocol/random.ts';
import { soundMessage } from './sound-message.ts';

type Fields = Readonly<Record<string, Field>>;
const definitions: Readonly<Record<MessageName, MessageDefinition>> = messages;

/** How the form that is fuzzed writes what a message holds. */
export interface Written {
  record(entries: readonly (readonly [key: number, name: string, value: unknown])[]): unknown;
  bytes(value: Uint8Array): unknown;
  choice(place: number, value: string): unknown;
  /** What no field is, in this form: other types, other numbers. */
  readonly strange: readonly unknown[];
}

/** @returns the message's name and its fields, written, one of them wrong */
export function spoiledMessage(
  random: Random,
  form: Written,
): { readonly of: MessageName; readonly fields: unknown } {
  const message = soundMessage(random);
  const spoiler = new Spoiler(random, form);
  return { of: message.type, fields: spoiler.fields(definitions[message.type].fields, message) };
}

class Spoiler {
  readonly #random: Random;
  readonly #form: Written;
  #spoiled = false;

  constructor(random: Random, form: Written) {
    this.#random = random;
    this.#form = form;
  }

  fields(fields: Fields, values: Message | Readonly<Record<string, unknown>>): unknown {
    const entries: [number, string, unknown][] = [];
    for (const [name, { key, is }] of Object.entries(fields)) {
      const value = (values as Readonly<Record<string, unknown>>)[name];
      if (value === null || value === undefined) continue;
      if (this.#now(0.1)) continue;
      entries.push([key, name, this.#value(is, value)]);
    }
    if (this.#now(0.1)) entries.push([this.#random.of([9, 99, 0xffff_ffff]), 'later', this.#strange()]);
    return this.#form.record(entries);
  }

  /** Once in a message, and there with this chance. */
  #now(chance: number): boolean {
    if (this.#spoiled || !this.#random.chance(chance)) return false;
    this.#spoiled = true;
    return true;
  }

  #strange(): unknown {
    return this.#random.of(this.#form.strange);
  }

  #value(kind: FieldKind, value: unknown): unknown {
    if (kind.kind !== 'record' && kind.kind !== 'list' && this.#now(0.25)) {
      return this.#random.chance(0.5) ? this.#strange() : this.#beyond(kind);
    }
    if ((kind.kind === 'record' || kind.kind === 'list') && this.#now(0.05)) return this.#strange();
    switch (kind.kind) {
      case 'record':
        return this.fields(kind.fields, value as Readonly<Record<string, unknown>>);
      case 'list': {
        const items = value as readonly unknown[];
        const count = this.#now(0.05) ? kind.max + 1 : items.length;
        return Array.from({ length: count }, (_, i) =>
          i < items.length ? this.#value(kind.of, items[i]) : this.#strange(),
        );
      }
      case 'bytes':
        return this.#form.bytes(value as Uint8Array);
      case 'oneOf':
        return this.#form.choice(kind.values.indexOf(value as string), value as string);
      default:
        return value;
    }
  }

  /** Just over the limit. */
  #beyond(kind: Exclude<FieldKind, { kind: 'record' | 'list' }>): unknown {
    switch (kind.kind) {
      case 'uint':
        return kind.max + 1;
      case 'text':
        return 'あ'.repeat(kind.max + 1);
      case 'bytes':
        return this.#form.bytes(new Uint8Array(kind.max + 1));
      case 'oneOf':
        return this.#form.choice(kind.values.length, 'another');
      case 'bool':
        return 2;
    }
  }
}
