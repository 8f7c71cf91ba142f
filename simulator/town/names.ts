/**
 * Names of a town's people: 見本 ("specimen") stands at the head of every family name, as in the built-in people, so that
 * none is anybody's. Some are written with characters outside JIS X 0208, which not every hop can carry.
 */

import type { Drawing } from './drawing.ts';
import type { Sex } from './household.ts';

export interface Name {
  readonly kanji: string;
  readonly kana: string;
}

const named = (list: string): readonly Name[] =>
  list.split(' ').map((pair) => {
    const [kanji = '', kana = ''] = pair.split('/');
    return { kanji, kana };
  });

const specimen: Name = { kanji: '見本', kana: 'ミホン' };

const places = named(
  '山/ヤマ 川/カワ 田/タ 野/ノ 原/ハラ 森/モリ 林/ハヤシ 沢/サワ 谷/タニ 坂/サカ 島/シマ 浜/ハマ 岡/オカ 池/イケ 橋/ハシ 村/ムラ 里/サト 宮/ミヤ 寺/テラ 石/イシ 岩/イワ 松/マツ 竹/タケ 杉/スギ 桜/サクラ 藤/フジ 菊/キク 萩/ハギ 柳/ヤナギ 北/キタ 南/ミナミ 東/ヒガシ 西/ニシ 上/カミ 下/シモ 中/ナカ 内/ウチ 前/マエ 奥/オク 本/モト 戸/ト 井/イ 木/キ 津/ツ 江/エ 崎/サキ 口/クチ 関/セキ 根/ネ 倉/クラ',
);

/** 髙 﨑 濵 德 瀨 栁: of CP932 or neither; 𠮷 𣘺 㐂: of neither; 邉 葛 辻: with a variation selector. */
const oldPlaces = named(
  '髙/タカ 﨑/サキ 濵/ハマ 德/トク 瀨/セ 栁/ヤナギ 𠮷/ヨシ 𣘺/ハシ 㐂/キ 邉\u{e0100}/ナベ 葛\u{e0100}/カツラ 辻\u{e0100}/ツジ',
);

const givenNames: Readonly<Record<Sex, readonly Name[]>> = {
  male: named(
    '太郎/タロウ 一郎/イチロウ 次郎/ジロウ 三郎/サブロウ 健/ケン 誠/マコト 茂/シゲル 清/キヨシ 実/ミノル 勇/イサム 進/ススム 豊/ユタカ 明/アキラ 隆/タカシ 浩/ヒロシ 学/マナブ 剛/ツヨシ 大輔/ダイスケ 直樹/ナオキ 和也/カズヤ 拓也/タクヤ 翔太/ショウタ 健太/ケンタ 大樹/ダイキ 悠斗/ユウト 陽翔/ハルト 蓮/レン 湊/ミナト 樹/イツキ 大和/ヤマト 正雄/マサオ 幸男/ユキオ 和夫/カズオ 昭/アキラ 弘/ヒロシ 勝/マサル 哲也/テツヤ 秀樹/ヒデキ 英樹/ヒデキ 修/オサム',
  ),
  female: named(
    '花子/ハナコ 和子/カズコ 幸子/サチコ 洋子/ヨウコ 恵子/ケイコ 京子/キョウコ 由美子/ユミコ 真由美/マユミ 久美子/クミコ 裕子/ユウコ 陽子/ヨウコ 智子/トモコ 直美/ナオミ 美穂/ミホ 香織/カオリ 恵/メグミ 愛/アイ 彩/アヤ 美咲/ミサキ 葵/アオイ さくら/サクラ 結衣/ユイ 陽菜/ヒナ 凛/リン 芽依/メイ 紬/ツムギ 杏/アン 千代/チヨ 梅/ウメ 菊/キク 文子/フミコ 節子/セツコ 静子/シズコ 敏子/トシコ 光子/ミツコ 弘子/ヒロコ 典子/ノリコ 明美/アケミ 純子/ジュンコ 麻衣/マイ',
  ),
};

const joined = (...parts: readonly Name[]): Name => ({
  kanji: parts.map(({ kanji }) => kanji).join(''),
  kana: parts.map(({ kana }) => kana).join(''),
});

/** @param written `old`: with a character outside JIS X 0208 */
export const familyName = (draw: Drawing, written: 'plain' | 'old'): Name =>
  joined(specimen, written === 'old' ? draw.one(oldPlaces) : draw.one(places), draw.one(places));

export const givenName = (draw: Drawing, sex: Sex): Name => draw.one(givenNames[sex]);

/** As the people file writes a name: family and given name with a full-width space between. */
export const fullName = (family: Name, given: Name): Name => ({
  kanji: `${family.kanji}\u3000${given.kanji}`,
  kana: `${family.kana}\u3000${given.kana}`,
});
