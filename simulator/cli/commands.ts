/** Every command of `fcr`, with the sentence that the list shows; a command's own file is loaded when it is called. */

import type { Command, CommandGroup, Words } from './command.ts';

export interface Listed {
  readonly about: Words;
  readonly load: () => Promise<{ readonly command: Command } | { readonly group: CommandGroup }>;
}

export const commands = {
  start: {
    about: {
      en: 'runs a whole desk: mock back end, bridge and readers in one process',
      ja: 'デスク一式（模擬バックエンド・ブリッジ・リーダー）を動かします',
    },
    load: () => import('./commands/start.ts'),
  },
  run: {
    about: { en: 'runs scenario files in virtual time', ja: 'シナリオを仮想時間で実行します' },
    load: () => import('./commands/run.ts'),
  },
  reader: {
    about: { en: 'runs one emulated reader alone', ja: 'エミュレートしたリーダーを1台だけ動かします' },
    load: () => import('./commands/reader.ts'),
  },
  bridge: {
    about: { en: 'runs the host bridge alone', ja: 'ホストブリッジだけを動かします' },
    load: () => import('./commands/bridge.ts'),
  },
  'back-end': {
    about: { en: 'runs the mock back end alone', ja: '模擬バックエンドだけを動かします' },
    load: () => import('./commands/back-end.ts'),
  },
  pki: {
    about: {
      en: 'makes the certificates that reader, bridge and back end share',
      ja: 'リーダー・ブリッジ・バックエンドで共用する証明書を作ります',
    },
    load: () => import('./commands/pki.ts'),
  },
  card: {
    about: {
      en: 'offers people’s cards to a virtual PC/SC reader',
      ja: '人物のカードを仮想の PC/SC リーダーに差し込みます',
    },
    load: () => import('./commands/card.ts'),
  },
  person: {
    about: {
      en: 'shows and makes people, and unlocks their cards',
      ja: '人物の表示・作成、カードのロック解除',
    },
    load: () => import('./commands/person.ts'),
  },
  town: {
    about: {
      en: 'makes a town of invented people, as a people file',
      ja: '架空の町の人々を人物ファイルとして作ります',
    },
    load: () => import('./commands/town.ts'),
  },
  face: {
    about: {
      en: 'measures a face matcher: the emulated one, or a program of yours',
      ja: '顔照合を評価します（エミュレーターのもの、または自作のプログラム）',
    },
    load: () => import('./commands/face.ts'),
  },
  characters: {
    about: {
      en: 'shows what each hop from insurer to reader makes of a name',
      ja: '保険者からリーダーまでの各経路で氏名がどうなるかを示します',
    },
    load: () => import('./commands/characters.ts'),
  },
  receipt: {
    about: {
      en: 'checks files for the receipt computer, and tidies its folder',
      ja: 'レセコン用ファイルの検査と、連携フォルダーの手入れ',
    },
    load: () => import('./commands/receipt.ts'),
  },
  limit: {
    about: {
      en: 'says what a patient pays at most for a month of care',
      ja: '高額療養費の自己負担限度額を計算します',
    },
    load: () => import('./commands/limit.ts'),
  },
  say: {
    about: {
      en: 'says what a reader says: plays it, or writes a WAV file',
      ja: 'リーダーの読み上げを再生するか、WAV に書き出します',
    },
    load: () => import('./commands/say.ts'),
  },
  voices: {
    about: {
      en: 'shows which speech engines this machine has, and what each serves',
      ja: 'この環境の音声エンジンと、その用途を示します',
    },
    load: () => import('./commands/voices.ts'),
  },
  'eyes-free': {
    about: {
      en: 'a blind tester’s robot makes visits by what is spoken alone',
      ja: '目を使わないロボットが、音声だけで受付します',
    },
    load: () => import('./commands/eyes-free.ts'),
  },
  accessibility: {
    about: {
      en: 'reports on accessibility: EN 301 549, 508, ADA, JIS, WCAG, by clause',
      ja: 'アクセシビリティ報告書（EN 301 549・508・ADA・JIS・WCAG、条項ごと）',
    },
    load: () => import('./commands/accessibility.ts'),
  },
  searches: {
    about: {
      en: 'counts searches by four facts: outages, disasters, emergencies',
      ja: '4情報による検索（障害時・災害時・救急時）を集計します',
    },
    load: () => import('./commands/searches.ts'),
  },
  replay: {
    about: {
      en: 'runs a recorded trace again and shows the first difference',
      ja: '記録したトレースを再実行し、最初の違いを示します',
    },
    load: () => import('./commands/replay.ts'),
  },
  bench: {
    about: { en: 'runs benchmarks', ja: 'ベンチマークを実行します' },
    load: () => import('./commands/bench.ts'),
  },
  doctor: {
    about: {
      en: 'says what this machine has and lacks for each part, with the remedy',
      ja: 'この環境で使える部分と足りないものを、対処とともに示します',
    },
    load: () => import('./commands/doctor.ts'),
  },
} as const satisfies Record<string, Listed>;

export type CommandName = keyof typeof commands;
export const commandNames = Object.keys(commands) as readonly CommandName[];
export const isCommandName = (text: string): text is CommandName => Object.hasOwn(commands, text);
