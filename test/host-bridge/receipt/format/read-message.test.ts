import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { messageLimits, readMessage } from '../../../../host-bridge/receipt/format/read-message.ts';

const utf8 = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>';
const shiftJis = '<?xml version="1.0" encoding="Shift_JIS"?>';

const bytesOf = (text: string): Uint8Array =>
  text.startsWith(shiftJis) ? iconv.encode(text, 'Shift_JIS') : Buffer.from(text);

const codeOf = (given: string | Uint8Array): string => {
  const read = readMessage(typeof given === 'string' ? bytesOf(given) : given);
  return read.ok ? 'read' : read.problem.code;
};

const rootOf = (given: string | Uint8Array) => {
  const read = readMessage(typeof given === 'string' ? bytesOf(given) : given);
  if (!read.ok) throw new Error(`${read.problem.code} ${JSON.stringify(read.problem.detail)}`);
  return read.value.root;
};

const leaf = (text: string): string =>
  rootOf(`${utf8}<XmlMsg><A>${text}</A></XmlMsg>`).children[0]?.text ?? '';

describe('A message of the receipt folder', () => {
  it('is read as a tree with the line of each element, in either line end', () => {
    for (const end of ['\n', '\r\n']) {
      const text = [utf8, '<XmlMsg>', '  <A>1</A>', '  <B><C>2</C>', '<C/></B>', '</XmlMsg>'].join(end);
      expect(rootOf(text)).toMatchObject({
        name: 'XmlMsg',
        line: 2,
        children: [
          { name: 'A', text: '1', line: 3, children: [] },
          {
            name: 'B',
            line: 4,
            children: [
              { name: 'C', text: '2', line: 4 },
              { name: 'C', text: '', line: 5 },
            ],
          },
        ],
      });
    }
  });

  it('keeps spaces, resolves the references of XML itself, and takes CDATA as it stands', () => {
    expect(leaf('  138057')).toBe('  138057');
    expect(leaf('&lt;a&gt; &amp;amp; &apos;&quot; &#x898b;&#26412;')).toBe('<a> &amp; \'" 見本');
    expect(leaf('<![CDATA[<b> &amp;]]>!')).toBe('<b> &amp;!');
    expect(leaf('before<!-- & < -->after')).toBe('beforeafter');
  });

  it('is read in Shift_JIS and in UTF-8, with a byte order mark or without a declaration', () => {
    expect(rootOf(`${shiftJis}<XmlMsg>見本 ﾐﾎﾝ ●</XmlMsg>`).text).toBe('見本 ﾐﾎﾝ ●');
    expect(rootOf(`\ufeff${utf8}<XmlMsg>見本𠮷</XmlMsg>`).text).toBe('見本𠮷');
    expect(rootOf('<XmlMsg>見本</XmlMsg>').text).toBe('見本');
  });

  it('may be exactly as large as it may be', () => {
    const text = `${utf8}<XmlMsg></XmlMsg>`;
    const padded = (length: number) => text + ' '.repeat(length - text.length);
    expect(codeOf(padded(messageLimits.bytes))).toBe('read');
    expect(codeOf(padded(messageLimits.bytes + 1))).toBe('EMU-527');
  });

  it.each([
    ['EUC-JP', '<?xml version="1.0" encoding="EUC-JP"?><XmlMsg/>'],
    ['a name that every object has', '<?xml version="1.0" encoding="constructor"?><XmlMsg/>'],
    ['UTF-16', '<?xml version="1.0" encoding="UTF-16"?><XmlMsg/>'],
  ])('is refused where it declares %s', (_what, text) => expect(codeOf(text)).toBe('EMU-528'));

  it.each([
    ['Shift_JIS under a declaration of UTF-8', iconv.encode(`${utf8}<XmlMsg>見本</XmlMsg>`, 'Shift_JIS')],
    ['UTF-8 under a declaration of Shift_JIS', Buffer.from(`${shiftJis}<XmlMsg>髙橋</XmlMsg>`)],
    ['a character cut in two', bytesOf(`${utf8}<XmlMsg>見本</XmlMsg>`).subarray(0, 64)],
    ['UTF-16 with its mark', Buffer.from('\ufeff<XmlMsg/>', 'utf16le')],
    ['a byte order mark before Shift_JIS', Buffer.from(`\ufeff${shiftJis}<XmlMsg/>`)],
  ])('is refused where its bytes are not what it declares: %s', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('EMU-529');
  });

  it.each([
    ['a document type', `${utf8}<!DOCTYPE XmlMsg><XmlMsg/>`],
    [
      'entities that grow',
      `${utf8}<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><XmlMsg>&b;</XmlMsg>`,
    ],
    ['an entity from a file', `${utf8}<!DOCTYPE a [<!ENTITY a SYSTEM "file:///a">]><XmlMsg>&a;</XmlMsg>`],
    ['an entity in the middle', `${utf8}<XmlMsg><!ENTITY a "b"></XmlMsg>`],
    ['a document type in small letters', `${utf8}<!doctype XmlMsg><XmlMsg/>`],
  ])('is refused where it has %s', (_what, text) => expect(codeOf(text)).toBe('EMU-530'));

  it.each([
    ['nothing at all', ''],
    ['white space only', ' \n'],
    ['text only', 'req'],
    ['a declaration cut off', '<?xml version="1.0"'],
    ['a declaration without a version', '<?xml encoding="UTF-8"?><XmlMsg/>'],
    ['an element that is not closed', `${utf8}<XmlMsg><A></XmlMsg>`],
    ['an end without its beginning', `${utf8}<XmlMsg></A></XmlMsg>`],
    ['a mark that is not closed', `${utf8}<XmlMsg><A`],
    ['a comment that is not closed', `${utf8}<XmlMsg><!-- </XmlMsg>`],
    ['CDATA that is not closed', `${utf8}<XmlMsg><![CDATA[ </XmlMsg>`],
    ['an instruction that is not closed', `${utf8}<XmlMsg><?a </XmlMsg>`],
    ['a bare ampersand', `${utf8}<XmlMsg>A & B</XmlMsg>`],
    ['an entity that nobody declared', `${utf8}<XmlMsg>&nbsp;</XmlMsg>`],
    ['an entity named like a property', `${utf8}<XmlMsg>&constructor;</XmlMsg>`],
    ['a control character', `${utf8}<XmlMsg>\u0000</XmlMsg>`],
    ['a reference to a control character', `${utf8}<XmlMsg>&#0;</XmlMsg>`],
    ['a reference beyond Unicode', `${utf8}<XmlMsg>&#x110000;</XmlMsg>`],
    ['a reference to half a surrogate pair', `${utf8}<XmlMsg>&#xd83d;</XmlMsg>`],
    ['an attribute without a value', `${utf8}<XmlMsg a></XmlMsg>`],
    ['a mark longer than any', `${utf8}<XmlMsg a="${'b'.repeat(1000)}"/>`],
    ['a second declaration', `${utf8}${utf8}<XmlMsg/>`],
    ['an element named like a prototype', `${utf8}<XmlMsg><__proto__>a</__proto__></XmlMsg>`],
    ['an element named like a property', `${utf8}<XmlMsg><constructor>a</constructor></XmlMsg>`],
    ['a compressed file', 'PK\u0003\u0004 '],
  ])('is refused where it is %s', (_what, text) => expect(codeOf(text)).toBe('EMU-531'));

  it('is refused with the line on which it is not well-formed', () => {
    expect(readMessage(bytesOf(`${utf8}\n<XmlMsg>\n<A>&nope;</A></XmlMsg>`))).toMatchObject({
      problem: { detail: { line: 3 } },
    });
  });

  it.each([
    ['another root', `${utf8}<Message/>`],
    ['two roots', `${utf8}<XmlMsg/><XmlMsg/>`],
  ])('is refused where it has %s', (_what, text) => expect(codeOf(text)).toBe('EMU-532'));

  it('is refused where it is too deep or too full, however small', () => {
    const nested = (depth: number) =>
      `${utf8}<XmlMsg>${'<A>'.repeat(depth - 1)}${'</A>'.repeat(depth - 1)}</XmlMsg>`;
    expect(codeOf(nested(messageLimits.depth))).toBe('read');
    expect(codeOf(nested(messageLimits.depth + 1))).toBe('EMU-533');
    expect(codeOf(nested(100_000))).toBe('EMU-533');
    const full = (elements: number) => `${utf8}<XmlMsg>${'<A/>'.repeat(elements - 1)}</XmlMsg>`;
    expect(codeOf(full(messageLimits.elements))).toBe('read');
    expect(codeOf(full(messageLimits.elements + 1))).toBe('EMU-533');
  });
});
