import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { schemeKeyOf } from '../../../firmware/trust/signature-schemes.ts';

const algorithm = '1.2.840.113549.1.1.1';
const keyOf = (modulusLength: number) =>
  new Uint8Array(
    generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'der', type: 'pkcs1' }),
  );
const bytes = keyOf(2048);

describe('An RSA key of a certificate', () => {
  it('is of a scheme with 2048 bits and the parameters that RSA has', () => {
    expect(schemeKeyOf({ algorithm, parameters: '0500', bytes })).toEqual({ scheme: 'rsa-sha256', bytes });
  });

  it.each([
    ['parameters left out', null, bytes],
    ['other parameters', '1800', bytes],
    ['3072 bits', '0500', keyOf(3072)],
  ])('is of none with %s', (_, parameters, key) => {
    expect(schemeKeyOf({ algorithm, parameters, bytes: key })).toBeNull();
  });
});
