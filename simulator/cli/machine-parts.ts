/**
 * What a machine may have, part by part: what each is for, how it is looked for, and what brings it. Nothing is run
 * or opened for longer than the look takes. Package names are Debian's.
 */

import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../programs/find-program.ts';
import { playerPrograms } from '../voice/player.ts';
import { enginePackages, mecabPlace, openJTalkDictionary, openJTalkPlace } from '../voice/probing.ts';
import type { Words } from './command.ts';

export interface MachinePart {
  readonly id: string;
  /** Without it `fcr start` does not run. */
  readonly needed: boolean;
  readonly about: Words;
  readonly remedy: Words;
  /** What is there; null where it is missing. */
  readonly look: () => Promise<string | null>;
}

const oldestNode = [20, 19] as const;

const install = (packages: string): Words => ({
  en: `apt-get install ${packages}`,
  ja: `apt-get install ${packages} で入れてください`,
});

/** The path of a program, as a shell finds it. */
const program =
  (...names: readonly string[]) =>
  async (): Promise<string | null> =>
    findProgram(names, process.env.PATH);

function isUsable(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

const writable = (path: string) => async (): Promise<string | null> =>
  isUsable(path, constants.R_OK | constants.W_OK) ? path : null;

/** Where a part of the running kernel shows itself. */
const present = (path: string) => async (): Promise<string | null> => (existsSync(path) ? path : null);

const inFolder = (folder: string, form: RegExp): string | null => {
  const name = existsSync(folder) ? readdirSync(folder).find((entry) => form.test(entry)) : undefined;
  return name === undefined ? null : join(folder, name);
};

/** What is found of a module. */
export const loaded = 'loads';

/** Loads a module; a native one fails here and not in the middle of a visit. */
const loads = (load: () => Promise<unknown>) => async (): Promise<string | null> => {
  try {
    await load();
    return loaded;
  } catch {
    return null;
  }
};

async function pseudoTerminal(): Promise<string | null> {
  try {
    const { openPseudoTerminal } = await import('../devices/pseudo-terminal.ts');
    const terminal = await openPseudoTerminal();
    await terminal.close();
    return terminal.path;
  } catch {
    return null;
  }
}

/** Makes some, in which nothing but `true` runs. */
function ownNamespaces(): Promise<string | null> {
  const kinds = ['--user', '--map-root-user', '--net', '--mount', '--pid', '--fork', '--mount-proc'];
  return new Promise((resolve) => {
    execFile('unshare', [...kinds, 'true'], (error) => resolve(error === null ? 'unshare' : null));
  });
}

async function openJTalk(): Promise<string | null> {
  const place = openJTalkPlace(process.env);
  return place === null ? null : `${place.program}, ${place.voice}`;
}

async function mecab(): Promise<string | null> {
  const place = mecabPlace(process.env);
  return place === null ? null : `${place.program}, ${place.dictionary}`;
}

const reinstall: Words = {
  en: 'npm ci, on a platform for which the package brings a prebuilt binary',
  ja: 'npm ci をやり直してください（ビルド済みの部品がある環境が必要です）',
};

export const machineParts: readonly MachinePart[] = [
  {
    id: 'node',
    needed: true,
    about: { en: `Node.js ${oldestNode.join('.')} or later`, ja: `Node.js ${oldestNode.join('.')} 以降` },
    remedy: { en: 'install it from nodejs.org', ja: 'nodejs.org から入れてください' },
    look: async () => {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      const [needMajor, needMinor] = oldestNode;
      const isNew = major > needMajor || (major === needMajor && minor >= needMinor);
      return isNew ? process.versions.node : null;
    },
  },
  {
    id: 'sqlite',
    needed: true,
    about: { en: 'SQLite (libsql) for back end and bridge', ja: 'バックエンドとブリッジの SQLite（libsql）' },
    remedy: reinstall,
    look: loads(() => import('libsql')),
  },
  {
    id: 'serialport',
    needed: true,
    about: { en: 'the binding of serialport', ja: 'serialport の部品' },
    remedy: reinstall,
    look: loads(() => import('@serialport/bindings-cpp')),
  },
  {
    id: 'pseudo-terminals',
    needed: false,
    about: { en: 'pseudo-terminals for --link serial', ja: '--link serial 用の仮想端末' },
    remedy: { en: 'use --link tcp', ja: '--link tcp をお使いください' },
    look: pseudoTerminal,
  },
  {
    id: 'node-hid',
    needed: false,
    about: { en: 'node-hid for readers over USB HID', ja: 'USB HID のリーダー用の node-hid' },
    remedy: install('libusb-1.0-0 libudev1'),
    // Its native part, and the libraries that this needs, are loaded with the first call only.
    look: loads(async () => (await import('node-hid')).default.getHidapiVersion()),
  },
  {
    id: 'uhid',
    needed: false,
    about: { en: '/dev/uhid for emulated HID devices', ja: 'HID 機器のエミュレート用の /dev/uhid' },
    remedy: {
      en: 'modprobe uhid, and give your user the right to write it (udev rule)',
      ja: 'modprobe uhid を行い、書き込みの権限を付けてください（udev の規則）',
    },
    look: writable('/dev/uhid'),
  },
  {
    id: 'hidraw',
    needed: false,
    about: { en: 'hidraw, through which HID readers are used', ja: 'HID のリーダーを使うための hidraw' },
    remedy: {
      en: 'a kernel with CONFIG_HIDRAW; in a container, /dev and /sys of its host',
      ja: 'CONFIG_HIDRAW のあるカーネルをお使いください。コンテナではホストの /dev と /sys が必要です',
    },
    look: present('/sys/class/hidraw'),
  },
  {
    id: 'vhci',
    needed: false,
    about: {
      en: 'the virtual USB host controller, to plug in readers offered as usbip:PORT',
      ja: 'usbip:ポート のリーダーをつなぐ仮想 USB ホストコントローラー',
    },
    remedy: {
      en: 'modprobe vhci-hcd, and apt-get install usbip',
      ja: 'modprobe vhci-hcd を行い、apt-get install usbip で入れてください',
    },
    look: async () => inFolder('/sys/devices/platform', /^vhci_hcd/),
  },
  {
    id: 'udevadm',
    needed: false,
    about: {
      en: 'udev, by whose names serial readers are found (fcr bridge --reader auto) and for device rules',
      ja: 'シリアルのリーダーを名前で探す（fcr bridge --reader auto）ためと、デバイス規則のための udev',
    },
    remedy: install('udev'),
    look: program('udevadm'),
  },
  {
    id: 'umockdev',
    needed: false,
    about: { en: 'umockdev for recorded devices', ja: '記録したデバイス用の umockdev' },
    remedy: install('umockdev'),
    look: program('umockdev-run'),
  },
  {
    id: 'qemu',
    needed: false,
    about: { en: 'QEMU for tests on a kernel of their own', ja: '専用カーネルでの試験用の QEMU' },
    remedy: install('qemu-system-x86'),
    look: program('qemu-system-x86_64'),
  },
  {
    id: 'busybox',
    needed: false,
    about: { en: 'BusyBox for the guest of those tests', ja: '同じ試験のゲスト用の BusyBox' },
    remedy: install('busybox-static'),
    look: program('busybox'),
  },
  {
    id: 'cpio',
    needed: false,
    about: { en: 'cpio to pack that guest', ja: 'そのゲストをまとめるための cpio' },
    remedy: install('cpio'),
    look: program('cpio'),
  },
  {
    id: 'opensc',
    needed: false,
    about: {
      en: 'OpenSC to look at cards (fcr card) from outside',
      ja: 'カード（fcr card）を外から見るための OpenSC',
    },
    remedy: install('opensc'),
    look: program('opensc-tool'),
  },
  {
    id: 'pcscd',
    needed: false,
    about: { en: 'pcscd, the PC/SC service, for fcr card', ja: 'fcr card 用の PC/SC サービス pcscd' },
    remedy: install('pcscd'),
    look: program('pcscd', '../sbin/pcscd'),
  },
  {
    id: 'vpcd',
    needed: false,
    about: { en: 'vpcd, the virtual PC/SC reader of fcr card', ja: 'fcr card 用の仮想 PC/SC リーダー vpcd' },
    remedy: install('vsmartcard-vpcd'),
    look: async () => inFolder('/usr/lib/pcsc/drivers/serial', /^libifdvpcd/),
  },
  {
    id: 'scriptor',
    needed: false,
    about: {
      en: 'scriptor, to send commands to cards one by one',
      ja: 'コマンドを1つずつカードに送る scriptor',
    },
    remedy: install('pcsc-tools'),
    look: program('scriptor'),
  },
  {
    id: 'openssl',
    needed: false,
    about: {
      en: 'OpenSSL, to check cards’ signatures and certificates from outside',
      ja: 'カードの署名と証明書を外から確かめる OpenSSL',
    },
    remedy: install('openssl'),
    look: program('openssl'),
  },
  {
    id: 'p11test',
    needed: false,
    about: {
      en: 'a compiler and what OpenSC’s own test (p11test) is built with',
      ja: 'OpenSC の試験（p11test）をビルドするためのコンパイラーなど',
    },
    remedy: install('gcc libc6-dev libcmocka-dev libssl-dev'),
    look: async () => {
      const headers = ['stdio.h', 'cmocka.h', 'openssl/evp.h'].map((name) => join('/usr/include', name));
      return headers.every(existsSync) ? program('cc')() : null;
    },
  },
  {
    id: 'ip',
    needed: false,
    about: { en: 'ip, to set up a network for a test alone', ja: '試験専用のネットワークを作る ip' },
    remedy: install('iproute2'),
    look: program('ip'),
  },
  {
    id: 'namespaces',
    needed: false,
    about: { en: 'namespaces of one’s own, for tests', ja: '試験用の名前空間' },
    remedy: {
      en: 'run as root, or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1); in a container, its host must',
      ja: 'root で実行するか、ユーザー名前空間を許可してください（sysctl kernel.unprivileged_userns_clone=1）。コンテナではホスト側の許可が必要です',
    },
    look: ownNamespaces,
  },
  {
    id: 'open-jtalk',
    needed: false,
    about: {
      en: 'Open JTalk and its voice, for Japanese speech',
      ja: '日本語音声用の Open JTalk と音響モデル',
    },
    remedy: {
      en: `apt-get install ${enginePackages['open-jtalk']} (the voice is in Debian’s contrib), or name a voice file in FCR_HTS_VOICE`,
      ja: `apt-get install ${enginePackages['open-jtalk']} で入れるか（音響モデルは Debian の contrib にあります）、FCR_HTS_VOICE に音響モデルのファイルを指定してください`,
    },
    look: openJTalk,
  },
  {
    id: 'open-jtalk-dictionary',
    needed: false,
    about: {
      en: 'the dictionary of Open JTalk, to compare readings',
      ja: '読みを比べるための Open JTalk の辞書',
    },
    remedy: install('open-jtalk-mecab-naist-jdic'),
    look: present(openJTalkDictionary),
  },
  {
    id: 'mecab',
    needed: false,
    about: {
      en: 'MeCab and naist-jdic, which read Japanese for eSpeak NG',
      ja: 'eSpeak NG に日本語の読みを渡す MeCab と naist-jdic',
    },
    remedy: install('mecab mecab-naist-jdic'),
    look: mecab,
  },
  {
    id: 'espeak-ng',
    needed: false,
    about: {
      en: 'eSpeak NG, for English speech, and for Japanese with MeCab',
      ja: '英語の音声と、MeCab と組み合わせた日本語の音声用の eSpeak NG',
    },
    remedy: install('espeak-ng'),
    look: program('espeak-ng'),
  },
  {
    id: 'player',
    needed: false,
    about: { en: 'a program that plays sound', ja: '音を再生するプログラム' },
    remedy: install('pulseaudio-utils'),
    look: program(...playerPrograms),
  },
  {
    id: 'chromium',
    needed: false,
    about: { en: 'Chromium, for tests of pages', ja: 'ページの試験用の Chromium' },
    remedy: install('chromium'),
    look: program('chromium', 'chromium-browser'),
  },
];
