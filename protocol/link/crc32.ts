/** CRC-32 (IEEE 802.3, reflected polynomial EDB88320), as zlib, Ethernet and PNG compute it. */

const table = new Uint32Array(256);
for (let n = 0; n < 256; n += 1) {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  table[n] = c;
}

/** The CRC of `bytes[0..end)` as an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array, end: number = bytes.length): number {
  let c = 0xffffffff;
  for (let i = 0; i < end; i += 1) c = (table[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
