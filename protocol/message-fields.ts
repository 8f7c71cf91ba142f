/**
 * What the catalogue says about the fields of a message, applied to a message in whichever form it stands (CBOR, JSON).
 * The form says where a field is found and how bytes and choices are written; types and limits are checked here.
 */

import { readerIdForm, visitIdForm } from './ids.ts';
import type { Field, FieldKind } from './messages.ts';

type Fields = Readonly<Record<string, Field>>;
export type OrderedFields = readonly (readonly [name: string, field: Field])[];

const ordered = new WeakMap<Fields, OrderedFields>();

/** Fields by ascending key, the order in which deterministic CBOR has them. */
export function inKeyOrder(fields: Fields): OrderedFields {
  let sorted = ordered.get(fields);
  if (sorted === undefined) {
    sorted = Object.entries(fields).sort(([, a], [, b]) => a.key - b.key);
    ordered.set(fields, sorted);
  }
  return sorted;
}

/** A field that is not as the catalogue says. Neither part holds anything of the field's value. */
export class WrongField {
  /** Path of names, `ended[2].visit`; empty for the value itself. */
  readonly field: string;
  readonly reason: string;
  constructor(field: string, reason: string) {
    this.field = field;
    this.reason = reason;
  }

  /** The same fault, seen from one level further out. */
  within(outer: string): WrongField {
    const joint = this.field === '' || this.field.startsWith('[') ? '' : '.';
    return new WrongField(`${outer}${joint}${this.field}`, this.reason);
  }
}

/** One form in which messages stand. `R` is what holds the fields of a record there. */
export interface Form<R> {
  /** The record that `value` is, or why it is none. */
  readonly record: (value: unknown) => R | WrongField;
  /** A field's value; undefined where it is absent. */
  readonly field: (record: R, name: string, field: Field) => unknown;
  readonly bytes: (value: unknown) => Uint8Array | null;
  readonly choice: (values: readonly string[], value: unknown) => string | undefined;
}

/** Reads the fields of `record` into `into`, absent ones as null. What the catalogue has no field for is passed over. */
export function readFields<R>(
  form: Form<R>,
  fields: OrderedFields,
  record: R,
  into: Record<string, unknown>,
): WrongField | null {
  for (const [name, field] of fields) {
    const value = form.field(record, name, field);
    if (value === undefined) {
      if (field.optional !== true) return new WrongField(name, 'missing');
      into[name] = null;
      continue;
    }
    const read = readValue(form, field.is, value);
    if (read instanceof WrongField) return read.within(name);
    into[name] = read;
  }
  return null;
}

const wrong = (reason: string): WrongField => new WrongField('', reason);

function readValue<R>(form: Form<R>, kind: FieldKind, value: unknown): unknown {
  switch (kind.kind) {
    case 'uint':
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
        return wrong('not an unsigned integer');
      }
      return value > kind.max ? wrong(`above ${kind.max}`) : value;
    case 'text':
      return typeof value === 'string' ? readText(kind, value) : wrong('not text');
    case 'bytes': {
      const bytes = form.bytes(value);
      if (bytes === null) return wrong('not bytes');
      return bytes.length > kind.max ? wrong(`longer than ${kind.max} bytes`) : bytes;
    }
    case 'bool':
      return typeof value === 'boolean' ? value : wrong('not true or false');
    case 'oneOf':
      return form.choice(kind.values, value) ?? wrong('not one of its values');
    case 'list': {
      if (!Array.isArray(value)) return wrong('not a list');
      if (value.length > kind.max) return wrong(`more than ${kind.max} items`);
      const items: unknown[] = [];
      for (const item of value as unknown[]) {
        const read = readValue(form, kind.of, item);
        if (read instanceof WrongField) return read.within(`[${items.length}]`);
        items.push(read);
      }
      return items;
    }
    case 'record': {
      const record = form.record(value);
      if (record instanceof WrongField) return record;
      const fields: Record<string, unknown> = {};
      return readFields(form, inKeyOrder(kind.fields), record, fields) ?? fields;
    }
  }
}

type TextKind = Extract<FieldKind, { kind: 'text' }>;

/** Texts that have a form of their own. A date is one of Japan's calendar days, written 2026-11-02. */
export const textForms: Readonly<
  Record<NonNullable<TextKind['form']>, { readonly form: RegExp; readonly is: string }>
> = {
  reader: { form: readerIdForm, is: 'a serial number' },
  visit: { form: visitIdForm, is: 'a visit key' },
  date: { form: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, is: 'a date' },
};
const loneSurrogate = /\p{Surrogate}/u;

function readText(kind: TextKind, text: string): string | WrongField {
  // Limits count code points, as JSON Schema does; there are never more of them than UTF-16 units.
  if (text.length > kind.max && [...text].length > kind.max) return wrong(`longer than ${kind.max}`);
  if (kind.form === undefined) return loneSurrogate.test(text) ? wrong('not Unicode text') : text;
  const { form, is } = textForms[kind.form];
  return form.test(text) ? text : wrong(`not ${is}`);
}
