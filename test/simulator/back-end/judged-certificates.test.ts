import { beforeEach, describe, expect, it } from 'vitest';
import { CardTrust } from '../../../firmware/trust/card-trust.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import { orThrow, type Result } from '../../../protocol/result.ts';
import { judgedCertificates } from '../../../simulator/back-end/judged-certificates.ts';
import { verifySignature } from '../../../simulator/pki/cards/signature-verification.ts';
import { authority, keys, user } from '../../firmware/trust/made-certificates.ts';

const codeOf = (result: Result<unknown>): ErrorCode | null => (result.ok ? null : result.problem.code);
const root = authority('root', keys.root);
const users = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, n) => user({ serial: (4096 + n).toString(16) }));

describe('The back end’s memory of judged certificates', () => {
  let anew = 0;
  const trust = orThrow(CardTrust.in([root], verifySignature));
  const counting: Pick<CardTrust, 'judge'> = {
    judge: (chain) => {
      anew += 1;
      return trust.judge(chain);
    },
  };
  beforeEach(() => {
    anew = 0;
  });

  it('judges once what comes again with the same bytes', () => {
    const memory = judgedCertificates(counting);
    const own = user();
    const first = memory.judge([own]);
    expect(memory.judge([own.slice()])).toBe(first);
    expect(anew).toBe(1);
    expect(first).toEqual(trust.judge([own]));
  });

  it('judges anew what nobody stands behind, and lets it drive out nobody', () => {
    const memory = judgedCertificates(counting, 2);
    const own = user();
    memory.judge([own]);
    for (let n = 0; n < 5; n += 1) expect(codeOf(memory.judge([user({ issuer: 'nobody' })]))).toBe('EMU-331');
    expect(anew).toBe(6);
    memory.judge([own]);
    expect(anew).toBe(6);
  });

  it('takes a certificate with one byte changed for another', () => {
    const memory = judgedCertificates(counting);
    const own = user();
    memory.judge([own]);
    const changed = own.slice();
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(codeOf(memory.judge([changed]))).toBe('EMU-332');
  });

  it('is not mixed up by bytes that read alike one after another', () => {
    const middle = authority('middle', keys.middle, 'root', keys.root);
    const own = user({ issuer: 'middle', issuerKey: keys.middle });
    const joined = Uint8Array.of(...own, ...middle);
    for (const chains of [[[joined], [own, middle]] as const, [[own, middle], [joined]] as const]) {
      const memory = judgedCertificates(counting);
      for (const chain of chains)
        expect(codeOf(memory.judge(chain))).toBe(chain.length === 2 ? null : 'EMU-330');
    }
  });

  it('forgets the one judged longest ago when it is full, and judges it rightly again', () => {
    const memory = judgedCertificates(counting, 2);
    const [first, second, third] = users(3) as [Uint8Array, Uint8Array, Uint8Array];
    for (const der of [first, second, third, third, second]) memory.judge([der]);
    expect(anew).toBe(3);
    expect(orThrow(memory.judge([first])).number).toBe(orThrow(trust.judge([first])).number);
    expect(anew).toBe(4);
  });
});
