/**
 * Chains of certificates of the link. The first byte of an input says for which role (even: a reader), the rest is a
 * script whose operands are the certificates.
 */

import type { JudgedPeer } from '../../../protocol/channel/link-certificate.ts';
import { orThrow } from '../../../protocol/result.ts';
import { certifiedAt, partsOf } from '../link-ends.ts';
import { stepsIn, written } from '../script.ts';
import { insist, kindOf, sameBytes, type Target } from '../target.ts';

const roles = ['reader', 'bridge'] as const;
type Role = (typeof roles)[number];
const { trust } = partsOf('host');
const chains: Readonly<Record<Role, readonly Uint8Array[]>> = {
  reader: partsOf('reader').credentials.chain,
  bridge: partsOf('host').credentials.chain,
};

const inputOf = (role: Role, chain: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([
    Uint8Array.of(roles.indexOf(role)),
    ...chain.map((operand) => written({ does: 0, operand })),
  ]);

const genuine = new Map<Role, JudgedPeer>(
  roles.map((role) => [role, orThrow(trust.judge(chains[role], role, certifiedAt))]),
);

export const certificates: Target = {
  name: 'certificates',
  share: 1,
  longest: 8192,
  tokens: [
    Uint8Array.of(0x30, 0x80),
    Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0x06, 0x01, 0x80),
    Uint8Array.of(0x06, 0x03, 0x2b, 0x65, 0x6e),
    Uint8Array.of(0x17, 0x0d),
    Uint8Array.of(0x05, 0x00),
    Uint8Array.of(0x01, 0x01, 0xff),
    Uint8Array.of(0xa3, 0x00),
    new Uint8Array(400).fill(0x30),
    written({ does: 0, operand: chains.reader[0] ?? new Uint8Array(0) }),
    written({ does: 0, operand: new Uint8Array(0) }),
  ],
  sound(random) {
    const role = random.of(roles);
    const judged = trust.judge(chains[role], role, certifiedAt);
    insist(judged.ok, 'a certificate of the authority is taken');
    return inputOf(role, chains[role]);
  },
  judge(input) {
    const role = roles[(input[0] ?? 0) & 1] as Role;
    const chain = stepsIn(input.subarray(1)).map(({ operand }) => operand);
    const judged = trust.judge(chain, role, certifiedAt);
    if (!judged.ok) return [kindOf(judged.problem)];
    const known = genuine.get(role);
    insist(
      known !== undefined &&
        judged.value.peer.name === known.peer.name &&
        sameBytes(judged.value.publicKey, known.publicKey),
      'nobody is believed whom the authority has not signed for',
    );
    return [`accepted ${role}`];
  },
};
