/** `fcr receipt`: the receipt folder. Takes the emulator's own files out of it; receipt-check.ts and receipt-request.ts do the rest. */

import { resolve } from 'node:path';
import { cleanReceiptFolder } from '../../../host-bridge/receipt/clean.ts';
import { orThrow } from '../../../protocol/result.ts';
import { receiptFolderIn } from '../../desk/bridge-part.ts';
import { defineCommand } from '../command.ts';
import { writeJson, writeLine } from '../io.ts';
import * as option from '../options.ts';
import { command as check } from './receipt-check.ts';
import { command as request } from './receipt-request.ts';

const clean = defineCommand({
  details: {
    en: 'Removes only files that the emulator wrote, in a folder that it has marked (-). Files of others stay (=), and so does the mark while there are some. Exits 1 where another program holds one of the emulator’s (!).',
    ja: 'エミュレーターが目印を付けたフォルダーから、自分が書いたファイルだけを削除します（-）。ほかのファイルは残し（=）、残っている間は目印も残します。エミュレーターのファイルをほかのプログラムが使用中なら（!）1 で終わります。',
  },
  arguments: {},
  options: {
    receipt: option.receiptFolder,
    data: option.dataFolder,
    json: option.json,
  },
  examples: ['fcr receipt clean', 'fcr receipt clean --receipt ./receipt'],
  async run({ receipt, data, json }, io) {
    const cleaned = orThrow(cleanReceiptFolder(resolve(receipt ?? receiptFolderIn(data))));
    if (json) writeJson(io, cleaned);
    else {
      for (const file of cleaned.removed) writeLine(io, `- ${file}`);
      for (const file of cleaned.held) writeLine(io, `! ${file}`);
      for (const file of cleaned.left) writeLine(io, `= ${file}`);
    }
    return cleaned.held.length === 0 ? 0 : 1;
  },
});

export const group = {
  commands: {
    check: {
      about: {
        en: 'says whether files are of the format, and what is wrong with them',
        ja: 'ファイルが形式に適合するか、どこが違うかを示します',
      },
      command: check,
    },
    clean: {
      about: {
        en: 'removes what the emulator wrote from a receipt folder',
        ja: 'エミュレーターが書いたファイルを連携フォルダーから削除します',
      },
      command: clean,
    },
    request: {
      about: {
        en: 'drops a request into a receipt folder, as a receipt computer would',
        ja: 'レセコンの代わりに、連携フォルダーへ要求を置きます',
      },
      command: request,
    },
  },
};
