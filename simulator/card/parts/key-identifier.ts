/** How the card names keys: 16 bytes, of which seven digits and three more are readable. Ours begin with 99, as no real one does. */

const digits = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

/** `number` has seven digits. */
export const keyIdentifier = (number: string): Uint8Array =>
  Uint8Array.from([...digits(number), 0x08, 0x05, ...digits('001'), 0, 0, 0, 0]);

/** The issuer's key of the 券面 applications, and the root above it. */
export const surfaceKeyIdentifiers = {
  root: keyIdentifier('9900020'),
  issuer: keyIdentifier('9900023'),
  /** Named by basic information files; what it stands for on real cards is not known. */
  unexplained: keyIdentifier('9900024'),
} as const;

/** The one 16-byte record that 共通カードAP and 住基AP have alike; which key it names is not known. */
export const sharedKeyReference = keyIdentifier('9900001');
