/** What tells one certificate from every other: who issued it and the number it was given (RFC 5280, 4.1.2.2). */

import type { CertificateFields } from '../../../protocol/x509.ts';

/** Its number and its issuer's name, both as `readX509` gives them. */
export type NumberedCertificate = Pick<CertificateFields, 'number' | 'issuer'>;

export const certificateIdentity = ({ number, issuer }: NumberedCertificate): string => `${number} ${issuer}`;
