/**
 * The back end's memory of the certificates that it has judged: whose card comes back is not judged anew, since the
 * judgement follows from the bytes alone. A reader has no such memory.
 */

import { hash } from 'node:crypto';
import type { CardCertificate, CardTrust } from '../../firmware/trust/card-trust.ts';
import type { Result } from '../../protocol/result.ts';

/** Certificates remembered, those judged longest ago forgotten first. Our figure: the people of a town. */
const mostRemembered = 16_384;

/**
 * `trust` with a memory: the same judgement for the same bytes. Only those that an authority stands behind are
 * remembered, so that no flood of others drives them out.
 */
export function judgedCertificates(
  trust: Pick<CardTrust, 'judge'>,
  most = mostRemembered,
): Pick<CardTrust, 'judge'> {
  const judged = new Map<string, Result<CardCertificate>>();
  return {
    judge(chain) {
      const key = digestOf(chain);
      const known = judged.get(key);
      if (known !== undefined) return known;
      const result = trust.judge(chain);
      if (!result.ok) return result;
      const [oldest] = judged.size < most ? [] : judged.keys();
      if (oldest !== undefined) judged.delete(oldest);
      judged.set(key, result);
      return result;
    },
  };
}

/** With the number and lengths of the certificates: one that ends in another is not the two of them. */
const digestOf = (chain: readonly Uint8Array[]): string => {
  const lengths = Buffer.from(`${chain.map(({ length }) => length).join()};`);
  return hash('sha256', Buffer.concat([lengths, ...chain]), 'base64');
};
