/** The text of a people file as plain data, and on which line of it a part stands. YAML; where it is JSON, read as that. */

import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { EmulatorError } from '../../protocol/errors.ts';

export interface PeopleText {
  /** Nothing is said of what it holds. */
  readonly value: unknown;
  /** Counted from 1. Where the text has no such part, that of the nearest around it. */
  lineOf(path: readonly string[]): number;
}

/** @throws EmulatorError EMU-621 where it is not YAML; `file` is what the message calls it. */
export const readPeopleText = (text: string, file: string): PeopleText =>
  readJson(text) ?? readYaml(text, file);

/**
 * A file of thousands is written as JSON, which YAML holds within it and which reads a hundred times as fast. null: it is
 * none, or says something twice; YAML then says what is wrong, or knows more.
 */
function readJson(text: string): PeopleText | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return keysIn(text) === keysOf(value) ? { value, lineOf: ([id]) => lineOfKey(text, id) } : null;
  } catch {
    return null;
  }
}

/** Of two equal keys JSON silently takes the last. */
const keysIn = (json: string): number => {
  let keys = 0;
  for (const [, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) keys += 1;
  return keys;
};

const keysOf = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>(
        (keys, part) => keys + keysOf(part),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      );

/** An entry begins a line of its own, as `fcr town` writes it; else the whole is on the first, or as good as. */
function lineOfKey(json: string, key: string | undefined): number {
  if (key === undefined) return 1;
  const quoted = JSON.stringify(key);
  const line = json.split('\n').findIndex((text) => text.trimStart().startsWith(quoted));
  return Math.max(line, 0) + 1;
}

function readYaml(text: string, file: string): PeopleText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [error] = document.errors;
  if (error !== undefined) {
    throw new EmulatorError({
      code: 'EMU-621',
      detail: { file, line: lineAt(error.pos[0]), reason: error.code },
    });
  }
  return { value: plainData(document, file), lineOf: (path) => lineAt(offsetOf(document, path)) };
}

function plainData(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch {
    // An alias without its anchor, or far too many of them.
    throw new EmulatorError({ code: 'EMU-621', detail: { file, line: 1, reason: 'BAD_ALIAS' } });
  }
}

/** Where a path stands in the text: its key; where that is missing, the nearest part around it. */
function offsetOf(document: Document, path: readonly string[]): number {
  let at = 0;
  let node: unknown = document.contents;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (pair === undefined || !isScalar(pair.key)) return at;
      at = pair.key.range?.[0] ?? at;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      at = (isNode(node) && node.range?.[0]) || at;
    } else {
      return at;
    }
  }
  return at;
}
