/** `fcr bridge`: the host bridge alone, as it runs on the clinic's PC. */

import { join, resolve } from 'node:path';
import { z } from 'zod';
import { createBridge } from '../../../host-bridge/bridge.ts';
import { createMetrics } from '../../../host-bridge/control/metrics.ts';
import { startControl } from '../../../host-bridge/control/server.ts';
import { writeControlToken } from '../../../host-bridge/control/token.ts';
import { httpsClient } from '../../../host-bridge/eligibility/https-client.ts';
import { openSqliteJournal } from '../../../host-bridge/eligibility/sqlite-journal.ts';
import { openSqliteLookups } from '../../../host-bridge/lookups/sqlite-lookups.ts';
import { openSqliteMaintenance } from '../../../host-bridge/lookups/sqlite-maintenance.ts';
import { dialPhoneReader } from '../../../host-bridge/ports/dialled-phone-reader.ts';
import { watchFolderOfPort } from '../../../host-bridge/ports/hot-plug.ts';
import { createOpenPort } from '../../../host-bridge/ports/open-port.ts';
import type { ReaderUrl } from '../../../host-bridge/ports/port.ts';
import { parseReaderUrl } from '../../../host-bridge/ports/url.ts';
import { discoverReaders, linksIn, udevPlace } from '../../../host-bridge/readers/discovery.ts';
import { watchUnusedPhoneReaders } from '../../../host-bridge/readers/unused-phone-readers.ts';
import { openReceiptFolder } from '../../../host-bridge/receipt/disk-folder.ts';
import { holdReceiptFolder } from '../../../host-bridge/receipt/hold-folder.ts';
import { isReaderId, type ReaderId } from '../../../protocol/ids.ts';
import { orThrow } from '../../../protocol/result.ts';
import { linkChannels } from '../../pki/link-channel.ts';
import { realClock } from '../../time/real-clock.ts';
import { openBridgeLog } from '../bridge-log.ts';
import { createClosing } from '../closing.ts';
import { defineCommand } from '../command.ts';
import { holdDataFolder } from '../data-folder.ts';
import { readFacility } from '../facility-file.ts';
import { writeLine } from '../io.ts';
import * as option from '../options.ts';
import { systemEntropy } from '../random.ts';
import { sharedPki } from '../shared-pki.ts';
import { listenForStop } from '../stop-signal.ts';
import { version } from '../version.ts';

/** In place of a URL: readers are found as they are plugged in. */
const byThemselves = 'auto';

/** By the serial number of the reader beside which each stands. One serves one reader, and its link has no channel of its own. */
const phoneReaderPlaces = z
  .array(z.string())
  .default([])
  .transform((written, context) => {
    const places = new Map<ReaderId, ReaderUrl>();
    for (const one of written) {
      const [, serial = '', url = ''] = /^([^=]+)=(tcp:[^?]+)$/.exec(one) ?? [];
      const taken = places.has(serial as ReaderId) || [...places.values()].includes(url);
      if (!isReaderId(serial) || !parseReaderUrl(url).ok || taken)
        context.addIssue({ code: 'custom', input: one, message: 'not SERIAL=tcp:HOST:PORT, or twice' });
      else places.set(serial, url);
    }
    return places;
  });

export const command = defineCommand({
  details: {
    en: 'Prints "ready URL" of its control API; the token is in DATA/control-token. A reader that is lost is connected again by itself. Its URL: serial:/dev/ttyACM0?baud=115200, tcp:127.0.0.1:7001, hid:1209:0001:FCR-000003. With auto, serial readers are found as they are plugged in: under /dev/serial/by-id, where the serial number in a name is a reader’s, and in DATA/ports, where emulated readers may be linked.',
    ja: '制御 API の「ready URL」を表示します。トークンは DATA/control-token にあります。切れたリーダーには自動でつなぎ直します。URL の例：serial:/dev/ttyACM0?baud=115200、tcp:127.0.0.1:7001、hid:1209:0001:FCR-000003。auto を指定すると、接続されたシリアルのリーダーを探します。/dev/serial/by-id（名前の製造番号がリーダーのもの）と、エミュレートしたリーダーへのリンクを置く DATA/ports が対象です。',
  },
  arguments: {},
  options: {
    readers: {
      flags: '--reader <url>',
      about: {
        en: 'URL of a reader, once for each; auto: those that are plugged in. With ?channel=none the link is not encrypted: for bringing up a device only',
        ja: 'リーダーの URL。台数分だけ繰り返します。auto は接続されたものを探します。?channel=none を付けると暗号化しません（機器の立ち上げ専用）',
      },
      expects: { en: 'URLs of readers, or auto', ja: 'リーダーの URL か auto' },
      schema: z.array(z.string().min(1)).min(1),
      several: true,
    },
    phoneReaders: {
      flags: '--phone-reader <serial=url>',
      about: {
        en: 'where the driver of the phone reader beside a reader of profile current listens, once for each: FCR-000001=tcp:127.0.0.1:7101',
        ja: 'プロファイル current のリーダーのそばにある汎用カードリーダーのドライバーの場所。台数分だけ繰り返します：FCR-000001=tcp:127.0.0.1:7101',
      },
      expects: {
        en: 'SERIAL=tcp:HOST:PORT, each serial number and each place once',
        ja: '製造番号=tcp:ホスト:ポート（製造番号も場所も一度ずつ）',
      },
      schema: phoneReaderPlaces,
      several: true,
    },
    backEnd: {
      flags: '--back-end <url>',
      about: { en: 'where the back end is', ja: 'バックエンドの URL' },
      expects: { en: 'a URL such as https://127.0.0.1:8443', ja: 'https://127.0.0.1:8443 のような URL' },
      schema: z.url({ protocol: /^https$/ }),
    },
    control: option.port('--control <port>', 'port of the control API', '制御 API のポート'),
    receipt: {
      flags: '--receipt <dir>',
      about: { en: 'folder shared with the receipt computer', ja: 'レセコン連携フォルダー' },
      ...option.path,
    },
    receiptIsTest: option.receiptIsTest,
    facility: option.facility,
    pki: option.pki,
    data: option.dataFolder,
    logLevel: option.logLevel,
  },
  examples: [
    'fcr bridge --reader auto --back-end https://127.0.0.1:8443 --control 0 --receipt ./receipt --pki ./pki --data ./bridge',
    'fcr bridge --reader tcp:127.0.0.1:7001 --phone-reader FCR-000001=tcp:127.0.0.1:7101 --back-end https://127.0.0.1:8443 --control 0 --receipt ./receipt --pki ./pki --data ./bridge',
    'fcr bridge --reader tcp:127.0.0.1:7001 --back-end https://127.0.0.1:8443 --control 0 --receipt ./receipt --pki ./pki --data ./bridge',
  ],
  async run(given, io) {
    const stop = listenForStop();
    const closing = createClosing();
    closing.add(() => stop.close());
    try {
      const facility = readFacility(given.facility);
      const folder = holdDataFolder(resolve(given.data), ['bridge']);
      closing.add(() => folder.release());
      const clock = realClock();
      const log = openBridgeLog(given.logLevel, clock, io, null);
      log.write({ event: 'started', version });
      const pki = sharedPki(given.pki, folder.path);
      const { authorityPem, client } = pki.tls;
      const root = resolve(given.receipt);
      const served = orThrow(holdReceiptFolder(root, given.receiptIsTest));
      closing.add(() => served.release());
      const receipt = orThrow(
        openReceiptFolder({
          root,
          writeInPlace: facility.writeInPlace,
          isTest: given.receiptIsTest,
        }),
      );
      const journal = orThrow(openSqliteJournal(join(folder.path, 'bridge.db')));
      closing.add(() => journal.close());
      const lookups = orThrow(openSqliteLookups(join(folder.path, 'lookups.db')));
      closing.add(() => lookups.close());
      const maintenance = orThrow(openSqliteMaintenance(join(folder.path, 'maintenance.db')));
      closing.add(() => maintenance.close());
      const backEnd = orThrow(
        httpsClient({
          url: given.backEnd,
          pki: { ca: authorityPem, cert: client.certificatePem, key: client.keyPem },
        }),
      );
      closing.add(() => backEnd.close());
      const metrics = createMetrics();
      const openPort = createOpenPort(clock);
      const phoneReaders = new Map(
        [...given.phoneReaders].map(([serial, url]) => [
          serial,
          dialPhoneReader(url, {
            openPort,
            clock,
            entropy: systemEntropy,
            backingOff: (to) => log.write({ event: 'phoneReaderBackOff', beside: serial, ...to }),
            notOpened: (problem) => log.write({ event: 'portNotOpened', problem }),
          }),
        ]),
      );
      const unused = watchUnusedPhoneReaders(phoneReaders.keys(), clock, (beside, code) =>
        log.write({ event: 'phoneReaderUnused', beside, code }),
      );
      closing.add(() => unused.stop());
      const bridge = createBridge({
        readers: given.readers.filter((url) => url !== byThemselves),
        openPort,
        phoneReaderOf(reader) {
          unused.askedFor(reader);
          return phoneReaders.get(reader) ?? null;
        },
        watchForPort: watchFolderOfPort,
        backEnd,
        journal,
        lookups,
        maintenance,
        receipt,
        facility,
        clock,
        entropy: systemEntropy,
        channel: linkChannels(pki.link).bridge({ entropy: systemEntropy, validAt: () => Date.now() }),
        observe: (observation) => {
          log.write(observation);
          metrics.observe(observation);
          unused.observe(observation);
        },
        portNotOpened: (problem) => log.write({ event: 'portNotOpened', problem }),
      });
      closing.add(() => bridge.stop());
      bridge.start();
      unused.start();
      for (const phoneReader of phoneReaders.values()) {
        closing.add(() => phoneReader.stop());
        phoneReader.start();
      }
      if (given.readers.includes(byThemselves)) {
        // One that was named as well stands already.
        const found = (url: string): void => void bridge.addReader(url);
        closing.add(discoverReaders([udevPlace, linksIn(join(folder.path, 'ports'))], found));
      }
      const token = orThrow(writeControlToken(folder.path, systemEntropy));
      const control = orThrow(await startControl({ bridge, metrics, clock, token, version }, given.control));
      closing.add(() => control.close());
      log.write({ event: 'listening', of: 'control', port: control.port });
      writeLine(io, `ready http://127.0.0.1:${control.port}/`);
      await stop.stopped;
      log.write({ event: 'stopped' });
      return 0;
    } finally {
      await closing.close();
    }
  },
});
