/** Errors of the bridge and the receipt computer, EMU-500 on. */

import type { ErrorEntries } from './entry.ts';

export const ofBridge = {
  'EMU-500': {
    cause: {
      en: '{url} is not the URL of a reader ({reason}).',
      ja: '{url} はリーダーのURLではありません（{reason}）。',
    },
    remedy: {
      en: 'Write it as serial:PATH, serial:PATH?baud=115200, tcp:HOST:PORT or hid:VID:PID[:SERIAL]; ?channel=none may follow (&channel=none after ?baud=).',
      ja: 'serial:パス、serial:パス?baud=115200、tcp:ホスト:ポート、hid:VID:PID[:製造番号] のいずれかで書いてください。?channel=none を続けられます（?baud= の後では &channel=none）。',
    },
  },
  'EMU-501': {
    cause: {
      en: 'Readers at {scheme}: URLs are not in this version.',
      ja: '{scheme}: のリーダーは、この版では使えません。',
    },
    remedy: {
      en: 'Connect the reader over serial:, tcp: or hid:. One offered as usbip:PORT is attached first ("usbip attach"), then opened as serial: or hid:.',
      ja: 'リーダーを serial:、tcp:、hid: のいずれかで接続してください。usbip:ポート で提供したリーダーは、先に「usbip attach」でつなぎ、serial: か hid: で開きます。',
    },
  },
  'EMU-502': {
    cause: {
      en: 'The port {url} cannot be opened ({reason}).',
      ja: 'ポート {url} を開けません（{reason}）。',
    },
    remedy: {
      en: 'The bridge tries again by itself. Check that the reader is plugged in and that nothing else holds the port.',
      ja: '自動で再試行します。リーダーの接続と、ほかのソフトがポートを使っていないことをご確認ください。',
    },
  },
  'EMU-503': {
    cause: { en: 'The reader {reader} is not connected.', ja: 'リーダー {reader} は接続されていません。' },
    remedy: {
      en: 'Check its cable and power, then try again.',
      ja: 'ケーブルと電源を確認して、もう一度お試しください。',
    },
  },
  'EMU-504': {
    cause: {
      en: 'The journal of the bridge cannot be used ({reason}).',
      ja: 'ブリッジのジャーナルを使えません（{reason}）。',
    },
    remedy: {
      en: 'Check that the folder of --data exists, may be written and has space, and that no other bridge uses it.',
      ja: '--data のフォルダーがあり、書き込め、空きがあること、別のブリッジが使っていないことをご確認ください。',
    },
  },
  'EMU-505': {
    cause: {
      en: 'The reader at {url} is configured already.',
      ja: '{url} のリーダーはすでに設定されています。',
    },
    remedy: {
      en: 'Name each reader once.',
      ja: 'リーダーは一度だけ指定してください。',
    },
  },
  'EMU-506': {
    cause: {
      en: 'More than {limit} requests of one visit are under way.',
      ja: '一つの受付で{limit}件を超える要求が処理中です。',
    },
    remedy: {
      en: 'Ask once, and wait for the answer.',
      ja: '要求は一度だけ送り、応答を待ってください。',
    },
  },
  'EMU-507': {
    cause: {
      en: 'The package node-hid cannot be loaded ({reason}).',
      ja: 'パッケージ node-hid を読み込めません（{reason}）。',
    },
    remedy: {
      en: 'npm install node-hid, and apt-get install libusb-1.0-0 libudev1; fcr doctor says what is there.',
      ja: 'npm install node-hid と apt-get install libusb-1.0-0 libudev1 を行ってください。fcr doctor で確認できます。',
    },
  },
  'EMU-508': {
    cause: {
      en: 'There is no reader at {url} among the HID devices of this machine.',
      ja: 'この PC のHID機器に {url} のリーダーはありません。',
    },
    remedy: {
      en: 'The bridge tries again by itself. Check the cable, and vendor, product and serial number of the URL.',
      ja: '自動で再試行します。ケーブルと、URLのベンダー・製品・製造番号をご確認ください。',
    },
  },
  'EMU-509': {
    cause: {
      en: 'The HID device {path} may not be opened ({reason}).',
      ja: 'HID機器 {path} を開けません（{reason}）。',
    },
    remedy: {
      en: 'Give your user the right to read and write it, with a udev rule for hidraw such as MODE="0660", GROUP="plugdev".',
      ja: 'hidraw 用の udev の規則（MODE="0660", GROUP="plugdev" など）で、読み書きの権限を付けてください。',
    },
  },
  'EMU-510': {
    cause: {
      en: 'The HID device at {url} does not answer as a reader ({reason}).',
      ja: '{url} のHID機器がリーダーとして応答しません（{reason}）。',
    },
    remedy: {
      en: 'The bridge tries again by itself. Check that the device speaks this protocol (protocol/README.md, HID).',
      ja: '自動で再試行します。機器がこのプロトコル（protocol/README.md、HID）を話すかご確認ください。',
    },
  },
  'EMU-511': {
    cause: {
      en: '{count} HID devices answer to {url}.',
      ja: '{url} に当たるHID機器が{count}台あります。',
    },
    remedy: {
      en: 'Name one by its serial number: hid:VID:PID:SERIAL.',
      ja: '製造番号で一台を指定してください：hid:VID:PID:SERIAL。',
    },
  },

  'EMU-512': {
    cause: {
      en: 'The reader is in use by another host.',
      ja: 'リーダーは別のホストが使用しています。',
    },
    remedy: {
      en: 'Let one bridge only use the reader. Where the other is gone for good, it is replaced some seconds after it fell silent.',
      ja: 'リーダーを使うブリッジを一つだけにしてください。もう一方が応答しなくなった場合は、数秒後に入れ替わります。',
    },
  },

  'EMU-520': {
    cause: {
      en: 'The receipt folder {folder} looks like one that a live receipt computer reads.',
      ja: 'レセコン連携フォルダー {folder} は本番のもののように見えます。',
    },
    remedy: {
      en: 'Choose another folder. If it is a test folder all the same, say --receipt-is-test.',
      ja: '別のフォルダーを指定してください。テスト用であれば --receipt-is-test を付けてください。',
    },
  },
  'EMU-521': {
    cause: {
      en: 'The receipt folder {folder} holds files that the emulator did not write ({count}).',
      ja: 'レセコン連携フォルダー {folder} に、エミュレーターが書いたものではないファイルが {count} 件あります。',
    },
    remedy: {
      en: 'Choose an empty folder. If it is a test folder all the same, say --receipt-is-test.',
      ja: '空のフォルダーを指定してください。テスト用であれば --receipt-is-test を付けてください。',
    },
  },
  'EMU-522': {
    cause: {
      en: 'The receipt folder {folder} cannot be used ({reason}).',
      ja: 'レセコン連携フォルダー {folder} を使用できません（{reason}）。',
    },
    remedy: {
      en: 'Check that it can be made and written to.',
      ja: '作成や書き込みの権限を確認してください。',
    },
  },
  'EMU-523': {
    cause: {
      en: 'The file {name} could not be written ({reason}).',
      ja: 'ファイル {name} を書き込めませんでした（{reason}）。',
    },
    remedy: {
      en: 'Check free space and permissions of the receipt folder, and whether another program holds it.',
      ja: 'フォルダーの空き容量と権限、他のプログラムが使用中でないかを確認してください。',
    },
  },
  'EMU-524': {
    cause: {
      en: 'The file {name} is there already, with other contents.',
      ja: 'ファイル {name} は既にあり、内容が異なります。',
    },
    remedy: {
      en: 'Nothing was overwritten. Move that file away.',
      ja: '上書きはしていません。そのファイルを移動してください。',
    },
  },
  'EMU-525': {
    cause: {
      en: 'The file name {name} does not carry the mark of test data.',
      ja: 'ファイル名 {name} にテストデータの印がありません。',
    },
    remedy: {
      en: 'Only marked files may enter the receipt folder: name it with faceFileName.',
      ja: '印のあるファイルしか置けません。faceFileName で名前を作ってください。',
    },
  },
  'EMU-526': {
    cause: {
      en: 'The folder {folder} is not a receipt folder of the emulator: it has no marker file.',
      ja: 'フォルダー {folder} には目印のファイルがなく、エミュレーターの連携フォルダーではありません。',
    },
    remedy: {
      en: 'Nothing was removed. Check the folder that --receipt names.',
      ja: '何も削除していません。--receipt の指定を確認してください。',
    },
  },
  'EMU-527': {
    cause: {
      en: 'The file has more than {most} bytes.',
      ja: 'ファイルが {most} バイトを超えています。',
    },
    remedy: {
      en: 'Split what is in it over several files.',
      ja: '内容を複数のファイルに分けてください。',
    },
  },
  'EMU-528': {
    cause: {
      en: 'The file declares an encoding that is neither UTF-8 nor Shift_JIS.',
      ja: 'ファイルの宣言する文字コードが UTF-8 でも Shift_JIS でもありません。',
    },
    remedy: {
      en: 'Write it in one of the two, with encoding="UTF-8" or encoding="Shift_JIS" in the XML declaration.',
      ja: 'どちらかで書き、XML 宣言に encoding="UTF-8" または encoding="Shift_JIS" と記してください。',
    },
  },
  'EMU-529': {
    cause: {
      en: 'The bytes of the file are not {declared}, as it declares or by default.',
      ja: 'ファイルのバイト列が、宣言（省略時は UTF-8）の {declared} ではありません。',
    },
    remedy: {
      en: 'Write the file in the encoding that its XML declaration names, whole: UTF-8 or Shift_JIS, never UTF-16, and a byte order mark in UTF-8 only. Editors that say “Unicode” may mean UTF-16.',
      ja: 'XML 宣言のとおりの文字コードで最後まで書いてください。UTF-8 か Shift_JIS で、UTF-16 は使えません（編集ソフトの「Unicode」は UTF-16 のことがあります）。BOM は UTF-8 だけに付けられます。',
    },
  },
  'EMU-530': {
    cause: {
      en: 'The file has a document type declaration or another declaration of a DTD (line {line}).',
      ja: 'ファイルに DOCTYPE などの DTD 宣言があります（{line} 行目）。',
    },
    remedy: {
      en: 'Leave it out: files of this interface have none, and entities are never expanded.',
      ja: '取り除いてください。この連携のファイルに DTD はなく、実体参照は展開しません。',
    },
  },
  'EMU-531': {
    cause: {
      en: 'The file is not well-formed XML ({reason}, line {line}).',
      ja: 'ファイルが整形式の XML ではありません（{reason}、{line} 行目）。',
    },
    remedy: {
      en: 'Close every element, escape & and <, and use no control characters.',
      ja: '要素をすべて閉じ、& と < をエスケープし、制御文字を使わないでください。',
    },
  },
  'EMU-532': {
    cause: {
      en: 'The file is not one element XmlMsg.',
      ja: 'ファイルの最上位が一つの XmlMsg 要素ではありません。',
    },
    remedy: {
      en: 'Put everything into one XmlMsg, with nothing before or after it.',
      ja: '全体を一つの XmlMsg に入れ、前後に何も置かないでください。',
    },
  },
  'EMU-533': {
    cause: {
      en: 'The file has more than {elements} elements, or nests them more than {depth} deep.',
      ja: 'ファイルの要素が {elements} 個を超えるか、入れ子が {depth} 段を超えています。',
    },
    remedy: {
      en: 'No file of this interface is like that; write it anew.',
      ja: 'この連携にそのようなファイルはありません。作り直してください。',
    },
  },
  'EMU-534': {
    cause: {
      en: 'The file {file} cannot be read ({reason}).',
      ja: 'ファイル {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check its path and permissions.',
      ja: 'パスと権限を確認してください。',
    },
  },
  'EMU-535': {
    cause: {
      en: 'The folder {folder} holds no file that ends in .xml.',
      ja: 'フォルダー {folder} に .xml で終わるファイルがありません。',
    },
    remedy: {
      en: 'Name the receipt folder, or files in it.',
      ja: 'レセコン連携フォルダー、またはその中のファイルを指定してください。',
    },
  },

  'EMU-540': {
    cause: {
      en: 'The request came under a name or from a page that may not use the control API ({header}).',
      ja: '制御 API を使用できない宛先名またはページからの要求です（{header}）。',
    },
    remedy: {
      en: 'Call it at http://127.0.0.1:PORT, from a program on this computer.',
      ja: 'この PC のプログラムから http://127.0.0.1:ポート で呼び出してください。',
    },
  },
  'EMU-541': {
    cause: { en: 'The request carries no valid token.', ja: '有効なトークンがありません。' },
    remedy: {
      en: 'Send "Authorization: Bearer" with the contents of DATA/control-token.',
      ja: 'DATA/control-token の内容を "Authorization: Bearer" で送ってください。',
    },
  },
  'EMU-542': {
    cause: { en: 'There is no such route.', ja: 'その経路はありません。' },
    remedy: {
      en: 'GET /openapi.json lists the routes.',
      ja: '経路の一覧は GET /openapi.json で確認できます。',
    },
  },
  'EMU-543': {
    cause: {
      en: 'The request does not have the expected form ({where}).',
      ja: '要求の形式が正しくありません（{where}）。',
    },
    remedy: { en: 'GET /openapi.json describes the form.', ja: '形式は GET /openapi.json で確認できます。' },
  },
  'EMU-544': {
    cause: {
      en: 'There is no reader with the serial number {reader}.',
      ja: '製造番号 {reader} のリーダーはありません。',
    },
    remedy: {
      en: 'GET /readers lists the readers.',
      ja: 'リーダーの一覧は GET /readers で確認できます。',
    },
  },
  'EMU-546': {
    cause: {
      en: 'The control API cannot listen on port {port} ({reason}).',
      ja: '制御 API はポート {port} で待ち受けできません（{reason}）。',
    },
    remedy: {
      en: 'Choose another port with --control, or 0 for a free one.',
      ja: '--control で別のポートを指定するか、0（空きポート）を指定してください。',
    },
  },
  'EMU-547': {
    cause: { en: 'The bridge failed while it answered.', ja: '応答の途中で内部エラーが発生しました。' },
    remedy: {
      en: 'Try again; if it stays so, restart the bridge.',
      ja: 'もう一度お試しください。続く場合はブリッジを再起動してください。',
    },
  },
  'EMU-548': {
    cause: {
      en: 'The token file {file} could not be written ({reason}).',
      ja: 'トークンファイル {file} を書き込めませんでした（{reason}）。',
    },
    remedy: {
      en: 'Check that the data folder can be written to.',
      ja: 'データフォルダーの書き込み権限を確認してください。',
    },
  },
  'EMU-555': {
    cause: {
      en: 'There is no lookup {lookup}.',
      ja: '照会 {lookup} はありません。',
    },
    remedy: {
      en: 'GET /lookups lists what is held.',
      ja: '保留中の照会は GET /lookups で確認できます。',
    },
  },
  'EMU-556': {
    cause: {
      en: 'The lookups of the bridge cannot be kept ({reason}).',
      ja: 'ブリッジの照会を保存できません（{reason}）。',
    },
    remedy: {
      en: 'Check that the folder of --data exists, may be written and has space; nothing was kept.',
      ja: '--data のフォルダーがあり、書き込め、空きがあることを確認してください。何も保存されていません。',
    },
  },
  'EMU-557': {
    cause: {
      en: 'Disaster mode is off at this desk.',
      ja: 'このデスクは災害時モードになっていません。',
    },
    remedy: {
      en: 'Switch it on with POST /disaster-mode when the ministry has opened it here.',
      ja: 'この地域で開放されたら、POST /disaster-mode で切り替えてください。',
    },
  },
  'EMU-558': {
    cause: {
      en: 'Lookup {lookup} has found nobody whose information could be seen.',
      ja: '照会 {lookup} では、閲覧の対象となる人が見つかっていません。',
    },
    remedy: {
      en: 'Wait until it is looked up, or look up again with corrected facts.',
      ja: '照会の完了を待つか、4情報を直してもう一度照会してください。',
    },
  },
  'EMU-559': {
    cause: {
      en: 'This desk holds {limit} lookups already.',
      ja: 'このデスクは、すでに {limit} 件の照会を保留しています。',
    },
    remedy: {
      en: 'Fetch and delete what has been looked up.',
      ja: '照会が済んだものを取り出して削除してください。',
    },
  },
  'EMU-570': {
    cause: {
      en: 'The element {element} of the request is missing, out of form or there twice.',
      ja: '要求の要素 {element} がないか、形式が違うか、重複しています。',
    },
    remedy: {
      en: 'Write it as the table of the interface says (host-bridge/receipt/README.md).',
      ja: '形式の表（host-bridge/receipt/README.md）のとおりに書いてください。',
    },
  },
  'EMU-571': {
    cause: {
      en: 'The request is of institution {theirs}; this facility is {ours}.',
      ja: '要求の医療機関コードは {theirs} ですが、この施設は {ours} です。',
    },
    remedy: {
      en: 'Correct MedicalInstitutionCode in the receipt computer, or institutionCode in the facility settings.',
      ja: 'レセコンの MedicalInstitutionCode か、施設設定の institutionCode を直してください。',
    },
  },
  'EMU-572': {
    cause: {
      en: 'What a request of the kind {kind} asks is not public, so it cannot be answered.',
      ja: '種類 {kind} の要求の内容は公開されていないため、応答できません。',
    },
    remedy: {
      en: 'Use one of the kinds that the README names.',
      ja: 'README にある種類の要求をお使いください。',
    },
  },
  'EMU-573': {
    cause: {
      en: 'The back end has given no answer for {minutes} min ({code}).',
      ja: 'バックエンドから{minutes}分間、答えがありません（{code}）。',
    },
    remedy: {
      en: 'Check that it runs, and drop the request again.',
      ja: '動いているかを確認し、もう一度要求してください。',
    },
  },
  'EMU-574': {
    cause: {
      en: 'A file in req is named almost like a request, but not as one.',
      ja: 'req に、要求に似ていますが要求ではない名前のファイルがあります。',
    },
    remedy: {
      en: 'It was moved to set-aside. Name it KINDreq_X.xml; X is of letters, digits, "_", "-" and "." and at most 100 long.',
      ja: 'set-aside に移しました。「種類req_X.xml」とし、X は英数字と「_」「-」「.」の100文字以内にしてください。',
    },
  },
  'EMU-575': {
    cause: {
      en: 'What lies in req under the name of a request is no plain file.',
      ja: 'req に要求の名前で置かれているものは、通常のファイルではありません。',
    },
    remedy: {
      en: 'It was moved to set-aside, unread. Write a file, no link and no folder.',
      ja: '読まずに set-aside に移しました。リンクやフォルダーではなくファイルを置いてください。',
    },
  },
  'EMU-576': {
    cause: {
      en: 'The request could not be read ({reason}).',
      ja: '要求を読み取れませんでした（{reason}）。',
    },
    remedy: {
      en: 'Check the rights of the file, and whether another program holds it; then drop it again.',
      ja: 'ファイルの権限と、他のプログラムが使用中でないかを確認し、もう一度要求してください。',
    },
  },
  'EMU-577': {
    cause: {
      en: 'Under the name of the answer lies a file in res that the emulator did not write.',
      ja: 'res の応答の名前に、エミュレーターが書いたものではないファイルがあります。',
    },
    remedy: {
      en: 'Nothing was overwritten, and the request was moved to set-aside. Take that file away and drop the request again.',
      ja: '上書きはせず、要求を set-aside に移しました。そのファイルを移動し、もう一度要求してください。',
    },
  },
  'EMU-578': {
    cause: {
      en: 'The answer could not be put into the receipt folder ({reason}).',
      ja: '応答を連携フォルダーに置けませんでした（{reason}）。',
    },
    remedy: {
      en: 'It is tried again by itself. Check free space and permissions.',
      ja: '自動で再試行します。空き容量と権限を確認してください。',
    },
  },
  'EMU-579': {
    cause: {
      en: 'The request could not be answered by a fault of the emulator itself.',
      ja: 'エミュレーターの内部で異常が起き、要求に応答できませんでした。',
    },
    remedy: {
      en: 'Please report it with the kind of the request.',
      ja: '要求の種類とともにお知らせください。',
    },
  },
  'EMU-580': {
    cause: {
      en: '{folder} is not a receipt folder of the emulator: it has no marker file.',
      ja: '{folder} には目印のファイルがなく、エミュレーターの連携フォルダーではありません。',
    },
    remedy: {
      en: 'Start a desk (fcr start) first, or say with --receipt which folder its bridge has.',
      ja: '先にデスク（fcr start）を起動するか、ブリッジのフォルダーを --receipt で指定してください。',
    },
  },
  'EMU-590': {
    cause: {
      en: 'The information was asked for as a PDF, which this version does not write.',
      ja: 'PDF が要求されましたが、この版は PDF を作成しません。',
    },
    remedy: {
      en: 'Ask for XML: FileCategory 2, or 4 for drugs with treatment.',
      ja: 'XML を要求してください（FileCategory は 2、診療情報も含めるときは 4）。',
    },
  },
  'EMU-591': {
    cause: {
      en: 'Information for home visits, online care or an emergency is not asked for in this way (MedicalTreatmentFlag {flag}).',
      ja: '訪問診療等・オンライン診療等・救急時の情報は、この方法では要求できません（MedicalTreatmentFlag {flag}）。',
    },
    remedy: {
      en: 'Ask with MedicalTreatmentFlag 1 for a patient who checked in here.',
      ja: '受付をした患者について、MedicalTreatmentFlag 1 で要求してください。',
    },
  },
  'EMU-592': {
    cause: {
      en: 'The list of a bulk request names nobody, or more than {most}.',
      ja: '一括要求の対象者がいないか、{most}件を超えています。',
    },
    remedy: {
      en: 'Send between one and {most} entries in each request.',
      ja: '一つの要求に、1件から{most}件までを入れてください。',
    },
  },
  'EMU-593': {
    cause: {
      en: 'The result is about {count} people; one file holds {most} at most.',
      ja: '結果が{count}人分あり、一つのファイルに入る{most}人を超えています。',
    },
    remedy: { en: 'Ask about fewer days at a time.', ja: '期間を短く区切って要求してください。' },
  },
  'EMU-594': {
    cause: {
      en: 'The receipt folder {folder} is served by another bridge (process {pid}).',
      ja: 'レセコン連携フォルダー {folder} は別のブリッジ（プロセス {pid}）が使用中です。',
    },
    remedy: {
      en: 'End that one, or choose another folder: for `fcr bridge` with --receipt, for `fcr start` with --data.',
      ja: 'そちらを終了するか、別のフォルダーを指定してください（`fcr bridge` は --receipt、`fcr start` は --data）。',
    },
  },
  'EMU-595': {
    cause: {
      en: 'A line has more than {most} characters.',
      ja: '1行が{most}文字を超えています。',
    },
    remedy: {
      en: 'End each command with a line break; help lists them.',
      ja: 'コマンドごとに改行してください（一覧は help）。',
    },
  },
} as const satisfies ErrorEntries;
