/** Reads the facility's settings from a file (YAML). Where something is wrong it says in which line, never with what value: one of them is a password. */

import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { readUtf8File } from '../../host-bridge/characters/utf8-file.ts';
import { errnoOf } from '../../host-bridge/errno.ts';
import { type Facility, facilitySchema } from '../../host-bridge/facility.ts';
import { EmulatorError } from '../../protocol/errors.ts';

/**
 * The settings that `file` states, defaults for the rest; without a file the defaults.
 * @throws EmulatorError EMU-636 (cannot be read), EMU-637 (not in its form).
 */
export function readFacility(file: string | undefined): Facility {
  if (file === undefined) return facilitySchema.parse({});
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw new EmulatorError({ code: 'EMU-637', detail: { file, line, path: '-', reason: error.code } });
  }
  // A file of comments alone states nothing.
  const read = facilitySchema.safeParse(document.toJS() ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue?.path.map(String) ?? [];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...at, ...unknown];
  throw new EmulatorError({
    code: 'EMU-637',
    detail: {
      file,
      line: lines.linePos(offsetOf(document.contents, path)).line,
      path: path.join('.') || '-',
      reason: issue?.message ?? '',
    },
  });
}

function textOf(file: string): string {
  try {
    return readUtf8File(file);
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-636', detail: { file, reason: errnoOf(error) } });
  }
}

/** Where the key at a path stands; of what is not there, the nearest key around it. */
function offsetOf(contents: unknown, path: readonly string[]): number {
  let at = 0;
  let node = contents;
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      : undefined;
    if (pair === undefined || !isScalar(pair.key)) break;
    at = pair.key.range?.[0] ?? at;
    node = pair.value;
  }
  return at;
}
