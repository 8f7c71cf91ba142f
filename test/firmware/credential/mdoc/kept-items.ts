/** What was read of CBOR as values again, and everything that is in it. */

import { encode, Tagged } from 'cborg';
import { type KeptItem, keptItemIn } from '../../../../firmware/credential/mdoc/kept-cbor.ts';

/** The values of an item as the library would write them, maps in the order that was kept. */
export function plainOf(item: KeptItem): unknown {
  switch (item.kind) {
    case 'array':
      return item.items.map(plainOf);
    case 'map':
      return new Map(item.entries.map(([key, value]) => [plainOf(key), plainOf(value)]));
    case 'tag':
      return new Tagged(item.tag, plainOf(item.content));
    default:
      return item.value;
  }
}
const inKeptOrder = { mapSorter: () => 0 } as const;
/** The bytes of a value by the library, its maps in the order in which they are. */
export const written = (value: unknown): Uint8Array => Uint8Array.from(encode(value, inKeptOrder));

/** Everything in an item, also what byte strings embed. */
export function everyItem(item: KeptItem): readonly KeptItem[] {
  switch (item.kind) {
    case 'array':
      return [item, ...item.items.flatMap(everyItem)];
    case 'map':
      return [item, ...item.entries.flatMap(([key, value]) => [...everyItem(key), ...everyItem(value)])];
    case 'tag':
      return [
        item,
        ...everyItem(item.content),
        ...(item.tag === 24 && item.content.kind === 'byteString'
          ? everyItem(keptItemIn(item.content.value))
          : []),
      ];
    default:
      return [item];
  }
}
