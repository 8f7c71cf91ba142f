/** `fcr reader`: one emulated reader alone, for a bridge that runs elsewhere. */

import { resolve } from 'node:path';
import { z } from 'zod';
import { profiles } from '../../../firmware/profiles.ts';
import { wantsChannel, withoutChannelChoice } from '../../../host-bridge/ports/url.ts';
import { EmulatorError, explain, sentences } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import { Acts } from '../../automation/acts.ts';
import { createDeskEvents } from '../../automation/desk-events.ts';
import { startPageServer } from '../../automation/server.ts';
import { linkChannels } from '../../pki/link-channel.ts';
import { realClock } from '../../time/real-clock.ts';
import { createClosing } from '../closing.ts';
import { defineCommand, type Words } from '../command.ts';
import { holdDataFolder, readerPart } from '../data-folder.ts';
import { writeLine } from '../io.ts';
import { createLoneReader, tcpPlace } from '../lone-reader.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';
import { systemEntropy } from '../random.ts';
import { sharedPki } from '../shared-pki.ts';
import { listenForStop } from '../stop-signal.ts';
import { version } from '../version.ts';

/** One phone reader stands beside a reader; null: none. */
const placeOfDriver = z
  .array(z.string())
  .default([])
  .transform(([url, second], context) => {
    if (url === undefined) return null;
    const place = tcpPlace(url);
    if (place === null || second !== undefined)
      context.addIssue({ code: 'custom', input: second ?? url, message: 'not tcp:HOST:PORT, or twice' });
    return place;
  });

const told = {
  messageRefused: { en: 'refused a message of its host', ja: 'ホストのメッセージを拒否しました' },
  endedLink: { en: 'ended the link with its host', ja: 'ホストとのリンクを終えました' },
  refusedByHost: { en: 'was refused by its host', ja: 'ホストに拒否されました' },
} as const satisfies Record<string, Words>;

export const command = defineCommand({
  details: {
    en: 'Prints "ready PAGE URL" when a bridge can open it: the page server with its automation API, and where the reader is; with --phone-reader also where that is.',
    ja: 'ブリッジから開けるようになると「ready ページ URL」と表示します。ページサーバー（自動操作 API）と、リーダーの場所です。--phone-reader を指定すると、その場所も表示します。',
  },
  arguments: {},
  options: {
    url: {
      flags: '--url <url>',
      about: {
        en: 'where it is offered: serial:PATH (a link to a pseudo-terminal is made there), tcp:HOST:PORT (it listens), hid:VID:PID (a HID device is made, Linux) or usbip:PORT (a USB device for "usbip attach -r 127.0.0.1 -b 1-1"); with ?channel=none it does not encrypt, for bringing up a host only',
        ja: '提供する場所：serial:パス（仮想端末へのリンクを作ります）、tcp:ホスト:ポート（待ち受けます）、hid:VID:PID（HID 機器を作ります、Linux）、usbip:ポート（「usbip attach -r 127.0.0.1 -b 1-1」でつなぐ USB 機器）。?channel=none を付けると暗号化しません（ホストの立ち上げ専用）',
      },
      ...option.path,
    },
    serial: {
      flags: '--serial <id>',
      about: { en: 'serial number, its only identity', ja: '製造番号（リーダーの識別名）' },
      ...option.readerSerial,
    },
    phoneReader: {
      flags: '--phone-reader <url>',
      about: {
        en: 'where the driver of its phone reader is offered to the bridge: tcp:HOST:PORT; for the profile current, whose phones are read there',
        ja: '汎用カードリーダーのドライバーをブリッジに提供する場所：tcp:ホスト:ポート。スマートフォンをそこで読み取るプロファイル current 用です',
      },
      expects: {
        en: 'tcp:HOST:PORT once, the port from 0 to 65535',
        ja: 'tcp:ホスト:ポートを一度だけ（ポートは 0～65535）',
      },
      schema: placeOfDriver,
      several: true,
    },
    page: option.port(
      '--page <port>',
      'port of page server and automation API',
      'ページと自動操作 API のポート',
    ),
    profile: option.profile,
    iphone: option.iphone,
    people: option.people,
    pki: option.pki,
    data: option.dataFolder,
  },
  examples: [
    'fcr reader --url tcp:127.0.0.1:7001 --serial FCR-000001',
    'fcr reader --url serial:/tmp/reader --serial FCR-000002 --profile current',
    'fcr reader --url tcp:127.0.0.1:7001 --serial FCR-000001 --profile current --phone-reader tcp:127.0.0.1:7101',
    'fcr reader --url hid:1209:0001 --serial FCR-000003',
    'fcr reader --url usbip:3240 --serial FCR-000004',
  ],
  async run(given, io) {
    const stop = listenForStop();
    const closing = createClosing();
    closing.add(() => stop.close());
    try {
      const people = namedPeople(given.people, io);
      const folder = holdDataFolder(resolve(given.data), [readerPart(given.serial)]);
      closing.add(() => folder.release());
      const clock = realClock();
      const end = { entropy: systemEntropy, validAt: () => Date.now() };
      const secure = wantsChannel(given.url);
      if (!secure) io.stderr.write(`${given.serial} does not encrypt its link (channel=none)\n`);
      const profile = { ...profiles[given.profile], iphone: given.iphone };
      if (given.phoneReader !== null && profile.phones === 'unit')
        throw new EmulatorError({ code: 'EMU-744', detail: { profile: profile.id } });
      if (given.phoneReader !== null && !secure) throw new EmulatorError({ code: 'EMU-745', detail: {} });
      const events = createDeskEvents(clock);
      const channels = secure ? linkChannels(sharedPki(given.pki, folder.path).link) : null;
      let linkTrouble: string | null = null;
      const reader = orThrow(
        createLoneReader({
          url: withoutChannelChoice(given.url),
          serial: given.serial,
          profile,
          people,
          clock,
          data: folder.path,
          channel: channels?.reader(given.serial, end) ?? null,
          phoneReader:
            given.phoneReader === null || channels === null
              ? null
              : { place: given.phoneReader, channel: channels.phoneReader(given.serial, end) },
          hostRefused: (problem) => io.stderr.write(`${given.serial} ${explain(problem, io.language)}\n`),
          observe: (observation) => {
            events.record({ at: given.serial, observation });
            // For those who write a host: the reader itself only goes on as if nothing had come.
            if (observation.event === 'hostMessageRefused')
              io.stderr.write(
                `${given.serial} ${told.messageRefused[io.language]}: ${explain(observation, io.language)}\n`,
              );
            if (observation.event === 'linkClosed') {
              const { code, by } = observation;
              const { remedy } = sentences({ code, detail: {} }, io.language);
              const what = told[by === 'reader' ? 'endedLink' : 'refusedByHost'][io.language];
              const line = `${given.serial} ${what}: ${code} ${remedy}\n`;
              // A host that goes on dialling ends it for the same reason every few seconds.
              if (line !== linkTrouble) io.stderr.write(line);
              linkTrouble = line;
            }
            if (observation.event === 'message' && observation.name === 'welcome') linkTrouble = null;
          },
        }),
      );
      closing.add(() => reader.stop());
      await reader.start();
      const acts = new Acts({
        desk: reader,
        clock,
        observe: (at, observation) => events.record({ at, observation }),
      });
      closing.add(() => acts.close());
      const page = orThrow(
        await startPageServer(
          { desk: reader, acts, events, clock, version, language: io.language },
          given.page,
        ),
      );
      closing.add(() => page.close());
      const { phoneReaderUrl } = reader;
      writeLine(
        io,
        ['ready', page.url, reader.url, ...(phoneReaderUrl === null ? [] : [phoneReaderUrl])].join(' '),
      );
      await stop.stopped;
      return 0;
    } finally {
      await closing.close();
    }
  },
});
