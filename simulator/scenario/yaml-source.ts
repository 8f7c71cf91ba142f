/**
 * A scenario file as plain data, in which every place still knows its line, with the values of the table `examples`
 * put in for `<name>`. What the data means is not looked at here.
 */

import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import { EmulatorError } from '../../protocol/errors.ts';

/** One row of `examples`: nodes of the file, by name. */
type Row = ReadonlyMap<string, unknown>;

export interface PlainScenario {
  readonly data: Readonly<Record<string, unknown>>;
  /** The line of a path such as `['steps', 3, 'press']`, or of the nearest part around it; counted from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** More than any scenario holds; what aliases can blow up ends here. */
const nodesAtMost = 50_000;
const whole = /^<([a-z][a-zA-Z0-9_-]*)>$/;
const within = /<([a-z][a-zA-Z0-9_-]*)>/g;

/**
 * The scenarios of a text: one a document, and where it has `examples` one a row.
 * @param file what messages call the text
 * @throws EmulatorError EMU-601 (not YAML), EMU-602 (no map), EMU-614 (no value for a `<name>`).
 */
export function plainScenarios(text: string, file: string): PlainScenario[] {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  const scenarios: PlainScenario[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      throw new EmulatorError({
        code: 'EMU-601',
        detail: { file, line: lineAt(error.pos[0]), reason: error.code },
      });
    }
    // A file may end with `---`.
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
      continue;
    for (const row of rowsOf(document)) scenarios.push(plain(document, row, file, lineAt));
  }
  return scenarios;
}

/** Without a usable table there is one row, and it is empty; the schema says what is wrong with the table. */
function rowsOf(document: Document): readonly (Row | null)[] {
  const table = isMap(document.contents) ? document.contents.get('examples', true) : undefined;
  if (!isSeq(table)) return [null];
  const rows: Row[] = [];
  for (const item of table.items) {
    if (!isMap(item)) return [null];
    rows.push(new Map(item.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', value])));
  }
  return rows.length === 0 ? [null] : rows;
}

function plain(
  document: Document,
  row: Row | null,
  file: string,
  lineAt: (offset: number) => number,
): PlainScenario {
  const lines = new Map<string, number>();
  let nodes = 0;

  const offsetOf = (node: unknown): number | null =>
    typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
      ? Number(node.range[0])
      : null;

  const put = (name: string, line: number): unknown => {
    if (row?.has(name) !== true) {
      throw new EmulatorError({ code: 'EMU-614', detail: { file, line, name } });
    }
    return row.get(name);
  };

  const read = (node: unknown, path: string, above: number, fills: boolean): unknown => {
    nodes += 1;
    if (nodes > nodesAtMost) {
      throw new EmulatorError({ code: 'EMU-601', detail: { file, line: above, reason: 'TOO_LARGE' } });
    }
    const offset = offsetOf(node);
    const line = offset === null ? above : lineAt(offset);
    if (!lines.has(path)) lines.set(path, line);
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) {
        throw new EmulatorError({ code: 'EMU-601', detail: { file, line, reason: 'BAD_ALIAS' } });
      }
      return read(target, path, line, fills);
    }
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }): [string, unknown] => {
        const name = isScalar(key) ? String(key.value) : '';
        const there = `${path}/${name}`;
        const keyOffset = offsetOf(key);
        lines.set(there, keyOffset === null ? line : lineAt(keyOffset));
        // The table itself holds what is put in elsewhere.
        return [name, read(value, there, line, fills && there !== '/examples')];
      });
      return Object.fromEntries(entries);
    }
    if (isSeq(node)) {
      const items: unknown[] = [];
      for (const item of node.items) {
        const name =
          fills && isScalar(item) && typeof item.value === 'string' ? whole.exec(item.value)?.[1] : undefined;
        const inserted = name === undefined ? null : put(name, line);
        // A list that stands for an item becomes the items.
        const parts = isSeq(inserted) ? inserted.items : [item];
        for (const part of parts) items.push(read(part, `${path}/${items.length}`, line, fills));
      }
      return items;
    }
    if (!isScalar(node)) return node;
    const { value } = node;
    if (!fills || typeof value !== 'string') return value;
    const alone = whole.exec(value)?.[1];
    if (alone !== undefined) {
      const word = put(alone, line);
      const there = offsetOf(word);
      // A wrong word is put right in the table, not where it is put in.
      if (there !== null) lines.set(path, lineAt(there));
      return read(word, path, line, false);
    }
    return value.replace(within, (_, name: string) => String(read(put(name, line), path, line, false)));
  };

  const data = read(document.contents, '', 1, true);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new EmulatorError({
      code: 'EMU-602',
      detail: { file, line: lines.get('') ?? 1, path: '(whole file)', reason: 'a map with name and steps' },
    });
  }
  return {
    data: { ...data },
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const line = lines.get(`/${path.slice(0, length).map(String).join('/')}`);
        if (line !== undefined) return line;
      }
      return lines.get('') ?? 1;
    },
  };
}
