/** The kinds of files that applications are written in, and an application of them. */

import type { Digits } from '../../../protocol/personal.ts';
import type { Basis } from '../engine/basis.ts';
import type {
  Access,
  Application,
  ElementaryFile,
  KeyFile,
  RecordFile,
  SecretFile,
  TransparentFile,
} from '../engine/contents.ts';
import type { SigningKey } from '../engine/signature-schemes.ts';

/** Identifier, what the file holds, and where that is from. */
type Described = readonly [id: number, about: string, basis: Basis];

const described = ([id, about, basis]: Described) => ({ id, about, basis });

/** What takes a signature to make is given as a function: it is made when it is first read, as most never are. */
export function transparent(
  file: Described,
  bytes: Uint8Array | (() => Uint8Array),
  openedBy: Access = 'anyone',
): TransparentFile {
  const alike = { ...described(file), kind: 'transparent', openedBy } as const;
  if (typeof bytes !== 'function') return { ...alike, bytes };
  let made: Uint8Array | null = null;
  return {
    ...alike,
    get bytes() {
      made ??= bytes();
      return made;
    },
  };
}

/** Such a file exists on real cards; what it holds and what opens it is not known, and ours is empty and closed. */
export const unknown = (id: number): TransparentFile =>
  transparent([id, 'exists, meaning unknown', 'sourced'], new Uint8Array(0), []);

export const records = (
  file: Described,
  held: readonly Uint8Array[],
  openedBy: Access = 'anyone',
): RecordFile => ({ ...described(file), kind: 'records', records: held, openedBy });

export const key = (
  file: Described,
  held: SigningKey,
  openedBy: Access,
  use: KeyFile['use'] = 'signature',
): KeyFile => ({ ...described(file), kind: 'key', key: held, use, openedBy });

interface SecretForm {
  /** Names its counter; once in a card. */
  readonly name: string;
  readonly value: Digits;
  readonly tries: number;
  /** Full unless told. */
  readonly triesLeft?: number;
  readonly change?: SecretFile['change'];
}

export const secret = (file: Described, form: SecretForm): SecretFile => ({
  ...described(file),
  kind: 'secret',
  name: form.name,
  value: form.value,
  tries: form.tries,
  triesLeft: form.triesLeft ?? form.tries,
  change: form.change ?? null,
});

interface ApplicationForm {
  readonly name: string;
  readonly basis: Basis;
  readonly aid: Uint8Array;
  readonly files: readonly ElementaryFile[];
  readonly defaultKey?: SigningKey;
  readonly sessionKeyAnswer?: number;
  readonly takesLastCommand?: boolean;
}

export const application = (form: ApplicationForm): Application => ({
  name: form.name,
  basis: form.basis,
  aids: [form.aid],
  files: new Map(form.files.map((file) => [file.id, file])),
  dataObjects: new Map(),
  defaultKey: form.defaultKey ?? null,
  sessionKeyAnswer: form.sessionKeyAnswer ?? null,
  takesLastCommand: form.takesLastCommand ?? false,
});
