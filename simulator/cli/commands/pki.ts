/** `fcr pki`: the certificates that reader, bridge and back end know each other by. */

import { resolve } from 'node:path';
import { createPki } from '../../pki/link-and-tls.ts';
import { defineCommand } from '../command.ts';
import { writeLine } from '../io.ts';
import { path } from '../options.ts';

export const command = defineCommand({
  details: {
    en: 'Makes test authorities and certificates (EC) for link and TLS. A folder that holds a set already keeps it; nothing is overwritten. Not for real use.',
    ja: '通信路と TLS のための試験用の認証局と証明書（EC）を作ります。すでに一式があれば、そのまま残します（上書きしません）。実際の用途には使えません。',
  },
  arguments: {},
  options: {
    out: {
      flags: '--out <dir>',
      about: { en: 'folder for the certificates and keys', ja: '証明書と鍵を置くフォルダー' },
      ...path,
    },
  },
  examples: ['fcr pki --out ./pki'],
  async run({ out }, io) {
    const folder = resolve(out);
    createPki(folder);
    writeLine(io, folder);
    return 0;
  },
});
