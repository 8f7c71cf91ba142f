/**
 * Messages as bytes and back, by the catalogue: a CBOR array `[id, {key: value}]` (RFC 8949, core deterministic).
 * Decoding checks everything the catalogue says and nothing else; it never throws.
 */

import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { isReaderId, isVisitId } from './ids.ts';
import {
  type Field,
  type FieldKind,
  type Message,
  type MessageDefinition,
  type MessageName,
  messages,
} from './messages.ts';
import { ok, type Problem, type Result, refuse } from './result.ts';

interface Compiled {
  readonly name: MessageName;
  readonly definition: MessageDefinition;
  readonly fields: readonly (readonly [name: string, field: Field])[];
}

const fieldsOf = (fields: Readonly<Record<string, Field>>) =>
  Object.entries(fields).sort(([, a], [, b]) => a.key - b.key);

const compiled: readonly Compiled[] = Object.entries(messages as Record<string, MessageDefinition>).map(
  ([name, definition]) => ({ name: name as MessageName, definition, fields: fieldsOf(definition.fields) }),
);
const byName = new Map(compiled.map((c) => [c.name, c]));
const byId = new Map(compiled.map((c) => [c.definition.id, c]));

const recordFields = new WeakMap<object, readonly (readonly [string, Field])[]>();
const fieldsOfRecord = (kind: Extract<FieldKind, { kind: 'record' }>) => {
  let fields = recordFields.get(kind);
  if (fields === undefined) {
    fields = fieldsOf(kind.fields);
    recordFields.set(kind, fields);
  }
  return fields;
};

type Plain = Readonly<Record<string, unknown>>;

const packFields = (fields: readonly (readonly [string, Field])[], values: Plain): Map<number, unknown> => {
  const packed = new Map<number, unknown>();
  for (const [name, field] of fields) {
    const value = values[name];
    if (value !== null && value !== undefined) packed.set(field.key, pack(field.is, value));
  }
  return packed;
};

const pack = (kind: FieldKind, value: unknown): unknown => {
  if (kind.kind === 'record') return packFields(fieldsOfRecord(kind), value as Plain);
  if (kind.kind === 'list') return (value as readonly unknown[]).map((item) => pack(kind.of, item));
  if (kind.kind === 'oneOf') return kind.values.indexOf(value as string);
  return value;
};

/** The bytes of a message. The message is of the catalogue's type, so nothing can be refused. */
export function encodeMessage(message: Message): Uint8Array {
  const { definition, fields } = byName.get(message.type) as Compiled;
  return encode([definition.id, packFields(fields, message as Plain)], rfc8949EncodeOptions);
}

const decodeOptions = {
  strict: true,
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
} as const;

/** What these bytes say, when `from` sent them; or why they are no message of the catalogue. */
export function decodeMessage(bytes: Uint8Array, from: 'reader' | 'host'): Result<Message> {
  let value: unknown;
  try {
    value = decode(bytes, decodeOptions);
  } catch (error) {
    return refuse('EMU-201', {
      reason: error instanceof Error ? error.message.replace(/^CBOR decode error: /, '') : 'unknown',
    });
  }
  if (!Array.isArray(value) || value.length !== 2)
    return refuse('EMU-201', { reason: 'not an array of two' });
  const [id, packed] = value as [unknown, unknown];
  if (typeof id !== 'number' || !(packed instanceof Map))
    return refuse('EMU-201', { reason: 'not [id, map]' });
  const found = byId.get(id);
  if (found === undefined) return refuse('EMU-202', { id });
  if (found.definition.from !== from) {
    return refuse('EMU-204', { name: found.name, expected: found.definition.from });
  }
  const message: Record<string, unknown> = { type: found.name };
  const wrong = unpackFields(found.fields, packed as Map<unknown, unknown>, message);
  if (wrong !== null) {
    return refuse('EMU-203', { name: found.name, field: wrong.field, reason: wrong.reason });
  }
  return ok(message as unknown as Message);
}

interface Wrong {
  readonly field: string;
  readonly reason: string;
}

/** Puts the fields of `packed` into `into`; null when all is as the catalogue says. */
function unpackFields(
  fields: readonly (readonly [string, Field])[],
  packed: Map<unknown, unknown>,
  into: Record<string, unknown>,
): Wrong | null {
  let previous = -1;
  for (const key of packed.keys()) {
    // Deterministic CBOR sorts its keys; ours are small integers, so their order is that of their bytes.
    if (typeof key !== 'number' || key <= previous) return { field: String(key), reason: 'key out of order' };
    previous = key;
  }
  for (const [name, field] of fields) {
    const value = packed.get(field.key);
    if (value === undefined) {
      if (field.optional !== true) return { field: name, reason: 'missing' };
      into[name] = null;
      continue;
    }
    const unpacked = unpack(field.is, value);
    if (typeof unpacked === 'object' && unpacked !== null && wrongMark in unpacked) {
      return { field: name, reason: unpacked[wrongMark] as string };
    }
    into[name] = unpacked;
  }
  // A newer peer may add fields within a version: what has no number here is passed over.
  return null;
}

const wrongMark = Symbol('wrong');
const wrong = (reason: string) => ({ [wrongMark]: reason });
const dateForm = /^\d{4}-\d{2}-\d{2}$/;

function unpack(kind: FieldKind, value: unknown): unknown {
  switch (kind.kind) {
    case 'uint':
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
        return wrong('not an unsigned integer');
      return value > kind.max ? wrong(`above ${kind.max}`) : value;
    case 'text':
      if (typeof value !== 'string') return wrong('not text');
      if (value.length > kind.max) return wrong(`longer than ${kind.max}`);
      if (kind.form === 'reader' && !isReaderId(value)) return wrong('not a serial number');
      if (kind.form === 'visit' && !isVisitId(value)) return wrong('not a visit key');
      if (kind.form === 'date' && !dateForm.test(value)) return wrong('not a date');
      return value;
    case 'bytes':
      if (!(value instanceof Uint8Array)) return wrong('not bytes');
      return value.length > kind.max ? wrong(`longer than ${kind.max} bytes`) : value;
    case 'bool':
      return typeof value === 'boolean' ? value : wrong('not true or false');
    case 'oneOf': {
      const named = typeof value === 'number' ? kind.values[value] : undefined;
      return named === undefined ? wrong('not one of its values') : named;
    }
    case 'list': {
      if (!Array.isArray(value)) return wrong('not a list');
      if (value.length > kind.max) return wrong(`more than ${kind.max} items`);
      const items: unknown[] = [];
      for (const item of value as unknown[]) {
        const unpacked = unpack(kind.of, item);
        if (typeof unpacked === 'object' && unpacked !== null && wrongMark in unpacked) return unpacked;
        items.push(unpacked);
      }
      return items;
    }
    case 'record': {
      if (!(value instanceof Map)) return wrong('not a map');
      const fields: Record<string, unknown> = {};
      const bad = unpackFields(fieldsOfRecord(kind), value as Map<unknown, unknown>, fields);
      return bad === null ? fields : wrong(`${bad.field} ${bad.reason}`);
    }
  }
}

/** Whether a message may be sent in this state of the session (catalogue, `allowedIn`). */
export function allowedIn(message: Message, state: MessageDefinition['allowedIn'][number]): Problem | null {
  const definition = messages[message.type] as MessageDefinition;
  return definition.allowedIn.includes(state)
    ? null
    : { code: 'EMU-205', detail: { name: message.type, state } };
}
