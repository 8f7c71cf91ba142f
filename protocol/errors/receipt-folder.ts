/** Errors of the receipt folder and of files that are read from it, EMU-520 on. */

import type { ErrorEntries } from './entry.ts';

export const ofReceiptFolder = {
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
} as const satisfies ErrorEntries;
