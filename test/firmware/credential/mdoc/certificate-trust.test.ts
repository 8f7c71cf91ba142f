import { createPublicKey } from 'node:crypto';
import {
  BasicConstraints,
  ExtendedKeyUsage,
  type Extension,
  KeyUsage,
  KeyUsageFlags,
} from '@peculiar/asn1-x509';
import { describe, expect, test } from 'vitest';
import { MdocTrust, mdocPurposes } from '../../../../firmware/credential/mdoc/certificate-trust.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { orThrow, refuse } from '../../../../protocol/result.ts';
import {
  mdocDocumentSigner,
  mdocIssuerAuthority,
  mdocReaderIdentity,
} from '../../../../simulator/pki/mdoc.ts';
import { labelledPem } from '../../../../simulator/pki/test-keys/labelled-pem.ts';
import { distinguishedName, extension, issueCertificate } from '../../../../simulator/pki/x509-issuing.ts';
import { atDesk } from './held-phone.ts';

const keys = labelledPem('mdoc.pem');
const authorityName = distinguishedName([['CN', 'TEST authority']]);
const day = 86_400_000;

interface Form {
  readonly issuer?: string;
  readonly subject?: string;
  readonly key?: string;
  readonly signedBy?: string;
  readonly from?: number;
  readonly until?: number;
  readonly extensions?: readonly Extension[];
}
const usage = (flags: number) => extension('2.5.29.15', true, new KeyUsage(flags));
const purposes = (...ids: string[]) => extension('2.5.29.37', true, new ExtendedKeyUsage(ids));
const signing = [usage(KeyUsageFlags.digitalSignature), purposes(mdocPurposes.documentSigner)];
const issuing = [
  extension('2.5.29.19', true, new BasicConstraints({ cA: true })),
  usage(KeyUsageFlags.keyCertSign),
];

const certificate = (form: Form): Uint8Array =>
  issueCertificate(
    {
      serial: '41',
      issuer: form.issuer === undefined ? authorityName : distinguishedName([['CN', form.issuer]]),
      subject: distinguishedName([
        ['CN', form.subject ?? 'TEST signer of mdocs, with a name long enough to be read'],
      ]),
      notBefore: form.from ?? atDesk - day,
      notAfter: form.until ?? atDesk + day,
      publicKey: createPublicKey(keys.key(form.key ?? 'mdoc document signer')),
      extensions: [...(form.extensions ?? signing)],
    },
    keys.key(form.signedBy ?? 'mdoc issuer authority'),
  );

const authority = (form: Form = {}): Uint8Array =>
  certificate({
    subject: 'TEST authority',
    key: 'mdoc issuer authority',
    extensions: issuing,
    ...form,
  });

const judgedBy = (anchors: readonly Uint8Array[], chain: readonly Uint8Array[], at = atDesk) =>
  orThrow(MdocTrust.in(anchors, mdocPurposes.documentSigner, portableMdocCrypto)).judge(chain, at);
const refused = (reason: string) => refuse('EMU-356', { reason });

describe('a certificate in an mdoc exchange', () => {
  test('is taken where a trusted authority has issued it, or where it is trusted itself', () => {
    expect(judgedBy([authority()], [certificate({})])).toMatchObject({
      value: { key: { scheme: 'ES256' }, notBefore: atDesk - day, notAfter: atDesk + day },
    });
    expect(judgedBy([certificate({})], [certificate({})]).ok).toBe(true);
    expect(judgedBy([mdocIssuerAuthority()], mdocDocumentSigner().chain).ok).toBe(true);
  });

  test.each([
    ['of an authority that is not trusted', [authority()], certificate({ issuer: 'TEST somebody' })],
    [
      'not signed by the authority it names',
      [authority()],
      certificate({ signedBy: 'mdoc reader authority' }),
    ],
    [
      'not signed by the authority it names',
      [authority({ extensions: [issuing[0] as Extension, usage(KeyUsageFlags.cRLSign)] })],
      certificate({}),
    ],
    ['of an authority that is not trusted', [authority({ extensions: signing })], certificate({})],
    ['its authority is not valid now', [authority({ until: atDesk - 1000 })], certificate({})],
    ['not valid now', [authority()], certificate({ until: atDesk - 1000 })],
    ['not valid now', [authority()], certificate({ from: atDesk + 1000 })],
    [
      'an authority’s own',
      [authority()],
      certificate({ extensions: [...issuing, purposes(mdocPurposes.documentSigner)] }),
    ],
    [
      'not for this use',
      [authority()],
      certificate({ extensions: [usage(KeyUsageFlags.digitalSignature), purposes(mdocPurposes.reader)] }),
    ],
    [
      'not for this use',
      [authority()],
      certificate({ extensions: [usage(KeyUsageFlags.keyAgreement), purposes(mdocPurposes.documentSigner)] }),
    ],
    ['not for this use', [authority()], certificate({ extensions: [purposes(mdocPurposes.documentSigner)] })],
    [
      'a critical extension that is not known',
      [authority()],
      certificate({ extensions: [...signing, extension('2.999.1', true, new BasicConstraints({}))] }),
    ],
    ['not X.509', [authority()], new Uint8Array(300)],
  ])('is refused: %s', (reason, anchors, own) => {
    expect(judgedBy(anchors, [own])).toEqual(refused(reason));
  });

  test('is refused with another kind of key', () => {
    const rsa = labelledPem('authorities.pem').der('current user authority certificate');
    expect(judgedBy([authority()], [rsa])).toEqual(refused('another kind of key or signature'));
    expect(MdocTrust.in([rsa], mdocPurposes.documentSigner, portableMdocCrypto)).toEqual(
      refused('another kind of key or signature'),
    );
  });

  test('is refused where there is none, or more than one', () => {
    expect(judgedBy([authority()], [])).toEqual(refused('not one certificate'));
    expect(judgedBy([authority()], [certificate({}), authority()])).toEqual(refused('not one certificate'));
  });

  test('of a reader signs no mdoc', () => {
    expect(judgedBy([mdocReaderIdentity().chain[0] as Uint8Array], mdocReaderIdentity().chain)).toEqual(
      refused('not for this use'),
    );
  });
});
