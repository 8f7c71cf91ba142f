/** BER-TLV data objects as cards hold them (ISO/IEC 7816-4): tags of one or two bytes, lengths up to 65535. */

const length = (count: number): readonly number[] => {
  if (count < 0x80) return [count];
  return count < 0x100 ? [0x81, count] : [0x82, count >> 8, count & 0xff];
};

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One object: tag (up to FFFF), length, and the values one after the other. At most 65535 bytes of value. */
export function tlv(tag: number, ...values: readonly Uint8Array[]): Uint8Array {
  const count = values.reduce((sum, value) => sum + value.length, 0);
  const head = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  return concatenate(Uint8Array.from([...head, ...length(count)]), ...values);
}

export interface DataObject {
  readonly tag: number;
  /** A view of the value. */
  readonly value: Uint8Array;
  /** A view of the whole object, with tag and length. */
  readonly whole: Uint8Array;
}

/** The objects that fill `bytes` one after the other; null where they do not. */
export function parseTlvs(bytes: Uint8Array): readonly DataObject[] | null {
  const objects: DataObject[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at;
    let tag = bytes[at++] ?? 0;
    if ((tag & 0x1f) === 0x1f) tag = (tag << 8) | (bytes[at++] ?? 0);
    let count = bytes[at++];
    if (count === undefined) return null;
    if (count >= 0x80) {
      const width = count - 0x80;
      if (width < 1 || width > 2 || at + width > bytes.length) return null;
      count = 0;
      for (let i = 0; i < width; i += 1) count = (count << 8) | (bytes[at++] ?? 0);
    }
    if (at + count > bytes.length) return null;
    objects.push({ tag, value: bytes.subarray(at, at + count), whole: bytes.subarray(start, at + count) });
    at += count;
  }
  return objects;
}
