/** Text of one byte a character, as cards hold digits and codes. */

export const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
