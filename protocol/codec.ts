/**
 * Messages as bytes and back, by the catalogue: a CBOR array `[id, {key: value}]` (RFC 8949, core deterministic).
 * Decoding checks everything the catalogue says and nothing else; it never throws.
 */

import { encode } from 'cborg';
import { type Form, inKeyOrder, type OrderedFields, readFields, WrongField } from './message-fields.ts';
import {
  type FieldKind,
  type Message,
  type MessageDefinition,
  type MessageName,
  messages,
  type SessionState,
} from './messages.ts';
import { ok, type Problem, type Result, refuse } from './result.ts';
import { decodeStrictCbor } from './strict-cbor.ts';

const definitions: Readonly<Record<MessageName, MessageDefinition>> = messages;
const nameOf = new Map<number, MessageName>();
for (const name of Object.keys(definitions) as MessageName[]) nameOf.set(definitions[name].id, name);

type Plain = Readonly<Record<string, unknown>>;

const packFields = (fields: OrderedFields, values: Plain): Map<number, unknown> => {
  const packed = new Map<number, unknown>();
  for (const [name, field] of fields) {
    const value = values[name];
    if (value !== null && value !== undefined) packed.set(field.key, pack(field.is, value));
  }
  return packed;
};

const pack = (kind: FieldKind, value: unknown): unknown => {
  if (kind.kind === 'record') return packFields(inKeyOrder(kind.fields), value as Plain);
  if (kind.kind === 'list') return (value as readonly unknown[]).map((item) => pack(kind.of, item));
  if (kind.kind === 'oneOf') return kind.values.indexOf(value as string);
  return value;
};

/** The bytes of a message. The message is of the catalogue's type, so nothing can be refused. */
export function encodeMessage(message: Message): Uint8Array {
  const { id, fields } = definitions[message.type];
  // Of keys that are unsigned integers alone, the library's own order is the deterministic one, and made in half the time.
  return encode([id, packFields(inKeyOrder(fields), message)]);
}

const cborForm: Form<Map<number, unknown>> = {
  record: (value) => (value instanceof Map ? value : new WrongField('', 'not a map')),
  field: (record, _name, field) => record.get(field.key),
  bytes: (value) => (value instanceof Uint8Array ? value : null),
  choice: (values, value) => (typeof value === 'number' ? values[value] : undefined),
};

/** What these bytes say, when `from` sent them; or why they are no message of the catalogue. */
export function decodeMessage(bytes: Uint8Array, from: MessageDefinition['from']): Result<Message> {
  const decoded = decodeStrictCbor(bytes);
  if (!decoded.ok) return decoded;
  const parts: unknown = decoded.value;
  if (!Array.isArray(parts) || parts.length !== 2)
    return refuse('EMU-201', { reason: 'not an array of two' });
  const [id, packed] = parts as [unknown, unknown];
  if (typeof id !== 'number' || !(packed instanceof Map))
    return refuse('EMU-201', { reason: 'not [id, {key: value}]' });
  const name = nameOf.get(id);
  if (name === undefined) return refuse('EMU-202', { id });
  const definition = definitions[name];
  if (definition.from !== from) return refuse('EMU-204', { name, expected: definition.from });
  const message: Record<string, unknown> = { type: name };
  const wrong = readFields(cborForm, inKeyOrder(definition.fields), packed, message);
  if (wrong !== null) return refuse('EMU-203', { name, field: wrong.field, reason: wrong.reason });
  return ok(message as Message);
}

/** Why a message may not be sent in this state of the session (catalogue, `allowedIn`); null when it may. */
export function allowedIn(message: Message, state: SessionState): Problem | null {
  return definitions[message.type].allowedIn.includes(state)
    ? null
    : { code: 'EMU-205', detail: { name: message.type, state } };
}
