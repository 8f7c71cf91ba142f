/** Reads a file for the receipt computer back: its elements by name, wherever they stand in it. */

import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ parseTagValue: false, trimValues: false });

/** The texts of the elements with this name, in order. */
export function receiptFields(
  bytes: Uint8Array,
  encoding: 'utf-8' | 'shift_jis',
  name: string,
): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (key === name && typeof one === 'string') found.push(one);
        else visit(one);
      }
    }
  };
  visit(parser.parse(new TextDecoder(encoding).decode(bytes)));
  return found;
}
