import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseTlvs } from '../../../simulator/card/engine/ber-tlv.ts';
import { hex, placed, selectFile, surface, text } from './placed-card.ts';

const rsaKey = (objects: Uint8Array) => {
  const [e, n] = (parseTlvs(objects) ?? []).map(({ value }) => Buffer.from(value).toString('base64url'));
  return createPublicKey({ key: { kty: 'RSA', e: e ?? '', n: n ?? '' }, format: 'jwk' });
};

/** Body and signature, as the contents of 7F21 have them one after the other. */
function certificate(contents: Uint8Array) {
  const [body, signature] = (parseTlvs(contents) ?? []).map(({ value }) => value);
  if (body === undefined || signature === undefined) throw new Error('no certificate');
  return {
    body,
    signature,
    by: hex(body.subarray(0, 16)),
    of: hex(body.subarray(16, 32)),
    key: rsaKey(body.subarray(32)),
  };
}

describe('the certificates of the issuer', () => {
  const root = certificate(placed().data('00CA00F8000000'));
  const issuer = certificate(placed().data('00CA7F21000000'));

  it('have the layout of real ones: two key identifiers, an RSA key, a signature', () => {
    for (const { body, signature, by, of } of [root, issuer]) {
      expect(body).toHaveLength(297);
      expect(signature).toHaveLength(256);
      for (const id of [by, of]) expect(id).toMatch(/^(?:3\d){7}0805(?:3\d){3}00000000$/);
    }
  });

  it('name no real hierarchy', () => {
    for (const { by, of } of [root, issuer]) for (const id of [by, of]) expect(id).toMatch(/^3939/);
  });

  it('make a chain: the root signs itself and the issuer’s key', () => {
    expect(root.of).toBe(root.by);
    expect(issuer.by).toBe(root.of);
    expect(verify('sha256', root.body, root.key, root.signature)).toBe(true);
    expect(verify('sha256', issuer.body, root.key, issuer.signature)).toBe(true);
    expect(verify('sha256', issuer.body, issuer.key, issuer.signature)).toBe(false);
    expect(hex(placed().data('00CA00F700'))).toBe(issuer.by);
  });

  it.each([
    ['card-surface', surface],
    ['text', text],
  ])('are in the %s application too, in their template', (_, application) => {
    const card = placed();
    card.send(application, selectFile('0004'));
    const [template] = parseTlvs(card.read()) ?? [];
    expect(template?.tag).toBe(0x7f21);
    expect(hex(certificate(template?.value ?? new Uint8Array(0)).body)).toBe(hex(issuer.body));
  });
});
