import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { japanDay } from '../../../../firmware/calendar.ts';
import { facilitySchema } from '../../../../host-bridge/facility.ts';
import { readMessage } from '../../../../host-bridge/receipt/format/read-message.ts';
import { type RequestPrefix, requestKinds } from '../../../../host-bridge/receipt/requests/kinds.ts';
import { identifierOf, readHeader } from '../../../../host-bridge/receipt/requests/request-header.ts';
import { sentences } from '../../../../protocol/errors.ts';
import { refuse } from '../../../../protocol/result.ts';
import { loadPeople } from '../../../../simulator/people/registry.ts';
import { requestFile } from '../../../../simulator/scenario/request-file.ts';

const facility = facilitySchema.parse({});
const opened = japanDay(Date.parse('2026-11-02T09:00:00+09:00'));
const person = loadPeople().get('insured') ?? expect.unreachable();
const prefixes = Object.keys(requestKinds) as RequestPrefix[];
const right = (prefix: RequestPrefix): string =>
  Buffer.from(requestFile(prefix, { person, facility, opened, today: opened, changes: {} })).toString();

const parts = {
  facility,
  key: 'key',
  now: () => 0,
  ask: async () => refuse('EMU-417'),
};

/** What a hostile or clumsy writer may put into an element, or round it. */
const odd = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '../../etc/passwd',
    'C:\\OQS\\req',
    '__proto__',
    '20260230',
    '0',
    '９９',
    '&lt;XmlMsg&gt;',
    '<a/>',
    '<constructor>1</constructor>',
    '<__proto__><toString>1</toString></__proto__>',
    '<InsurerNumber>1</InsurerNumber>',
    ' '.repeat(50),
    '9'.repeat(5_000),
  ),
);

/** One element of the request, by its place, gets other contents, goes, or comes twice. */
function changed(text: string, place: number, how: 'filled' | 'gone' | 'twice', by: string): string {
  const elements = [...text.matchAll(/<(\w+)>[^<]*<\/\1>/g)];
  const [whole = '', name = ''] = elements[place % elements.length] ?? [];
  const into = { filled: `<${name}>${by}</${name}>`, gone: '', twice: whole + whole }[how];
  return text.replace(whole, () => into);
}

describe.each(prefixes)('A request of the kind %s', (prefix) => {
  it('that is as usual is put to the back end', async () => {
    const read = readMessage(Buffer.from(right(prefix)));
    if (!read.ok) return expect.unreachable();
    expect(readHeader(read.value.root, facility.institutionCode).ok).toBe(true);
    const answer = await requestKinds[prefix].answer(read.value.root, parts);
    expect(answer).toEqual(refuse('EMU-417'));
  });

  it('is refused or put to the back end, whatever stands in it; it never fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(40), fc.constantFrom('filled', 'gone', 'twice'), odd), {
          minLength: 1,
          maxLength: 4,
        }),
        async (changes) => {
          const text = changes.reduce((so, [place, how, by]) => changed(so, place, how, by), right(prefix));
          const read = readMessage(Buffer.from(text));
          if (!read.ok) return;
          identifierOf(read.value.root);
          readHeader(read.value.root, facility.institutionCode);
          const answer = await requestKinds[prefix].answer(read.value.root, parts);
          if (answer.ok) return expect.unreachable();
          // No sentence holds what stood in the request.
          const { cause, remedy } = sentences(answer.problem, 'ja');
          for (const [, , by] of changes) {
            if (by.trim().length > 8) expect(cause + remedy).not.toContain(by.trim());
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
