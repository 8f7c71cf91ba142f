/**
 * Reads a file of the receipt folder, whoever wrote it: bytes in, a tree of elements or a refusal out. It bounds what a
 * hostile file may cost, expands no entity, and knows nothing of which elements there may be (check.ts does).
 */

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { ok, type Result, refuse } from '../../../protocol/result.ts';

export interface MessageElement {
  readonly name: string;
  /** What stands between its marks, white space included; of one with elements in it, what stands beside them. */
  readonly text: string;
  readonly children: readonly MessageElement[];
  /** Names of the attributes in its mark; what they hold is not read. */
  readonly attributes: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

/** What a file says of its bytes, with the name by which they are decoded. */
export type DeclaredEncoding = 'UTF-8' | 'Shift_JIS';

export interface ReadMessage {
  /** null: the file declares none, and is UTF-8 as XML has it. */
  readonly declared: DeclaredEncoding | null;
  /** The whole text, without byte order mark. */
  readonly text: string;
  /** `XmlMsg`. */
  readonly root: MessageElement;
}

/** Four MiB is what public readers of such files take at most; the other figures are ours, far above any file seen. */
export const messageLimits = { bytes: 4 * 1024 * 1024, depth: 16, elements: 100_000, mark: 512 } as const;

/**
 * Refuses what is too large (EMU-527), of an encoding that is not known (EMU-528) or is not that of the bytes (EMU-529),
 * has a DTD (EMU-530), is not well-formed (EMU-531), has another root (EMU-532), or is too deep or full (EMU-533).
 */
export function readMessage(bytes: Uint8Array): Result<ReadMessage> {
  const { bytes: most } = messageLimits;
  if (bytes.length > most) return refuse('EMU-527', { most });
  const decoded = decodedText(bytes);
  if (!decoded.ok) return decoded;
  const { text, declared } = decoded.value;
  const bounded = withinBounds(text);
  if (!bounded.ok) return bounded;
  const root = rootOf(text);
  return root.ok ? ok({ declared, text, root: root.value }) : root;
}

const declaration =
  /^<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']([A-Za-z][\w.-]{0,40})["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/;
/** A declaration is ASCII in both encodings, and no longer than this. */
const declarationAtMost = 200;

const encodingNames: ReadonlyMap<string, DeclaredEncoding> = new Map([
  ['utf-8', 'UTF-8'],
  ['shift_jis', 'Shift_JIS'],
]);

const marked = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function decodedText(bytes: Uint8Array): Result<Omit<ReadMessage, 'root'>> {
  const hasMark = marked(bytes);
  const content = hasMark ? bytes.subarray(3) : bytes;
  const head = Buffer.from(content.subarray(0, declarationAtMost)).toString('latin1');
  const found = declaration.exec(head);
  if (found === null && head.startsWith('<?xml')) return malformed('declaration', 1);
  const name = found?.[1]?.toLowerCase();
  const declared = name === undefined ? null : encodingNames.get(name);
  if (declared === undefined) return refuse('EMU-528');
  if (hasMark && declared === 'Shift_JIS') return refuse('EMU-529', { declared });
  const text = declared === 'Shift_JIS' ? fromShiftJis(content) : fromUtf8(content);
  return text === null ? refuse('EMU-529', { declared: declared ?? 'UTF-8' }) : ok({ text, declared });
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

/** The library puts U+FFFD where bytes are none of the encoding, and nothing in it stands for that character. */
function fromShiftJis(bytes: Uint8Array): string | null {
  const text = iconv.decode(Buffer.from(bytes), 'Shift_JIS');
  return text.includes('\ufffd') ? null : text;
}

const malformed = (reason: string, line: number): Result<never> => refuse('EMU-531', { reason, line });

const lineAt = (text: string, index: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
};

/** What XML 1.0 has no character for: it takes the control characters from U+007F on. */
const forbiddenCharacter = /(?![\t\r\n\u007F-\u009F])[\p{Cc}\uFFFE\uFFFF]/u;
/** A reference that XML itself knows; others need a DTD. */
const reference = /&(?:(lt|gt|amp|apos|quot)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/y;
/** The mark of an element, whose attributes (none is known) may be few. */
const mark = new RegExp(`<(/?)[^\\s<>/!?](?:[^<>]{0,${messageLimits.mark}}[^<>/])?(/?)>`, 'y');

/** Before the library sees the text: no DTD, and so few and so short marks that it cannot be kept busy. */
function withinBounds(text: string): Result<void> {
  const forbidden = forbiddenCharacter.exec(text);
  if (forbidden !== null) return malformed('character', lineAt(text, forbidden.index));
  let elements = 0;
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; ) {
    const past = pastUnparsed(text, at);
    if (past === 'doctype') return refuse('EMU-530', { line: lineAt(text, at) });
    if (past === 'open') return malformed('mark', lineAt(text, at));
    if (past === null) {
      mark.lastIndex = at;
      const found = mark.exec(text);
      if (found === null) return malformed('mark', lineAt(text, at));
      const closes = found[1] === '/';
      if (!closes) elements += 1;
      if (closes) depth -= 1;
      else if (found[2] !== '/') depth += 1;
      if (depth > messageLimits.depth || elements > messageLimits.elements) {
        return refuse('EMU-533', { depth: messageLimits.depth, elements: messageLimits.elements });
      }
      at = text.indexOf('<', at + found[0].length);
    } else at = text.indexOf('<', past);
  }
  return ok(undefined);
}

const unparsed = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Where a comment, CDATA section or processing instruction that begins here ends; null: none begins here. */
function pastUnparsed(text: string, at: number): number | 'doctype' | 'open' | null {
  for (const [begin, end] of unparsed) {
    if (!text.startsWith(begin, at)) continue;
    const closed = text.indexOf(end, at + begin.length);
    if (closed < 0 || (begin === '<?' && closed - at > messageLimits.mark)) return 'open';
    return closed + end.length;
  }
  return text.startsWith('<!', at) ? 'doctype' : null;
}

const textKey = '#text';
const verbatimKey = '#cdata';
const metadata = XMLParser.getMetaDataSymbol().valueOf();

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  captureMetaData: true,
  cdataPropName: verbatimKey,
  maxNestedTags: messageLimits.depth,
});

/** A node of the library's ordered tree: one key that names it, and the place of its first mark. */
type Parsed = Readonly<Record<string, unknown>> & {
  readonly [metadata: symbol]: { readonly startIndex: number } | undefined;
};

function rootOf(text: string): Result<MessageElement> {
  const valid = XMLValidator.validate(text);
  if (valid !== true) return malformed('structure', valid.err.line);
  let nodes: readonly Parsed[];
  try {
    nodes = parser.parse(text);
  } catch {
    // The library throws at what its own validator lets pass: names that objects have (`constructor`), for one.
    return malformed('structure', 1);
  }
  const { trees, unknownReference } = treesOf(nodes, text);
  if (unknownReference !== null) return malformed('reference', unknownReference);
  const [root, ...others] = trees;
  return root?.name === 'XmlMsg' && others.length === 0 ? ok(root) : refuse('EMU-532');
}

function treesOf(nodes: readonly Parsed[], text: string) {
  let unknownReference: number | null = null;
  // Marks come in the order of the text, so lines are counted on from the last one.
  let line = 1;
  let lineEnd = text.indexOf('\n');
  const lineOf = (index: number): number => {
    for (; lineEnd >= 0 && lineEnd < index; lineEnd = text.indexOf('\n', lineEnd + 1)) line += 1;
    return line;
  };
  const elementOf = (name: string, node: Parsed): MessageElement => {
    const at = node[metadata]?.startIndex ?? 0;
    const begins = lineOf(at);
    const children: MessageElement[] = [];
    let content = '';
    for (const inner of node[name] as readonly Parsed[]) {
      const key = Object.keys(inner)[0] ?? '';
      if (key === textKey) {
        const resolved = withReferences(String(inner[key]));
        if (resolved === null) unknownReference ??= begins;
        content += resolved ?? '';
      } else if (key === verbatimKey) {
        content += (inner[key] as readonly Parsed[]).map((part) => String(part[textKey] ?? '')).join('');
      } else children.push(elementOf(key, inner));
    }
    return { name, text: content, children, attributes: attributesAt(text, at), line: begins };
  };
  const trees = nodes.flatMap((node) => {
    const key = Object.keys(node)[0] ?? '';
    return key.startsWith('#') ? [] : [elementOf(key, node)];
  });
  return { trees, unknownReference };
}

/** Of the mark that begins there, in a text that is well-formed. */
function attributesAt(text: string, at: number): readonly string[] {
  const mark = text.slice(at, text.indexOf('>', at));
  return [...mark.matchAll(/\s([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)].map(([, name = '']) => name);
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** null: something in it is no reference that XML itself knows, or stands for a character that XML forbids. */
function withReferences(text: string): string | null {
  let resolved = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    reference.lastIndex = at;
    const found = reference.exec(text);
    if (found === null) return null;
    const character = (found[1] === undefined ? null : named[found[1]]) ?? numbered(found[2], found[3]);
    if (character === null) return null;
    resolved += text.slice(from, at) + character;
    from = at + found[0].length;
  }
  return resolved + text.slice(from);
}

function numbered(decimal: string | undefined, hexadecimal: string | undefined): string | null {
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  if (!(point <= 0x10ffff) || (point >= 0xd800 && point <= 0xdfff)) return null;
  const character = String.fromCodePoint(point);
  return forbiddenCharacter.test(character) ? null : character;
}
