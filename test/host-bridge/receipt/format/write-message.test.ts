import { describe, expect, it } from 'vitest';
import { facilitySchema } from '../../../../host-bridge/facility.ts';
import { readMessage } from '../../../../host-bridge/receipt/format/read-message.ts';
import {
  characterCodeOf,
  type WrittenForm,
  writeMessage,
} from '../../../../host-bridge/receipt/format/write-message.ts';

const usual: WrittenForm = facilitySchema.parse({});
const tree = (form: WrittenForm) => ({
  MessageHeader: { CharacterCodeIdentifier: characterCodeOf(form) },
  MessageBody: { ResultList: { One: [{ Name: '見本 <A&B>' }, { Name: '  12', Absent: undefined }] } },
});

describe('A message that is written', () => {
  it.each([
    ['utf-8', 'UTF-8', '0'],
    ['shift_jis', 'Shift_JIS', '1'],
  ] as const)('in %s is read back as it was, and says so of itself', (encoding, declared, identifier) => {
    const form = { ...usual, encoding };
    const read = readMessage(writeMessage(tree(form), form));
    if (!read.ok) throw new Error(read.problem.code);
    expect(read.value.declared).toBe(declared);
    const [header, body] = read.value.root.children;
    expect(header?.children).toMatchObject([{ name: 'CharacterCodeIdentifier', text: identifier }]);
    expect(body?.children[0]?.children).toMatchObject([
      { name: 'One', children: [{ name: 'Name', text: '見本 <A&B>' }] },
      { name: 'One', children: [{ name: 'Name', text: '  12' }] },
    ]);
  });

  it('ends its lines with CR LF, or with LF alone where the facility wants that', () => {
    const textIn = (lineEnd: WrittenForm['lineEnd']) =>
      Buffer.from(writeMessage(tree(usual), { ...usual, lineEnd })).toString();
    expect(textIn('crlf')).not.toMatch(/[^\r]\n|\r(?!\n)/);
    expect(textIn('crlf')).toContain('\r\n');
    expect(textIn('lf')).toBe(textIn('crlf').replaceAll('\r\n', '\n'));
    expect(usual.lineEnd).toBe('crlf');
  });
});
