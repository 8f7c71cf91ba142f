/** `fcr accessibility`: what the emulated reader shows of the standards, clause by clause, with the evidence. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceProfile } from '../../../firmware/device-profile.ts';
import { readUtf8File } from '../../../host-bridge/characters/utf8-file.ts';
import { errnoOf } from '../../../host-bridge/errno.ts';
import { makeFolder } from '../../../host-bridge/make-folder.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import { audit, countsOf, type Finding, passes, verdicts } from '../../accessibility/audit.ts';
import { parseDeviceProfile } from '../../accessibility/device-file.ts';
import { htmlReport } from '../../accessibility/report-html.ts';
import { caution, jsonReport } from '../../accessibility/report-json.ts';
import { see } from '../../accessibility/seen.ts';
import { loadPeople } from '../../people/registry.ts';
import { defineCommand } from '../command.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import * as option from '../options.ts';
import { visitsProgress } from '../progress.ts';
import { version } from '../version.ts';
import { writing } from '../written-files.ts';

export const command = defineCommand({
  details: {
    en: 'Makes visits by keypad and sound alone, tries keys and times on fresh readers, looks through every screen and sentence, and goes through EN 301 549, Section 508, ADA 707, JIS and WCAG clause by clause. Each requirement is shown automatically, declared by the device profile, left for a person to judge, not shown, or failed. The report says nothing about a real device. In memory and virtual time: some ten seconds. Ends with 1 where something that can be shown automatically was not. What each requirement states: simulator/accessibility/README.md; a device to copy for --device: simulator/accessibility/example-device.yaml.',
    ja: 'テンキーと音だけで受付を行い、新しいリーダーでキーと時間を試し、すべての画面と文を調べて、EN 301 549・Section 508・ADA 707・JIS・WCAG を条項ごとに報告します。各項目は「自動で示した」「申告による」「人の判断が要る」「示していない」「不合格」のいずれかです。実際の機器については何も述べません。メモリー上の仮想時間で、10秒ほどで終わります。自動で示せるはずの項目を示せなければ 1 で終わります。項目の一覧は simulator/accessibility/README.ja.md、--device に渡すファイルの見本は simulator/accessibility/example-device.yaml にあります。',
  },
  arguments: {},
  options: {
    out: {
      flags: '--out <dir>',
      about: {
        en: 'folder for report.html (itself accessible) and report.json',
        ja: 'report.html（それ自体も読みやすい形）と report.json を書き出すフォルダー',
      },
      expects: option.path.expects,
      schema: option.path.schema,
    },
    device: {
      flags: '--device <file>',
      about: {
        en: 'your device in millimetres, YAML (the devices of this project unless told)',
        ja: '自社の機器の寸法ファイル、YAML（省略すると内蔵の機器）',
      },
      expects: option.path.expects,
      schema: option.path.schema.optional(),
    },
    json: option.json,
  },
  examples: [
    'fcr accessibility --out accessibility',
    'fcr accessibility --out accessibility --device our-reader.yaml --json',
  ],
  async run({ out, device, json }, io) {
    const devices = device === undefined ? {} : { devices: [readDevice(device)] };
    // A folder that cannot be had is found out before the work, not after it.
    writing(out, () => makeFolder(out));
    const findings = audit(await see({ people: loadPeople(), onDone: visitsProgress(io), ...devices }));
    writing(out, () => {
      writeFileSync(join(out, 'report.html'), htmlReport(findings, io.language, version));
      writeFileSync(join(out, 'report.json'), `${JSON.stringify(jsonReport(findings, version), null, 2)}\n`);
    });
    if (json) writeJson(io, jsonReport(findings, version));
    else showSummary(findings, out, io);
    return passes(findings) ? 0 : 1;
  },
});

/** @throws EmulatorError EMU-636 (cannot be read), EMU-740 or 741 (not in its form). */
function readDevice(file: string): DeviceProfile {
  try {
    return orThrow(parseDeviceProfile(readUtf8File(file)));
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    throw new EmulatorError({ code: 'EMU-636', detail: { file, reason: errnoOf(error) } });
  }
}

function showSummary(findings: readonly Finding[], out: string, io: Io): void {
  const { language } = io;
  const counts = countsOf(findings);
  for (const [verdict, name] of Object.entries(verdicts))
    writeLine(io, `${counts[verdict as keyof typeof verdicts]}\t${name[language]}`);
  for (const { id, requirement, verdict, wrong } of findings) {
    if (verdict !== 'failed' && !(requirement.mark === 'Y' && verdict === 'not shown')) continue;
    writeLine(io, `${id}: ${verdicts[verdict][language]}: ${requirement.states[language]}`);
    for (const { where, what } of wrong) writeLine(io, `  ${where}: ${what[language]}`);
  }
  writeLine(io, caution[language]);
  writeLine(io, join(out, 'report.html'));
}
