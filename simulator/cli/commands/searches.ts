/** `fcr searches`: how often the search by four facts was used, as the ministry's paper counts disaster mode. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EmulatorError } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import { searchReport } from '../../back-end/search/search-report.ts';
import { openStore } from '../../back-end/sqlite-store.ts';
import { defineCommand } from '../command.ts';
import { writeJson, writeLine } from '../io.ts';
import * as option from '../options.ts';
import { searchTable } from '../search-table.ts';

export const command = defineCommand({
  details: {
    en: 'Counts what the mock back end of a data folder keeps, while it runs or afterwards. Facilities count by the day: one that searches on two days counts twice. Requests that return nothing count too. Medical information counts each kind of a search once, however often it is looked at.',
    ja: 'データフォルダーの模擬バックエンドの記録を集計します（動作中でも終了後でも）。施設数は日ごとの延べ数です。該当なしの閲覧要求も数えます。医療情報は、1回の検索につき種類ごとに1回と数えます。',
  },
  arguments: {},
  options: { data: option.dataFolder, json: option.json },
  examples: ['fcr searches', 'fcr searches --data ./back-end --json'],
  async run({ data, json }, io) {
    const path = join(resolve(data), 'back-end.db');
    // Opening would make an empty one.
    if (!existsSync(path)) throw new EmulatorError({ code: 'EMU-425', detail: { path } });
    const store = orThrow(openStore(path));
    try {
      const report = searchReport(store.searches);
      if (json) writeJson(io, report);
      else for (const line of searchTable(report, io.language)) writeLine(io, line);
    } finally {
      store.close();
    }
    return 0;
  },
});
