/** Writes a file of the receipt folder: a tree of elements as bytes that are what its declaration says of them (REQ-39). */

import { XMLBuilder } from 'fast-xml-parser';
import { encodeHeld, fileEncodings, repertoireOfFiles } from '../../characters/file-encoding.ts';
import { type Repertoire, throughRepertoire } from '../../characters/repertoire.ts';
import type { Facility } from '../../facility.ts';

/** What stands in an element: text, other elements, or several of one name. What is undefined is left out. */
export interface Elements {
  readonly [name: string]: string | Elements | readonly Elements[] | undefined;
}

/** The header and the body of a message; `XmlMsg` is put round them. */
export interface MessageTree {
  readonly MessageHeader: Elements;
  readonly MessageBody?: Elements;
}

/** The facility's choices of what its files are made of. */
export type WrittenForm = Pick<Facility, 'encoding' | 'characterProfile' | 'lineEnd'>;

/**
 * A value loses what the facility's repertoire lacks before it stands between tags: afterwards a combining mark could
 * not be told from one that belongs to the tag before it.
 */
const builderFor = (repertoire: Repertoire): XMLBuilder =>
  new XMLBuilder({
    format: true,
    tagValueProcessor: (_name, value) => throughRepertoire(String(value), repertoire),
  });

const builders: Readonly<Record<Repertoire, XMLBuilder>> = {
  'jis-x-0208': builderFor('jis-x-0208'),
  cp932: builderFor('cp932'),
  'utf-8': builderFor('utf-8'),
};

const lineEnds = { crlf: '\r\n', lf: '\n' } as const satisfies Record<Facility['lineEnd'], string>;

/** `CharacterCodeIdentifier` of a file that is written so. */
export const characterCodeOf = ({ encoding }: WrittenForm): string => fileEncodings[encoding].identifier;

/** The same tree and form give the same bytes. Names of elements are ASCII. */
export function writeMessage(tree: MessageTree, form: WrittenForm): Uint8Array {
  const { declared } = fileEncodings[form.encoding];
  const text = `<?xml version="1.0" encoding="${declared}" standalone="no"?>\n${builders[repertoireOfFiles(form)].build({ XmlMsg: tree })}`;
  return encodeHeld(text.replaceAll('\r\n', '\n').replaceAll('\n', lineEnds[form.lineEnd]), form);
}
