/** Errors of a person’s files of their own: certificates, keys, people files, EMU-685 on. */

import type { ErrorEntries } from './entry.ts';

export const ofOwnCertificates = {
  'EMU-685': {
    cause: {
      en: 'A person’s file {file} cannot be used ({reason}).',
      ja: '人物のファイル {file} を使えません（{reason}）。',
    },
    remedy: {
      en: 'It must be one certificate, or one private key without a passphrase, in PEM or DER; its path counts from the folder of the people file.',
      ja: '証明書一つ、またはパスフレーズのない秘密鍵一つを、PEM か DER で置いてください。パスは人物ファイルのフォルダーからの相対です。',
    },
  },
  'EMU-686': {
    cause: {
      en: 'The private key {file} is not that of the certificate {certificate}.',
      ja: '秘密鍵 {file} は証明書 {certificate} のものではありません。',
    },
    remedy: {
      en: 'Name the key that the certificate was requested with.',
      ja: '証明書を申請したときの鍵を指定してください。',
    },
  },
  'EMU-687': {
    cause: {
      en: 'Cards have no such kind of key or signature: {file}.',
      ja: 'カードで使えない種類の鍵か署名です：{file}。',
    },
    remedy: {
      en: 'Use RSA of 2048 bits with SHA-256 for a card of kind my-number, P-384 with SHA-384 for one of kind next, and either for the authority.',
      ja: 'my-number のカードには RSA 2048 ビット（SHA-256）、next のカードには P-384（SHA-384）を使ってください。認証局はどちらでも構いません。',
    },
  },
  'EMU-688': {
    cause: {
      en: 'The certificate {file} was not issued by {authority}.',
      ja: '証明書 {file} は {authority} が発行したものではありません。',
    },
    remedy: {
      en: 'Name the certificate of the authority that signed it; it must say CA:TRUE, and its name must be the issuer’s.',
      ja: '署名した認証局の証明書（CA:TRUE で、名前が発行者と同じもの）を指定してください。',
    },
  },
  'EMU-689': {
    cause: {
      en: '{file} has {bytes} bytes; at most {most} are taken.',
      ja: '{file} は {bytes} バイトあります。{most} バイトまでです。',
    },
    remedy: {
      en: 'Name another file, or issue the certificate with less in it.',
      ja: '別のファイルを指定するか、内容の少ない証明書を発行してください。',
    },
  },
  'EMU-690': {
    cause: {
      en: 'The file {file} is there already.',
      ja: 'ファイル {file} はすでにあります。',
    },
    remedy: {
      en: 'Name another file, or take this one away first.',
      ja: '別のファイルを指定するか、先にこのファイルを移してください。',
    },
  },
} as const satisfies ErrorEntries;
