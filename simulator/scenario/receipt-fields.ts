/** Reads a file for the receipt computer back: its elements by name, wherever they stand in it. */

import { type MessageElement, readMessage } from '../../host-bridge/receipt/format/read-message.ts';
import { orThrow } from '../../protocol/result.ts';

/** The texts of each element of the file that holds no others, by the element's name, in order. */
export function receiptFields(bytes: Uint8Array): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  const visit = ({ name, text, children }: MessageElement): void => {
    if (children.length === 0) fields.set(name, [...(fields.get(name) ?? []), text]);
    else children.forEach(visit);
  };
  visit(orThrow(readMessage(bytes)).root);
  return fields;
}
