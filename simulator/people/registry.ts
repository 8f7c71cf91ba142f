/**
 * The people of a desk, read from a people file (YAML) and checked before anything runs. What is wrong is told with
 * file, line and path, never with the value found there: it may be a PIN.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { EmulatorError } from '../../protocol/errors.ts';
import { type Person, personIdSchema, personSchema } from './person.ts';

export interface People extends Iterable<Person> {
  get(id: string): Person | undefined;
  readonly size: number;
}

/** A people file: id of the person, and the entry. Its JSON Schema is the form of the file. */
export const peopleFileSchema = z.record(personIdSchema, personSchema);

const builtInFile = fileURLToPath(new URL('./people.yaml', import.meta.url));
let builtIn: People | null = null;

/**
 * The people of `file`, in the order of the file; without one the built-in people, which are read once.
 * @throws EmulatorError EMU-620 (file cannot be read), EMU-621 (not YAML), EMU-622 (not people).
 */
export function loadPeople(file?: string): People {
  if (file !== undefined) return parsePeople(readPeopleFile(file), file);
  builtIn ??= parsePeople(readPeopleFile(builtInFile), builtInFile);
  return builtIn;
}

/** The people that a text states; `file` is what messages call it. */
export function parsePeople(text: string, file: string): People {
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
  const read = peopleFileSchema.safeParse(plainData(document, file));
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.path.map(String) ?? [];
    throw new EmulatorError({
      code: 'EMU-622',
      detail: {
        file,
        line: lineAt(offsetOf(document, path)),
        path: path.join('.') || '(whole file)',
        reason: issue?.message ?? '',
      },
    });
  }
  const people = new Map<string, Person>();
  for (const [id, entry] of Object.entries(read.data)) people.set(id, { id, ...entry });
  return {
    get: (id) => people.get(id),
    size: people.size,
    [Symbol.iterator]: () => people.values(),
  };
}

function plainData(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS();
  } catch {
    // An alias without its anchor, or far too many of them.
    throw new EmulatorError({ code: 'EMU-621', detail: { file, line: 1, reason: 'BAD_ALIAS' } });
  }
}

function readPeopleFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new EmulatorError({ code: 'EMU-620', detail: { file, reason } });
  }
}

/** Where a path stands in the text: its key; where that is missing, the nearest part around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly string[]): number {
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
