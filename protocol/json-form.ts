/**
 * Messages as JSON and back, by the catalogue: for adapters (JSON lines) and documents. A message is an object with
 * its name as `type` and its fields by name; byte strings are base64url without padding, absent fields are left out.
 * The wire itself carries CBOR (codec.ts).
 */

import { type Form, inKeyOrder, readFields, textForms, WrongField } from './message-fields.ts';
import { type Field, type FieldKind, type Message, type MessageDefinition, messages } from './messages.ts';
import { ok, type Result, refuse } from './result.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

const definitions: Readonly<Record<string, MessageDefinition>> = messages;

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────

/** The JSON form of a message. It holds whatever the message holds, also what is personal. */
export function messageToJson(message: Message): JsonObject {
  return { type: message.type, ...fieldsToJson(messages[message.type].fields, message) };
}

const fieldsToJson = (
  fields: Readonly<Record<string, Field>>,
  values: Readonly<Record<string, unknown>>,
): JsonObject => {
  const json: Record<string, Json> = {};
  for (const [name, field] of inKeyOrder(fields)) {
    const value = values[name];
    if (value !== null && value !== undefined) json[name] = valueToJson(field.is, value);
  }
  return json;
};

const valueToJson = (kind: FieldKind, value: unknown): Json => {
  switch (kind.kind) {
    case 'bytes':
      return base64url(value as Uint8Array);
    case 'list':
      return (value as readonly unknown[]).map((item) => valueToJson(kind.of, item));
    case 'record':
      return fieldsToJson(kind.fields, value as Readonly<Record<string, unknown>>);
    default:
      return value as Json;
  }
};

const base64url = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};

// ── reading ─────────────────────────────────────────────────────────────────────────────────────────────

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const jsonForm: Form<JsonObject> = {
  record: (value) => (isObject(value) ? value : new WrongField('', 'not an object')),
  field: (record, name) => (Object.hasOwn(record, name) ? (record[name] ?? undefined) : undefined),
  bytes: (value) => (typeof value === 'string' ? fromBase64url(value) : null),
  choice: (values, value) => values.find((named) => named === value),
};

const fromBase64url = (text: string): Uint8Array | null => {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  // Bits left over at the end must be 0, so that a byte string is written in one way only.
  return base64url(bytes) === text ? bytes : null;
};

/** The message that a JSON value is, when `from` sent it; or why it is none. Never throws. */
export function messageFromJson(value: unknown, from: MessageDefinition['from']): Result<Message> {
  if (!isObject(value)) return refuse('EMU-211', { reason: 'not an object' });
  const name = value['type'];
  if (typeof name !== 'string') return refuse('EMU-211', { reason: 'no "type"' });
  if (!Object.hasOwn(definitions, name)) return refuse('EMU-212');
  const definition = definitions[name] as MessageDefinition;
  if (definition.from !== from) return refuse('EMU-204', { name, expected: definition.from });
  const message: Record<string, unknown> = { type: name };
  const wrong = readFields(jsonForm, inKeyOrder(definition.fields), value, message);
  if (wrong !== null) return refuse('EMU-203', { name, field: wrong.field, reason: wrong.reason });
  return ok(message as Message);
}

/** The same, for one line of text. */
export function messageFromJsonText(text: string, from: MessageDefinition['from']): Result<Message> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and that may be personal.
    return refuse('EMU-211', { reason: 'not JSON' });
  }
  return messageFromJson(value, from);
}

// ── schema ──────────────────────────────────────────────────────────────────────────────────────────────

/** JSON Schema (2020-12) of every message; `$defs` has one entry a message, and one for what each side sends. */
export function messageJsonSchema(): JsonObject {
  const $defs: Record<string, Json> = {};
  for (const [name, { fields, about }] of Object.entries(definitions)) {
    const { properties, required } = recordSchema(fields);
    $defs[name] = {
      type: 'object',
      description: about,
      properties: { type: { const: name }, ...properties },
      required: ['type', ...required],
    };
  }
  const anyFrom = (from: MessageDefinition['from']): Json => ({
    oneOf: Object.entries(definitions)
      .filter(([, definition]) => definition.from === from)
      .map(([name]) => ({ $ref: `#/$defs/${name}` })),
  });
  $defs['readerMessage'] = anyFrom('reader');
  $defs['hostMessage'] = anyFrom('host');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Messages between a reader and its host, JSON form',
    oneOf: [{ $ref: '#/$defs/readerMessage' }, { $ref: '#/$defs/hostMessage' }],
    $defs,
  };
}

const recordSchema = (
  fields: Readonly<Record<string, Field>>,
): { readonly properties: JsonObject; readonly required: readonly string[] } => {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const [name, field] of inKeyOrder(fields)) {
    const schema = { ...valueSchema(field.is), description: field.about };
    properties[name] = field.optional === true ? { anyOf: [schema, { type: 'null' }] } : schema;
    if (field.optional !== true) required.push(name);
  }
  return { properties, required };
};

const valueSchema = (kind: FieldKind): JsonObject => {
  switch (kind.kind) {
    case 'uint':
      return { type: 'integer', minimum: 0, maximum: kind.max };
    case 'text':
      return kind.form === undefined
        ? { type: 'string', maxLength: kind.max }
        : { type: 'string', maxLength: kind.max, pattern: textForms[kind.form].form.source };
    case 'bytes':
      return {
        type: 'string',
        contentEncoding: 'base64url',
        pattern: '^[A-Za-z0-9_-]*$',
        maxLength: Math.ceil((kind.max * 4) / 3),
      };
    case 'bool':
      return { type: 'boolean' };
    case 'oneOf':
      return { enum: kind.values };
    case 'list':
      return { type: 'array', items: valueSchema(kind.of), maxItems: kind.max };
    case 'record':
      return { type: 'object', ...recordSchema(kind.fields) };
  }
};
