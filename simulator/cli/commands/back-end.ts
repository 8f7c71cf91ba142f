/** `fcr back-end`: the mock back end alone, over HTTPS with client certificates. */

import { resolve } from 'node:path';
import { BackEndPart } from '../../desk/back-end-part.ts';
import { Activity } from '../../time/activity.ts';
import { realClock } from '../../time/real-clock.ts';
import { createClosing } from '../closing.ts';
import { defineCommand } from '../command.ts';
import { holdDataFolder } from '../data-folder.ts';
import { writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';
import { systemEntropy } from '../random.ts';
import { sharedPki } from '../shared-pki.ts';
import { listenForStop } from '../stop-signal.ts';

export const command = defineCommand({
  details: {
    en: 'Prints "ready URL URL": the back end, and where revocation lists and OCSP are. Only clients with a certificate of the same --pki are heard; GET /visits and GET /consents show what it holds.',
    ja: '「ready URL URL」と表示します（バックエンドと、失効リスト・OCSP の場所）。同じ --pki の証明書を持つ相手だけが接続できます。GET /visits と GET /consents で内容を確認できます。',
  },
  arguments: {},
  options: {
    listen: option.port('--listen <port>', 'port to listen on', '待ち受けるポート'),
    status: option.statusPort,
    people: option.people,
    pki: option.pki,
    data: option.dataFolder,
  },
  examples: ['fcr back-end --listen 8443 --pki ./pki --data ./back-end'],
  async run(given, io) {
    const stop = listenForStop();
    const closing = createClosing();
    closing.add(() => stop.close());
    try {
      const people = namedPeople(given.people, io);
      const folder = holdDataFolder(resolve(given.data), ['back-end']);
      closing.add(() => folder.release());
      const backEnd = new BackEndPart({
        people,
        clock: realClock(),
        entropy: systemEntropy,
        activity: new Activity(),
        observe: () => {},
        data: folder.path,
        statusPort: given.status,
        https: { pki: sharedPki(given.pki, folder.path), port: given.listen },
      });
      closing.add(() => backEnd.stop());
      await backEnd.start();
      writeLine(io, `ready ${backEnd.url}/ ${backEnd.statusUrl}/`);
      await stop.stopped;
      return 0;
    } finally {
      await closing.close();
    }
  },
});
