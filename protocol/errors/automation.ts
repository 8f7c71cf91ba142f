/** Errors of scenarios, commands and the automation API, EMU-600 on. */

import type { ErrorEntries } from './entry.ts';

export const ofAutomation = {
  'EMU-600': {
    cause: {
      en: 'The scenario file {file} cannot be read ({reason}).',
      ja: 'シナリオファイル {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check the path and who may read it.',
      ja: 'パスと読み取り権限を確認してください。',
    },
  },
  'EMU-601': {
    cause: {
      en: 'The scenario file is not YAML: {file}, line {line} ({reason}).',
      ja: 'シナリオファイルがYAMLではありません：{file} の {line} 行目（{reason}）。',
    },
    remedy: {
      en: 'Correct that line.',
      ja: 'その行を直してください。',
    },
  },
  'EMU-602': {
    cause: {
      en: 'The scenario is not in its form: {file}, line {line}, {path}: {reason}.',
      ja: 'シナリオが形式に合っていません：{file} の {line} 行目、{path}：{reason}。',
    },
    remedy: {
      en: 'Correct it; the scenarios in simulator/scenarios are examples.',
      ja: '直してください。simulator/scenarios に例があります。',
    },
  },
  'EMU-603': {
    cause: {
      en: 'There is no step {word}: {file}, line {line}.',
      ja: '{word} というステップはありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Begin each step with one of: {known}.',
      ja: 'ステップは次のどれかで始めてください：{known}。',
    },
  },
  'EMU-604': {
    cause: {
      en: 'There is no person {word}: {file}, line {line}.',
      ja: '人物 {word} はいません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'fcr person list shows everybody.',
      ja: 'fcr person list で一覧を確認できます。',
    },
  },
  'EMU-605': {
    cause: {
      en: 'There is no screen {word}: {file}, line {line}.',
      ja: '画面 {word} はありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Use a screen of firmware/screens/catalogue.ts.',
      ja: 'firmware/screens/catalogue.ts にある画面を指定してください。',
    },
  },
  'EMU-606': {
    cause: {
      en: 'There is no such key: {file}, line {line}.',
      ja: 'そのようなキーはありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Keys are 0 to 9, # and *, always in quotes.',
      ja: 'キーは0〜9、#、* で、必ず引用符で囲みます。',
    },
  },
  'EMU-607': {
    cause: {
      en: 'Nothing spoken has the id {word}: {file}, line {line}.',
      ja: '{word} という音声はありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Use a screen, or an id of firmware/screens/texts.en.json such as consent_all.first.',
      ja: '画面か、firmware/screens/texts.ja.json にある id（consent_all.first など）を指定してください。',
    },
  },
  'EMU-608': {
    cause: {
      en: 'The camera cannot see {word}: {file}, line {line}.',
      ja: 'カメラの前に {word} は置けません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Use one of: {known}.',
      ja: '次のどれかを指定してください：{known}。',
    },
  },
  'EMU-609': {
    cause: {
      en: '{person} has no such phone (the phone of the people file: {kind}): {file}, line {line}.',
      ja: '{person} はそのスマートフォンを持っていません（人物ファイルのスマートフォン：{kind}）：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Take a person with a phone of that kind, such as android or iphone, or leave kind out.',
      ja: 'その種類のスマートフォンを持つ人（android、iphone など）を指定するか、kind を省いてください。',
    },
  },
  'EMU-610': {
    cause: {
      en: 'There is no reader {at}, the scenario has {readers}: {file}, line {line}.',
      ja: 'リーダー {at} はありません（このシナリオのリーダーは {readers} 台）：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Say how many there are with readers:.',
      ja: 'readers: で台数を指定してください。',
    },
  },
  'EMU-611': {
    cause: {
      en: 'A reader of profile {profile} has no keypad: {file}, line {line}.',
      ja: 'プロファイル {profile} のリーダーにはテンキーがありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Write touch: in place of press:.',
      ja: 'press: の代わりに touch: と書いてください。',
    },
  },
  'EMU-612': {
    cause: {
      en: 'There is no scenario in {path}.',
      ja: '{path} にシナリオがありません。',
    },
    remedy: {
      en: 'Name a .yaml file, or a folder that holds some.',
      ja: '.yaml ファイルか、それを含むフォルダーを指定してください。',
    },
  },
  'EMU-613': {
    cause: {
      en: 'Two scenarios have the name “{name}”: {file}, line {line}.',
      ja: '「{name}」という名前のシナリオが二つあります：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Give each its own; with examples, put a <value> into the name.',
      ja: '別の名前にしてください。examples を使うときは、名前に <値> を入れてください。',
    },
  },
  'EMU-614': {
    cause: {
      en: 'The table examples has no value for <{name}>: {file}, line {line}.',
      ja: '表 examples に <{name}> の値がありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Add it to every row.',
      ja: 'すべての行に加えてください。',
    },
  },
  'EMU-615': {
    cause: {
      en: 'This is not a trace: {file}, line {line} ({reason}).',
      ja: '記録（trace）ではありません：{file} の {line} 行目（{reason}）。',
    },
    remedy: {
      en: 'Use a trace.jsonl that fcr run --out has written.',
      ja: 'fcr run --out が書いた trace.jsonl を指定してください。',
    },
  },
  'EMU-616': {
    cause: {
      en: 'The scenario of the trace is not there: “{name}” of {file}.',
      ja: '記録のシナリオが見つかりません：{file} の「{name}」。',
    },
    remedy: {
      en: 'Name the folder it is in with --scenarios.',
      ja: '--scenarios でそのフォルダーを指定してください。',
    },
  },
  'EMU-617': {
    cause: {
      en: 'The file {file} has changed since the trace was recorded.',
      ja: '記録のあと、ファイル {file} が変わっています。',
    },
    remedy: {
      en: 'Record it anew with fcr run --out, or use the file as it was.',
      ja: 'fcr run --out で記録し直すか、元のファイルを使ってください。',
    },
  },
  'EMU-618': {
    cause: {
      en: 'The reports cannot be written to {folder} ({reason}).',
      ja: '報告を {folder} に書けません（{reason}）。',
    },
    remedy: {
      en: 'Name a folder that can be written with --out.',
      ja: '書き込めるフォルダーを --out で指定してください。',
    },
  },
  'EMU-619': {
    cause: {
      en: 'The trace {file} cannot be read ({reason}).',
      ja: '記録 {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check the path and who may read it.',
      ja: 'パスと読み取り権限を確認してください。',
    },
  },
  'EMU-620': {
    cause: {
      en: 'The people file {file} cannot be read ({reason}).',
      ja: '人物ファイル {file} を読めません（{reason}）。',
    },
    remedy: { en: 'Check its path and that it may be read.', ja: 'パスと読み取りの権限をお確かめください。' },
  },
  'EMU-621': {
    cause: {
      en: 'The people file is not YAML: {file}, line {line} ({reason}).',
      ja: '人物ファイルがYAMLではありません：{file} の {line} 行目（{reason}）。',
    },
    remedy: { en: 'Correct that line.', ja: 'その行を直してください。' },
  },
  'EMU-622': {
    cause: {
      en: 'The people file is not in its form: {file}, line {line}, {path}: {reason}.',
      ja: '人物ファイルが形式に合っていません：{file} の {line} 行目、{path}：{reason}。',
    },
    remedy: {
      en: 'Correct it; digits such as a PIN stand in quotes. The built-in people are an example (`fcr person show insured`).',
      ja: '直してください。暗証番号などの数字は引用符で囲みます。例は `fcr person show insured` で見られます。',
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
      en: 'Correct it. What is not in the file keeps its default; digits stand in quotes.',
      ja: '直してください。書かれていない項目は既定値になります。数字は引用符で囲みます。',
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
  'EMU-650': {
    cause: {
      en: 'The request came under a name or from a page that may not use the automation API ({header}).',
      ja: '自動操作 API を使用できない宛先名またはページからの要求です（{header}）。',
    },
    remedy: {
      en: 'Call it at http://127.0.0.1:PORT, from a program on this computer.',
      ja: 'この PC のプログラムから http://127.0.0.1:ポート で呼び出してください。',
    },
  },
  'EMU-651': {
    cause: { en: 'There is no such route.', ja: 'その経路はありません。' },
    remedy: {
      en: 'GET /api/openapi.json lists the routes.',
      ja: '経路の一覧は GET /api/openapi.json で確認できます。',
    },
  },
  'EMU-652': {
    cause: {
      en: 'The request does not have the expected form ({where}).',
      ja: '要求の形式が正しくありません（{where}）。',
    },
    remedy: {
      en: 'GET /api/openapi.json describes the form.',
      ja: '形式は GET /api/openapi.json で確認できます。',
    },
  },
  'EMU-653': {
    cause: { en: 'There is no reader {reader}.', ja: 'リーダー {reader} はありません。' },
    remedy: {
      en: 'GET /api/readers lists the readers.',
      ja: 'リーダーの一覧は GET /api/readers で確認できます。',
    },
  },
  'EMU-654': {
    cause: {
      en: 'This server has no back end: it serves a reader alone.',
      ja: 'このサーバーにはバックエンドがありません（リーダー単体です）。',
    },
    remedy: {
      en: 'Ask the back end itself, or use fcr start.',
      ja: 'バックエンドに直接問い合わせるか、fcr start をお使いください。',
    },
  },
  'EMU-656': {
    cause: {
      en: 'Staff can do nothing on the screen {screen}.',
      ja: '画面 {screen} では、係員の操作はありません。',
    },
    remedy: {
      en: 'Ask for staff first: key 0 on choose_method, face_retry, pin_wrong or pin_locked.',
      ja: '先に choose_method・face_retry・pin_wrong・pin_locked の画面で 0 を押してください。',
    },
  },
  'EMU-657': {
    cause: {
      en: 'Cables are swapped between two readers; {reader} has no other to swap with.',
      ja: 'ケーブルの入れ替えには2台必要です。{reader} と入れ替える相手がありません。',
    },
    remedy: {
      en: 'Start the desk with --readers 2 or more, and name the other reader.',
      ja: '--readers 2 以上で起動し、相手のリーダーを指定してください。',
    },
  },
  'EMU-658': {
    cause: { en: 'The page server failed while it answered.', ja: '応答の途中で内部エラーが発生しました。' },
    remedy: {
      en: 'Try again; if it stays so, restart fcr.',
      ja: 'もう一度お試しください。続く場合は fcr を再起動してください。',
    },
  },
  'EMU-659': {
    cause: {
      en: 'The people file {file} has a person {person} already.',
      ja: '人物ファイル {file} には {person} がすでにあります。',
    },
    remedy: {
      en: 'Choose another --id; nothing was changed.',
      ja: '別の --id を指定してください。何も変更していません。',
    },
  },
  'EMU-660': {
    cause: {
      en: 'There is no such thing to do at the desk: {words}.',
      ja: 'デスクにその操作はありません：{words}。',
    },
    remedy: { en: 'Type help for what can be done.', ja: 'help と入力すると、できることが表示されます。' },
  },
  'EMU-661': {
    cause: {
      en: 'The staff did not get through: the reader shows {screen}.',
      ja: '係員の操作が通りませんでした。画面は {screen} です。',
    },
    remedy: {
      en: "Check the password; it is the facility's staffPassword.",
      ja: 'パスワード（施設の設定の staffPassword）をお確かめください。',
    },
  },
  'EMU-662': {
    cause: { en: 'The reader {reader} has no keypad.', ja: 'リーダー {reader} にはテンキーがありません。' },
    remedy: {
      en: 'Touch the screen instead (touch).',
      ja: '代わりに画面のボタン（touch）をお使いください。',
    },
  },
  'EMU-663': {
    cause: {
      en: 'The screen {screen} has no button for {key}.',
      ja: '画面 {screen} に {key} のボタンはありません。',
    },
    remedy: { en: 'Touch one of its choices.', ja: '画面にある選択肢から選んでください。' },
  },
  'EMU-664': {
    cause: {
      en: 'No HID device can be made on this machine: /dev/uhid ({reason}).',
      ja: 'この PC ではHID機器を作れません：/dev/uhid（{reason}）。',
    },
    remedy: {
      en: 'modprobe uhid, and give your user the right to read and write /dev/uhid; or offer the reader over serial: or tcp:.',
      ja: 'modprobe uhid を行い、/dev/uhid の読み書きの権限を付けてください。または serial: か tcp: をお使いください。',
    },
  },
  'EMU-665': {
    cause: {
      en: 'The phone of {person} is of the kind {kind}, not {asked}.',
      ja: '{person} のスマートフォンは {kind} です（{asked} ではありません）。',
    },
    remedy: {
      en: 'Leave kind out, or name a person with a phone of that kind.',
      ja: 'kind を省くか、その種類のスマートフォンを持つ人を指定してください。',
    },
  },
  'EMU-666': {
    cause: {
      en: 'The matcher program {command} wrote a line of more than {longest} bytes.',
      ja: '照合プログラム {command} が {longest} バイトを超える行を書きました。',
    },
    remedy: {
      en: 'An answer is one short line of JSON, with a line end; anything else it may write to its standard error.',
      ja: '答えは改行で終わる短い JSON の1行です。それ以外の出力は標準エラーに書いてください。',
    },
  },
  'EMU-668': {
    cause: {
      en: 'A USB/IP host sent what has no known form ({reason}).',
      ja: 'USB/IPのホストから不明な形式のデータが届きました（{reason}）。',
    },
    remedy: {
      en: 'The connection was ended. Attach again with the usbip tool of Linux, or another that speaks version 1.1.1.',
      ja: '接続を終了しました。Linuxのusbipコマンドなど、版1.1.1を話すものでつなぎ直してください。',
    },
  },
  'EMU-669': {
    cause: {
      en: 'The USB/IP device {device} was not given to a host: {reason}.',
      ja: 'USB/IPの機器 {device} をホストに渡しませんでした：{reason}。',
    },
    remedy: {
      en: 'Attach bus id 1-1. Where another host has it, detach it there first: one host at a time has the reader.',
      ja: 'バス番号は1-1を指定してください。別のホストが使っているときは、先にそちらで切り離してください（つなげるホストは一つだけです）。',
    },
  },
  'EMU-676': {
    cause: {
      en: 'There is no link fault {word}: {file}, line {line}.',
      ja: 'リンクの障害 {word} はありません：{file} の {line} 行目。',
    },
    remedy: { en: 'Known: {known}.', ja: '使えるもの：{known}。' },
  },
  'EMU-677': {
    cause: {
      en: 'The link fault {fault} takes no {word}: {file}, line {line}.',
      ja: 'リンクの障害 {fault} に {word} は指定できません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Leave it out. What it takes: {takes}.',
      ja: '取り除いてください。指定できるもの：{takes}。',
    },
  },
  'EMU-680': {
    cause: {
      en: 'A matcher program and a list of samples go together: {missing} is missing.',
      ja: '照合プログラムと標本の一覧は一緒に指定します：{missing} がありません。',
    },
    remedy: {
      en: 'Give both, or neither for the emulated matcher and synthetic faces.',
      ja: '両方を指定してください。エミュレーターの照合と架空の顔を使う場合は、どちらも指定しません。',
    },
  },
  'EMU-681': {
    cause: {
      en: 'The file {file} of an evaluation cannot be read ({reason}).',
      ja: '評価用のファイル {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check the path; those in a list of samples begin at the folder of the list.',
      ja: 'パスを確認してください。標本の一覧の中のパスは、一覧のあるフォルダーから数えます。',
    },
  },
  'EMU-682': {
    cause: {
      en: '{file} is no list of samples: entry {entry}, {reason}.',
      ja: '{file} は標本の一覧ではありません：{entry} 番目、{reason}。',
    },
    remedy: {
      en: 'Each entry has reference, probe and label (mated, non-mated or attack); an attack has its species, too.',
      ja: '各項目に reference、probe、label（mated、non-mated、attack）を書きます。attack には species も書きます。',
    },
  },
  'EMU-683': {
    cause: {
      en: 'The matcher program {command} cannot be used ({reason}).',
      ja: '照合プログラム {command} を使えません（{reason}）。',
    },
    remedy: {
      en: 'Run it by itself: it must answer each line on its standard input, and end only when that ends.',
      ja: '単独で実行して確認してください。標準入力の1行ごとに答え、標準入力が終わるまで動き続ける必要があります。',
    },
  },
  'EMU-684': {
    cause: {
      en: 'The matcher program {command} wrote a line that is no answer: {reason}.',
      ja: '照合プログラム {command} が答えではない行を書きました：{reason}。',
    },
    remedy: {
      en: 'An answer is one line of JSON: id of the request, similarity, and if it has them attack and quality, each from 0 to 1; or id and failed.',
      ja: '答えは JSON の1行で、要求の id と similarity、あれば attack と quality（それぞれ 0 から 1）、または id と failed です。',
    },
  },
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
