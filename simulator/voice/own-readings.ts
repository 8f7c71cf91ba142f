/** Words that MeCab's dictionary (naist-jdic) lacks or reads wrong, as they are said. Open JTalk reads all of them right. */

export const ownReadings: ReadonlyMap<string, string> = new Map([
  ['健診', 'ケンシン'],
  ['お一人', 'オヒトリ'],
  ['こめじるし', 'コメジルシ'],
]);
