/** `fcr start`: a desk for a person or a program, until it is told to end. */

import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { profiles } from '../../../firmware/profiles.ts';
import { holdReceiptFolder } from '../../../host-bridge/receipt/hold-folder.ts';
import { orThrow } from '../../../protocol/result.ts';
import { receiptFolderIn } from '../../desk/bridge-part.ts';
import { linkKinds, readerSerial } from '../../desk/desk.ts';
import { longestKeyLock } from '../../peripherals/keypad.ts';
import { realClock } from '../../time/real-clock.ts';
import { openPlainDesk } from '../../ui/plain/plain-desk.ts';
import { type OpenSound, openTerminalDesk } from '../../ui/terminal/terminal-desk.ts';
import { type KeypadOrder, keypadOrders } from '../../ui/typed-keypad.ts';
import { uiWords } from '../../ui/words.ts';
import { Audible } from '../../voice/audible.ts';
import { findPlayer } from '../../voice/player.ts';
import { probeEngines } from '../../voice/probing.ts';
import { SoundCache } from '../../voice/sound-cache.ts';
import { Voice } from '../../voice/voice.ts';
import { openBridgeLog } from '../bridge-log.ts';
import { createClosing } from '../closing.ts';
import { defineCommand } from '../command.ts';
import { holdDataFolder, readerPart } from '../data-folder.ts';
import { readFacility } from '../facility-file.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';
import { type ServedDesk, serveDesk } from '../served-desk.ts';
import { listenForStop } from '../stop-signal.ts';
import { usualLink } from '../usual-link.ts';
import { version } from '../version.ts';

export const command = defineCommand({
  details: {
    en: 'Prints "ready URL" when a patient could step up. On a terminal it shows the reader and takes keys (h for help); otherwise it writes a line for each new state. Everything is written to DATA/desk.json. End it with Ctrl-C.',
    ja: '受付できるようになると「ready URL」と表示します。端末ではリーダーの画面を表示してキーを受け付け（h で説明）、それ以外では状態を1行ずつ書き出します。接続先はすべて DATA/desk.json に書きます。終了は Ctrl-C です。',
  },
  arguments: {},
  options: {
    readers: {
      flags: '--readers <n>',
      about: {
        en: 'how many readers, 1 to 8 (1 unless told)',
        ja: 'リーダーの台数、1 から 8（省略すると 1）',
      },
      expects: option.wholeNumber(1, 8).expects,
      schema: option.wholeNumber(1, 8).schema.default(1),
    },
    link: {
      flags: '--link <kind>',
      about: {
        en: `what the cable is: ${linkKinds.join(', ')} (serial; tcp where there are no pseudo-terminals)`,
        ja: `ケーブルの種類：${linkKinds.join('、')}（省略すると serial。仮想端末がなければ tcp）`,
      },
      expects: option.oneOf(linkKinds).expects,
      schema: option.oneOf(linkKinds).schema.optional(),
    },
    profile: option.profile,
    iphone: option.iphone,
    page: option.port(
      '--page <port>',
      'port of page server and automation API',
      'ページと自動操作 API のポート',
    ),
    control: option.port(
      '--control <port>',
      'port of the bridge’s control API',
      'ブリッジの制御 API のポート',
    ),
    backEnd: {
      ...option.port('--back-end <port>', 'port of the mock back end', '模擬バックエンドのポート'),
      schema: option.wholeNumber(0, 65_535).schema.optional(),
    },
    status: option.statusPort,
    facility: option.facility,
    people: option.people,
    data: option.dataFolder,
    receiptIsTest: option.receiptIsTest,
    plain: {
      flags: '--plain',
      about: {
        en: 'append-only lines, also on a terminal: for screen readers and logs',
        ja: '端末でも1行ずつの追記だけにします（スクリーンリーダーやログ向け）',
      },
      ...option.flag,
    },
    silent: {
      flags: '--silent',
      about: {
        en: 'plays no sound on the terminal; captions stay',
        ja: '端末で音を鳴らしません（字幕は出します）',
      },
      ...option.flag,
    },
    keypad: {
      flags: '--keypad <order>',
      about: {
        en: 'how the keys lie on the keypad you type with on the terminal: telephone (1 2 3 on top, unless told), or calculator (7 8 9 on top: taken by place, 7 8 9 are 1 2 3, Enter is #; with --plain Enter alone)',
        ja: '端末で使うテンキーの並び：telephone（上段が 1 2 3。省略時）、calculator（上段が 7 8 9。位置で読み替え、7 8 9 は 1 2 3、Enter は #。--plain では Enter だけの行）',
      },
      expects: option.oneOf(keypadOrders).expects,
      schema: option.oneOf(keypadOrders).schema.default('telephone'),
    },
    keyLock: {
      flags: '--key-lock <ms>',
      about: {
        en: 'for how many milliseconds, 0 to 500, a second press of the same key does nothing, but for a PIN (0 unless told)',
        ja: '同じキーの二度押しを無視する時間（ミリ秒、0 から 500）。暗証番号の入力には効きません（省略すると 0）',
      },
      expects: option.wholeNumber(0, longestKeyLock * 1000).expects,
      schema: option.wholeNumber(0, longestKeyLock * 1000).schema.default(0),
    },
    json: option.json,
    logLevel: option.logLevel,
  },
  examples: ['fcr start', 'fcr start --readers 2 --link tcp --page 8080', 'fcr start --plain --lang ja'],
  async run(given, io) {
    const stop = listenForStop();
    const closing = createClosing();
    closing.add(() => stop.close());
    try {
      const parts = Array.from({ length: given.readers }, (_, i) => readerPart(readerSerial(i + 1)));
      const facility = readFacility(given.facility);
      const people = namedPeople(given.people, io);
      const folder = holdDataFolder(resolve(given.data), ['back-end', 'bridge', ...parts]);
      closing.add(() => folder.release());
      const receipt = orThrow(holdReceiptFolder(receiptFolderIn(folder.path), given.receiptIsTest));
      closing.add(() => receipt.release());
      const clock = realClock();
      const drawn = isDrawn(given, io);
      const log = openBridgeLog(given.logLevel, clock, io, drawn ? join(folder.path, 'fcr.log') : null);
      log.write({ event: 'started', version });
      const served = await serveDesk({
        readers: given.readers,
        link: given.link ?? (await usualLink()),
        profile: { ...profiles[given.profile], iphone: given.iphone },
        facility,
        people,
        clock,
        log,
        data: folder.path,
        receiptIsTest: given.receiptIsTest,
        keyLock: given.keyLock / 1000,
        ports: {
          page: given.page,
          control: given.control,
          backEnd: given.backEnd ?? null,
          status: given.status,
        },
        language: io.language,
      });
      closing.add(() => served.close());
      const ready = await Promise.race([served.ready().then(() => true), stop.stopped.then(() => false)]);
      if (ready) {
        const file = join(folder.path, 'desk.json');
        writeFileSync(file, `${JSON.stringify(served.addresses, null, 2)}\n`, { mode: 0o600 });
        closing.add(() => rmSync(file, { force: true }));
        if (given.json) writeJson(io, served.addresses);
        else writeLine(io, `ready ${served.addresses.page}`);
        const desk = given.json
          ? null
          : openDesk(served, drawn, given, io, stop.stop, join(folder.path, 'voice'));
        closing.add(() => desk?.close());
        await stop.stopped;
        if (drawn) closing.add(() => writeLine(io, uiWords[io.language].ended));
      }
      log.write({ event: 'stopped' });
      return 0;
    } finally {
      await closing.close();
    }
  },
});

const isDrawn = ({ plain, json }: { plain: boolean; json: boolean }, { stdin, stdout, env }: Io): boolean =>
  !plain && !json && stdout.isTTY === true && stdin.isTTY === true && env.TERM !== 'dumb';

function openDesk(
  { operated, addresses }: ServedDesk,
  drawn: boolean,
  {
    plain,
    silent,
    keypad,
  }: { readonly plain: boolean; readonly silent: boolean; readonly keypad: KeypadOrder },
  io: Io,
  onQuit: () => void,
  sounds: string,
): { close(): void } {
  if (drawn) {
    return openTerminalDesk({
      operated,
      input: io.stdin,
      output: io.stdout,
      url: addresses.page,
      sound: silent ? null : terminalSound(io, sounds),
      keypad,
      clock: realClock(),
      onQuit,
    });
  }
  const isTerminal = io.stdout.isTTY === true;
  return openPlainDesk({
    operated,
    write: (line) => writeLine(io, line),
    input: plain || (isTerminal && io.stdin.isTTY === true) ? io.stdin : null,
    keypad,
    withPrivate: isTerminal,
    onQuit,
  });
}

/** null where nothing plays sound here. The engines are looked for while the desk is already in use. */
function terminalSound({ env }: Io, folder: string): OpenSound | null {
  const player = findPlayer(env['PATH']);
  if (player === null) return null;
  return (onTrouble) => {
    const voice = probeEngines(env).then((probed) => new Voice(probed, new SoundCache(folder)));
    return new Audible({ voice, player, onTrouble });
  };
}
