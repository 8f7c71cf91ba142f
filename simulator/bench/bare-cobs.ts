/**
 * A bare COBS and CRC-32 loop: what our frames are compared with. It trusts its input, keeps no state between calls
 * and writes into memory that is there already.
 */

const table = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

const crcOf = (bytes: Uint8Array, end: number): number => {
  let c = 0xffffffff;
  for (let i = 0; i < end; i += 1) c = (table[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};

/** Writes the frame of `plain[0..length)`, after which there is room for four bytes. @returns its length */
export function encodeBare(plain: Uint8Array, length: number, frame: Uint8Array): number {
  const crc = crcOf(plain, length);
  for (let i = 0; i < 4; i += 1) plain[length + i] = crc >>> (8 * i);
  let code = 0;
  let at = 1;
  for (let i = 0; i < length + 4; i += 1) {
    const byte = plain[i] as number;
    if (byte !== 0) {
      frame[at] = byte;
      at += 1;
    }
    if (byte === 0 || at - code === 255) {
      frame[code] = at - code;
      code = at;
      at += 1;
    }
  }
  frame[code] = at - code;
  frame[at] = 0;
  return at + 1;
}

/** Writes what `frame[0..length)` carries. @returns how many bytes, or -1 where the checksum is wrong */
export function decodeBare(frame: Uint8Array, length: number, plain: Uint8Array): number {
  let out = 0;
  for (let at = 0; at < length - 1; ) {
    const run = frame[at] as number;
    for (let i = at + 1; i < at + run; i += 1) {
      plain[out] = frame[i] as number;
      out += 1;
    }
    at += run;
    if (run < 255 && at < length - 1) {
      plain[out] = 0;
      out += 1;
    }
  }
  const end = out - 4;
  let stated = 0;
  for (let i = 0; i < 4; i += 1) stated |= (plain[end + i] as number) << (8 * i);
  return crcOf(plain, end) === stated >>> 0 ? end : -1;
}
