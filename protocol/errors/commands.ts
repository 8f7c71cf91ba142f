/** Errors of the fcr command and of what its programs need of a machine, EMU-623 on. */

import type { ErrorEntries } from './entry.ts';

export const ofCommands = {
  'EMU-623': {
    cause: {
      en: 'A process of fcr itself ({program}) ended before its work was done ({ended}).',
      ja: 'fcr が起動したプロセス（{program}）が途中で終了しました（{ended}）。',
    },
    remedy: {
      en: 'What it wrote last says more. Check whether it was stopped from outside, and whether the machine has memory left.',
      ja: '直前の出力をご覧ください。外部から止められていないか、メモリーが不足していないかも確かめてください。',
    },
  },
  'EMU-630': {
    cause: { en: 'There is no command {command}.', ja: 'コマンド {command} はありません。' },
    remedy: { en: 'fcr --help lists the commands.', ja: 'コマンドの一覧は fcr --help で確認できます。' },
  },
  'EMU-631': {
    cause: {
      en: '{command} has no option {option}.',
      ja: '{command} に {option} というオプションはありません。',
    },
    remedy: {
      en: '{command} --help shows the options.',
      ja: 'オプションは {command} --help で確認できます。',
    },
  },
  'EMU-632': {
    cause: { en: 'The option {option} needs a value.', ja: 'オプション {option} には値が必要です。' },
    remedy: {
      en: 'Give it as {command} --help shows.',
      ja: '{command} --help のとおりに指定してください。',
    },
  },
  'EMU-633': {
    cause: { en: '{option} cannot be {value}.', ja: '{option} に {value} は指定できません。' },
    remedy: { en: 'It takes {expected}.', ja: '指定できるもの：{expected}。' },
  },
  'EMU-634': {
    cause: { en: '{command} lacks {what}.', ja: '{command} に {what} がありません。' },
    remedy: {
      en: 'Give it as {command} --help shows.',
      ja: '{command} --help のとおりに指定してください。',
    },
  },
  'EMU-635': {
    cause: {
      en: '{command} was given more words than it takes.',
      ja: '{command} への指定が多すぎます。',
    },
    remedy: {
      en: '{command} --help shows what it takes.',
      ja: '指定できるものは {command} --help で確認できます。',
    },
  },
  'EMU-636': {
    cause: {
      en: 'The file {file} cannot be read ({reason}).',
      ja: 'ファイル {file} を読めません（{reason}）。',
    },
    remedy: { en: 'Check its path and that it may be read.', ja: 'パスと読み取りの権限をお確かめください。' },
  },
  'EMU-637': {
    cause: {
      en: 'The facility file is not in its form: {file}, line {line}, {path}: {reason}.',
      ja: '施設の設定ファイルが形式に合っていません：{file} の {line} 行目、{path}：{reason}。',
    },
    remedy: {
      en: 'Correct it. What is not in the file keeps its default. Counts and times stand without quotes, codes made of digits (institution, password) in quotes.',
      ja: '直してください。書かれていない項目は既定値になります。回数や時間の数は引用符なしで、数字の並ぶ番号（医療機関コード、パスワードなど）は引用符で囲んで書きます。',
    },
  },
  'EMU-638': {
    cause: {
      en: 'The data folder {folder} is in use by another fcr (process {pid}).',
      ja: 'データフォルダー {folder} は別の fcr（プロセス {pid}）が使用中です。',
    },
    remedy: {
      en: 'End that one, or choose another folder with --data.',
      ja: 'そちらを終了するか、--data で別のフォルダーを指定してください。',
    },
  },
  'EMU-639': {
    cause: {
      en: 'The data folder {folder} cannot be used ({reason}).',
      ja: 'データフォルダー {folder} を使用できません（{reason}）。',
    },
    remedy: {
      en: 'Check that it can be made and written to, or choose another with --data.',
      ja: '作成や書き込みの権限を確かめるか、--data で別のフォルダーを指定してください。',
    },
  },
  'EMU-640': {
    cause: {
      en: 'A desk with {link} links needs a folder for its data.',
      ja: '{link}接続のデスクには、データ用フォルダーが必要です。',
    },
    remedy: { en: 'Give one with --data.', ja: '--data で指定してください。' },
  },
  'EMU-641': {
    cause: { en: 'There is no person {person}.', ja: '人物 {person} はいません。' },
    remedy: {
      en: 'fcr person list shows everybody. People of a file of your own are found with --people FILE only.',
      ja: 'fcr person list で一覧を確認できます。自作の人物ファイルの人物は --people ファイル を付けたときだけ見つかります。',
    },
  },
  'EMU-642': {
    cause: {
      en: 'The page server cannot listen on port {port} ({reason}).',
      ja: 'ページサーバーはポート {port} で待ち受けできません（{reason}）。',
    },
    remedy: {
      en: 'Choose another port with --page, or 0 for a free one.',
      ja: '--page で別のポートを指定するか、0（空きポート）を指定してください。',
    },
  },
  'EMU-643': {
    cause: {
      en: 'This machine gives no pseudo-terminal ({reason}).',
      ja: 'この環境では仮想端末を使えません（{reason}）。',
    },
    remedy: {
      en: 'Use --link tcp; fcr doctor tells more.',
      ja: '--link tcp をお使いください。詳しくは fcr doctor で確認できます。',
    },
  },
  'EMU-644': {
    cause: {
      en: 'The desk was not ready after {seconds} s: {reader} shows {screen}.',
      ja: '{seconds}秒たっても準備ができません：{reader} の画面は {screen} です。',
    },
    remedy: {
      en: 'Look at the lines on stderr with --log-level debug; fcr doctor checks this machine.',
      ja: '--log-level debug を付けて標準エラー出力を確認してください。環境は fcr doctor で確認できます。',
    },
  },
  'EMU-645': {
    cause: {
      en: 'The command failed by a fault of its own ({reason}).',
      ja: 'コマンドの内部で異常が起きました（{reason}）。',
    },
    remedy: {
      en: 'Please report it with the words that led to it.',
      ja: '実行した内容とともにお知らせください。',
    },
  },
  'EMU-646': {
    cause: {
      en: 'A reader of the emulator cannot be offered at {url}: {reason}.',
      ja: 'エミュレーターのリーダーは {url} では提供できません（{reason}）。',
    },
    remedy: {
      en: 'Use serial:PATH (linked there to a pseudo-terminal; ?baud= says nothing to it), tcp:HOST:PORT (the reader listens), hid:VID:PID[:SERIAL] or usbip:PORT; ?channel=none may follow.',
      ja: 'serial:パス（仮想端末へのリンクを作ります。?baud= は関係しません）、tcp:ホスト:ポート（リーダーが待ち受けます）、hid:VID:PID[:製造番号]、usbip:ポート のいずれかをお使いください。?channel=none を続けられます。',
    },
  },
  'EMU-647': {
    cause: {
      en: 'The reader cannot be offered at {url} ({reason}).',
      ja: 'リーダーを {url} で提供できません（{reason}）。',
    },
    remedy: {
      en: 'Check that the port or path is free, and that the folder may be written.',
      ja: 'ポートやパスが使われていないこと、フォルダーに書き込めることをお確かめください。',
    },
  },
  'EMU-648': {
    cause: { en: 'There is no benchmark {name}.', ja: 'ベンチマーク {name} はありません。' },
    remedy: { en: 'There are: {names}.', ja: '次のものがあります：{names}。' },
  },
  'EMU-649': {
    cause: {
      en: 'The file {file} cannot be written ({reason}).',
      ja: 'ファイル {file} に書き込めません（{reason}）。',
    },
    remedy: {
      en: 'Check the folder, the free space and the rights.',
      ja: 'フォルダー、空き容量、権限をお確かめください。',
    },
  },
} as const satisfies ErrorEntries;
