/** Errors of requests of the receipt computer and of their answers, EMU-570 on. */

import type { ErrorEntries } from './entry.ts';

export const ofReceiptRequests = {
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
