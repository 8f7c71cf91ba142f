/** Reads the elements of a request against a schema of texts. A refusal names the element, never what stood in it. */

import { z } from 'zod';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { forms } from '../format/forms.ts';
import type { MessageElement } from '../format/read-message.ts';

const nowhere: MessageElement = { name: '', text: '', children: [], attributes: [], line: 1 };

/** The first element of that name directly inside; one with nothing in it where there is none. */
export const inside = (element: MessageElement, name: string): MessageElement =>
  element.children.find((child) => child.name === name) ?? nowhere;

/**
 * The texts of the elements directly inside, by their names, as the schema wants them. White space round a text and
 * elements without text are no more than writers' habits: both count as nothing. EMU-570: one is missing, out of form
 * or there twice.
 */
export function readFields<S extends z.ZodType>(element: MessageElement, schema: S): Result<z.output<S>> {
  const fields: Record<string, string> = {};
  for (const { name, text, children } of element.children) {
    const content = text.trim();
    if (children.length > 0 || content === '') continue;
    if (Object.hasOwn(fields, name)) return refuse('EMU-570', { element: shown(name) });
    fields[name] = content;
  }
  const read = schema.safeParse(fields);
  if (read.success) return ok(read.data);
  return refuse('EMU-570', { element: shown(String(read.error.issues[0]?.path[0] ?? element.name)) });
}

/** Names come from the file: only what looks like one goes into a sentence. */
const shown = (name: string): string => (/^[A-Za-z][\w.-]{0,59}$/.test(name) ? name : 'XmlMsg');

/** `YYYYMMDD` of a day that there is. */
export const realDay = z.string().refine(forms.date.fits);
