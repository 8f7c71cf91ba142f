/** Reads a file for the receipt computer back: its elements by name, wherever they stand in it. */

import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ parseTagValue: false, trimValues: false });

/** The texts of each element of the file, by the element's name, in order. */
export function receiptFields(
  bytes: Uint8Array,
  encoding: 'utf-8' | 'shift_jis',
): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (typeof one === 'string') fields.set(name, [...(fields.get(name) ?? []), one]);
        else visit(one);
      }
    }
  };
  visit(parser.parse(new TextDecoder(encoding).decode(bytes)));
  return fields;
}
