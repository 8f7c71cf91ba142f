/** Whether a phone answers who asks: the reader must have signed its request in this session (ISO/IEC 18013-5, 9.1.4). */

import type { MdocTrust } from '../../../firmware/credential/mdoc/certificate-trust.ts';
import { checkSignature, x5chainIn } from '../../../firmware/credential/mdoc/cose.ts';
import type { MdocCrypto } from '../../../firmware/credential/mdoc/crypto.ts';
import type { DocRequest } from '../../../firmware/credential/mdoc/device-request.ts';
import { reading } from '../../../firmware/credential/mdoc/kept-cbor.ts';
import { readerAuthenticationBytes } from '../../../firmware/credential/mdoc/reader-authentication.ts';
import type { SessionTranscript } from '../../../firmware/credential/mdoc/session-transcript.ts';
import { type Result, refuse } from '../../../protocol/result.ts';

/**
 * EMU-350, EMU-356, EMU-364 as the certificate and the header are, EMU-365 not signed, or another request or session.
 * @param at the phone's clock, milliseconds since 1970-01-01 UTC
 */
export function checkReader(
  { readerAuth, itemsRequestBytes }: DocRequest,
  transcript: SessionTranscript,
  readers: MdocTrust,
  engine: MdocCrypto,
  at: number,
): Result<void> {
  const part = 'reader authentication';
  if (readerAuth === null) return refuse('EMU-365', { reason: 'not signed' });
  const chain = reading(part, () => x5chainIn(readerAuth));
  if (!chain.ok) return chain;
  const reader = readers.judge(chain.value, at);
  if (!reader.ok) return reader;
  const payload = readerAuthenticationBytes(transcript, itemsRequestBytes);
  const unfit = refuse('EMU-365', { reason: 'another request or session' });
  return checkSignature(readerAuth, payload, reader.value.key, engine, part, unfit);
}
