/** Any message of the catalogue, for property tests: generated from the same table as the codec. */

import fc from 'fast-check';
import { textForms } from '../../protocol/message-fields.ts';
import {
  type Field,
  type FieldKind,
  type Message,
  type MessageDefinition,
  type MessageName,
  messages,
} from '../../protocol/messages.ts';

const anyText = (kind: Extract<FieldKind, { kind: 'text' }>): fc.Arbitrary<string> =>
  kind.form === undefined
    ? fc.string({ unit: 'binary', maxLength: kind.max })
    : fc.stringMatching(textForms[kind.form].form);

const anyValue = (kind: FieldKind): fc.Arbitrary<unknown> => {
  switch (kind.kind) {
    case 'uint':
      return fc.oneof(fc.nat({ max: Math.min(kind.max, 0x7fffffff) }), fc.constant(kind.max));
    case 'text':
      return anyText(kind);
    case 'bytes':
      return fc.oneof(
        { weight: 9, arbitrary: fc.uint8Array({ maxLength: Math.min(kind.max, 300) }) },
        { weight: 1, arbitrary: fc.uint8Array({ minLength: kind.max, maxLength: kind.max }) },
      );
    case 'bool':
      return fc.boolean();
    case 'oneOf':
      return fc.constantFrom(...kind.values);
    case 'list':
      return fc.array(anyValue(kind.of), { maxLength: kind.max });
    case 'record':
      return anyFields(kind.fields);
  }
};

const anyFields = (fields: Readonly<Record<string, Field>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        field.optional === true ? fc.option(anyValue(field.is)) : anyValue(field.is),
      ]),
    ),
    { noNullPrototype: true },
  );

const definitions: Readonly<Record<MessageName, MessageDefinition>> = messages;
export const messageNames = Object.keys(definitions) as MessageName[];

export const senderOf = (name: MessageName): MessageDefinition['from'] => definitions[name].from;

export const anyMessageNamed = (name: MessageName): fc.Arbitrary<Message> =>
  anyFields(definitions[name].fields).map((fields) => ({ type: name, ...fields }) as unknown as Message);

export const anyMessage: fc.Arbitrary<Message> = fc.oneof(...messageNames.map(anyMessageNamed));
