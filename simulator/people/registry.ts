/**
 * The people of a desk, read from a people file (YAML) and checked before anything runs. What is wrong is told with
 * file, line and path, never with the value found there: it may be a PIN.
 */

import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readUtf8File } from '../../host-bridge/characters/utf8-file.ts';
import { errnoOf } from '../../host-bridge/errno.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { orThrow } from '../../protocol/result.ts';
import { certificateIdentity } from '../pki/cards/certificate-identity.ts';
import {
  type CredentialFiles,
  generationOf,
  type OwnCredential,
  readOwnCredential,
} from './own-credential.ts';
import { readPeopleText } from './people-text.ts';
import { type OwnCredentials, type Person, personIdSchema, personSchema, type ReadEntry } from './person.ts';

export interface People extends Iterable<Person> {
  get(id: string): Person | undefined;
  readonly size: number;
}

/** A people file: id of the person, and the entry. Its JSON Schema is the form of the file. */
export const peopleFileSchema = z.record(personIdSchema, personSchema);
/** The same with the entries unread. */
const entriesSchema = z.record(personIdSchema, z.unknown());

const builtInFile = fileURLToPath(new URL('./people.yaml', import.meta.url));
let builtIn: People | null = null;

/** Hears of each who has been read how many of how many that makes. */
export type OnRead = (count: number, of: number) => void;

/**
 * The people of `file`, in the order of the file; without one the built-in people, which are read once.
 * @throws EmulatorError EMU-620 (file cannot be read), EMU-621 (not YAML), EMU-622 (not people), EMU-685 to EMU-689 (a
 * certificate or key of one's own).
 */
export function loadPeople(file?: string, onRead?: OnRead): People {
  if (file !== undefined) return parsePeople(readPeopleFile(file), file, onRead);
  builtIn ??= parsePeople(readPeopleFile(builtInFile), builtInFile);
  return builtIn;
}

/** The people that a text states; `file` is what messages call it, and from its folder the paths in it count. */
export function parsePeople(text: string, file: string, onRead: OnRead = () => {}): People {
  const { value, lineOf } = readPeopleText(text, file);
  const notPeople = (path: readonly string[], reason: string): EmulatorError =>
    new EmulatorError({
      code: 'EMU-622',
      detail: { file, line: lineOf(path), path: path.join('.') || '(whole file)', reason },
    });
  const checked = <T>(read: z.ZodSafeParseResult<T>, before: readonly string[]): T => {
    if (read.success) return read.data;
    const [issue] = read.error.issues.map(deepest);
    throw notPeople([...before, ...(issue?.path ?? []).map(String)], issue?.message ?? '');
  };
  const people = new Map<string, Person>();
  const owners = new Map<string, string>();
  const entries = Object.entries(checked(entriesSchema.safeParse(value), []));
  for (const [id, stated] of entries) {
    const entry = checked(personSchema.safeParse(stated), [id]);
    const credentials = credentialsOf(entry, dirname(resolve(file)));
    people.set(id, { id, ...entry, card: { ...entry.card, credentials } });
    onRead(people.size, entries.length);
    if (credentials === undefined) continue;
    const identity = certificateIdentity(credentials.user.fields);
    const other = owners.get(identity);
    if (other !== undefined)
      throw notPeople([id, 'card', 'credentials', 'user'], `the same certificate is in the card of ${other}`);
    owners.set(identity, id);
  }
  return {
    get: (id) => people.get(id),
    size: people.size,
    [Symbol.iterator]: () => people.values(),
  };
}

/** Of a value that may have one of several forms: what is wrong with it in the form that it comes closest to. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inForms = issue.errors.flatMap(([first]) => (first === undefined ? [] : [deepest(first)]));
  const [closest = issue] = inForms.toSorted((a, b) => b.path.length - a.path.length);
  return { ...closest, path: [...issue.path, ...closest.path] };
}

/** The generation of the keys that a kind of card has; a broken chip may have been of either. */
const generations = { 'my-number': 'current', next: 'next', broken: null, other: null } as const;

function credentialsOf({ card }: ReadEntry, folder: string): OwnCredentials | undefined {
  if (card.credentials === undefined) return undefined;
  const read = (files: CredentialFiles): OwnCredential => {
    const own = orThrow(readOwnCredential(files, folder));
    const generation = generations[card.kind];
    if (generation !== null && generationOf(own.key) !== generation)
      throw new EmulatorError({ code: 'EMU-687', detail: { file: resolve(folder, files.key) } });
    return own;
  };
  const { user, signature } = card.credentials;
  return { user: read(user), signature: signature && read(signature) };
}

function readPeopleFile(file: string): string {
  try {
    return readUtf8File(file);
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-620', detail: { file, reason: errnoOf(error) } });
  }
}
