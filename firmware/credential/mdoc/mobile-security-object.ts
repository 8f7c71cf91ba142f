/** MobileSecurityObject (ISO/IEC 18013-5, 9.1.2.4): what the issuer signs of an mdoc: digests, device key, validity. */

import type { Result } from '../../../protocol/result.ts';
import { dayStart, daysIn } from '../../calendar.ts';
import { bytesIn, embeddedIn, mapIn, textIn, versionIn } from './cbor-forms.ts';
import { coseKeyIn, type EcPublicKey } from './cose.ts';
import type { DigestName } from './crypto.ts';
import { type KeptItem, keptItemIn, Malformed, reading } from './kept-cbor.ts';

export interface MobileSecurityObject {
  readonly docType: string;
  readonly digestAlgorithm: DigestName;
  /** By namespace and digest id. */
  readonly valueDigests: ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;
  /** Whose signatures and MACs prove the phone; null: a kind of key that is not known here. */
  readonly deviceKey: EcPublicKey | null;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly signed: number;
  readonly validFrom: number;
  readonly validUntil: number;
}

const digestNames: readonly DigestName[] = ['SHA-256', 'SHA-384', 'SHA-512'];

/** EMU-350: malformed. @param payload of the issuer's COSE_Sign1: `MobileSecurityObjectBytes` with its tag 24 */
export const readMobileSecurityObject = (payload: Uint8Array): Result<MobileSecurityObject> =>
  reading('mobile security object', () => {
    const object = mapIn(
      embeddedIn(keptItemIn(payload), 'MobileSecurityObjectBytes'),
      'MobileSecurityObject',
    );
    versionIn(object.need('version'));
    const written = textIn(object.need('digestAlgorithm'), 'digestAlgorithm');
    const digestAlgorithm = digestNames.find((name) => name === written);
    if (digestAlgorithm === undefined) throw new Malformed('a digest algorithm that is not known');
    const validity = mapIn(object.need('validityInfo'), 'validityInfo');
    return {
      docType: textIn(object.need('docType'), 'docType'),
      digestAlgorithm,
      valueDigests: digestsIn(object.need('valueDigests')),
      deviceKey: coseKeyIn(mapIn(object.need('deviceKeyInfo'), 'deviceKeyInfo').need('deviceKey')),
      signed: instantIn(validity.need('signed')),
      validFrom: instantIn(validity.need('validFrom')),
      validUntil: instantIn(validity.need('validUntil')),
    };
  });

const digestsIn = (item: KeptItem): MobileSecurityObject['valueDigests'] =>
  new Map(
    mapIn(item, 'valueDigests')
      .textEntries('valueDigests')
      .map(([nameSpace, digests]) => [
        nameSpace,
        new Map(
          mapIn(digests, 'digests of a namespace')
            .integerEntries('digests')
            .map(([id, digest]) => [id, bytesIn(digest, 'a digest')]),
        ),
      ]),
  );

/** 9.1.2.4: UTC, without fractions of a second. */
const writtenInstant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;
/** Days are counted from midnight in Japan. */
const japanOffset = 9 * 3_600_000;

/** `tdate`, in milliseconds since 1970-01-01 UTC. */
function instantIn(item: KeptItem): number {
  const text = item.kind === 'tag' && item.tag === 0 ? textIn(item.content, 'an instant') : '';
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    writtenInstant.exec(text)?.slice(1).map(Number) ?? [];
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59)
    throw new Malformed('no instant in UTC');
  return dayStart({ year, month, day }) + japanOffset + ((hour * 60 + minute) * 60 + second) * 1000;
}
