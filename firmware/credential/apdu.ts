/** Command APDUs that the reader sends to a My Number Card or to the same application in a phone, and what their answers say (ISO/IEC 7816-4). */

/** Application identifiers and files; no official specification is public, these are what open clients use. */
export const applications = {
  jpki: Uint8Array.of(0xd3, 0x92, 0xf0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01),
  /** 券面事項確認AP: holds the photograph. */
  surface: Uint8Array.of(0xd3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02),
} as const;

export const files = {
  /** PKCS #11 token information: its label tells a card from an Android phone from an iPhone. */
  tokenInformation: 0x0006,
  /** 利用者証明用電子証明書 */
  userCertificate: 0x000a,
  userKey: 0x0017,
  userPin: 0x0018,
  /** Reference of the authority that checks terminals. */
  terminalAuthority: 0x0016,
  surfaceData: 0x0002,
  /** 照合番号B, the number printed on the card. */
  surfaceNumberB: 0x0012,
} as const;

const command = (
  cla: number,
  ins: number,
  p1: number,
  p2: number,
  data?: Uint8Array,
  le?: number,
): Uint8Array => {
  const body = data === undefined ? 0 : data.length + 1;
  const bytes = new Uint8Array(4 + body + (le === undefined ? 0 : 1));
  bytes[0] = cla;
  bytes[1] = ins;
  bytes[2] = p1;
  bytes[3] = p2;
  if (data !== undefined) {
    bytes[4] = data.length;
    bytes.set(data, 5);
  }
  if (le !== undefined) bytes[bytes.length - 1] = le;
  return bytes;
};

export const selectApplication = (aid: Uint8Array): Uint8Array => command(0x00, 0xa4, 0x04, 0x0c, aid);
export const selectFile = (file: number): Uint8Array =>
  command(0x00, 0xa4, 0x02, 0x0c, Uint8Array.of(file >>> 8, file & 0xff));
/** `length` 1 to 256. */
export const readBinary = (offset: number, length: number): Uint8Array =>
  command(0x00, 0xb0, (offset >>> 8) & 0x7f, offset & 0xff, undefined, length & 0xff);
/** Reads from the beginning of a file that its short identifier names (1 to 30), and selects it. `length` 1 to 256. */
export const readBinaryOf = (file: number, length: number): Uint8Array =>
  command(0x00, 0xb0, 0x80 | file, 0x00, undefined, length & 0xff);
/** Asks the selected secret for its tries; changes nothing. */
export const queryTries = (): Uint8Array => command(0x00, 0x20, 0x00, 0x80);
export const verifySecret = (secret: Uint8Array): Uint8Array => command(0x00, 0x20, 0x00, 0x80, secret);
/** The same with the secret named by its short identifier. */
export const queryTriesOf = (file: number): Uint8Array => command(0x00, 0x20, 0x00, 0x80 | file);
export const verifySecretOf = (file: number, secret: Uint8Array): Uint8Array =>
  command(0x00, 0x20, 0x00, 0x80 | file, secret);
/** Signs with the selected key; `input` as that key's algorithm wants it. */
export const computeSignature = (input: Uint8Array): Uint8Array =>
  command(0x80, 0x2a, 0x00, 0x80, input, 0x00);
/** The same with the key named by its short identifier. */
export const computeSignatureOf = (file: number, input: Uint8Array): Uint8Array =>
  command(0x80, 0x2a, 0x00, 0x80 | file, input, 0x00);
/** Tells an iPhone that nothing more follows. That it is sent is sourced, when it is sent is our reading. */
export const lastCommand = (): Uint8Array => command(0x80, 0xfc, 0x00, 0x00);

/*
 * Terminal authentication. That a terminal's certificate is checked by the card is known; how is not public.
 * The parameters below are our design and must not be taken for a real card's.
 */
export const presentTerminalCertificate = (certificate: Uint8Array): Uint8Array =>
  command(0x80, 0xa2, 0x00, 0xc1, certificate);
export const getChallenge = (length: number): Uint8Array =>
  command(0x00, 0x84, 0x00, 0x00, undefined, length);
export const externalAuthenticate = (signature: Uint8Array): Uint8Array =>
  command(0x00, 0x82, 0x00, 0x16, signature);

/** Status word of a reply; a reply too short to hold one counts as 6F00 (no precise diagnosis). */
export const statusWord = (reply: Uint8Array): number =>
  reply.length < 2
    ? 0x6f00
    : ((reply[reply.length - 2] as number) << 8) | (reply[reply.length - 1] as number);
export const replyData = (reply: Uint8Array): Uint8Array => reply.subarray(0, Math.max(0, reply.length - 2));

/** Tries left, from a `63Cx` status word; null for any other. */
export const triesIn = (sw: number): number | null => ((sw & 0xfff0) === 0x63c0 ? sw & 0x0f : null);
/** 6983 and 6984 both say that a secret is blocked. */
export const isBlocked = (sw: number): boolean => sw === 0x6983 || sw === 0x6984 || sw === 0x63c0;
