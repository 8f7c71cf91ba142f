/** `fcr receipt request`: drops a request into a receipt folder, as a clinic's receipt computer (レセコン) would. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { japanDay } from '../../../firmware/calendar.ts';
import { errnoOf } from '../../../host-bridge/errno.ts';
import { compactInstant } from '../../../host-bridge/receipt/japan-time.ts';
import { markerName } from '../../../host-bridge/receipt/layout.ts';
import { type RequestPrefix, requestKinds } from '../../../host-bridge/receipt/requests/kinds.ts';
import { exampleName } from '../../../host-bridge/receipt/requests/request-name.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { diskReceiptComputer } from '../../desk/receipt-computer.ts';
import { personIdSchema } from '../../people/person.ts';
import { requestFile } from '../../scenario/request-file.ts';
import { defineCommand } from '../command.ts';
import { readFacility } from '../facility-file.ts';
import { writeJson, writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';

const kinds = Object.keys(requestKinds) as [RequestPrefix, ...RequestPrefix[]];

/** The second's, or the next one's that is free: a request that waits is never overwritten, nor its answer awaited twice. */
function freeName(root: string, kind: RequestPrefix, now: number): string {
  const inSecond = (seconds: number): string =>
    exampleName(kind, Number(compactInstant(now + seconds * 1_000)));
  const isFree = (name: string): boolean =>
    !existsSync(join(root, 'req', name)) && !existsSync(join(root, 'res', answerName(name)));
  let seconds = 0;
  while (!isFree(inSecond(seconds))) seconds += 1;
  return inSecond(seconds);
}

const answerName = (request: string): string => request.replace('req_', 'res_');

export const command = defineCommand({
  details: {
    en: 'Writes a request for a person into req of a desk’s receipt folder, marked TEST, and prints where its answer will be. Copy the file to see what one looks like. Without a desk that runs (fcr start) it stays unanswered.',
    ja: 'デスクの連携フォルダーの req に、人物の資格を照会する要求（名前に TEST の印）を書き、応答が置かれる場所を表示します。要求ファイルの見本としても使えます。デスク（fcr start）が動いていなければ、応答はありません。',
  },
  arguments: {},
  options: {
    person: {
      flags: '--person <id>',
      about: {
        en: 'whose numbers are asked with (insured unless told)',
        ja: '照会する人物（省略すると insured）',
      },
      expects: { en: 'id of a person', ja: '人物の識別名' },
      schema: personIdSchema.default('insured'),
    },
    kind: {
      flags: '--kind <prefix>',
      about: {
        en: `what is asked: ${kinds.join(', ')} (OQSsiquc01, eligibility, unless told)`,
        ja: `要求の種類：${kinds.join('、')}（省略すると資格確認の OQSsiquc01）`,
      },
      ...option.oneOf(kinds),
      schema: option.oneOf(kinds).schema.default('OQSsiquc01'),
    },
    reception: {
      flags: '--reception <number>',
      about: {
        en: 'with a kind that ends in 02: the ReceptionNumber of the answer to 01',
        ja: '02 で終わる種類のとき：01 への応答にある受付番号',
      },
      expects: { en: '16 digits', ja: '16桁の数字' },
      schema: z
        .string()
        .regex(/^\d{16}$/)
        .optional(),
    },
    receipt: option.receiptFolder,
    facility: option.facility,
    people: option.people,
    data: option.dataFolder,
    json: option.json,
  },
  examples: [
    'fcr receipt request',
    'fcr receipt request --person elderly --kind YZKsiquc01',
    'fcr receipt request --kind OQSmuquc02 --reception 2026110200000001',
  ],
  async run(given, io) {
    const root = resolve(given.receipt ?? join(given.data, 'receipt'));
    const person = namedPeople(given.people, io).get(given.person);
    if (person === undefined) throw new EmulatorError({ code: 'EMU-641', detail: { person: given.person } });
    if (!existsSync(join(root, markerName)))
      throw new EmulatorError({ code: 'EMU-580', detail: { folder: root } });
    const now = Date.now();
    const today = japanDay(now);
    const { reception } = given;
    if (reception !== undefined && !given.kind.endsWith('02')) {
      const expected = kinds.filter((kind) => kind.endsWith('02')).join(', ');
      throw new EmulatorError({ code: 'EMU-633', detail: { option: '--kind', value: given.kind, expected } });
    }
    const bytes = requestFile(given.kind, {
      person,
      facility: readFacility(given.facility),
      opened: today,
      today,
      changes: reception === undefined ? {} : { ReceptionNumber: reception },
    });
    const name = freeName(root, given.kind, now);
    try {
      diskReceiptComputer(root).drop(name, bytes);
    } catch (error) {
      throw new EmulatorError({ code: 'EMU-523', detail: { name, reason: errnoOf(error) } });
    }
    const places = {
      request: join(root, 'req', name),
      answer: join(root, 'res', answerName(name)),
    };
    if (given.json) writeJson(io, places);
    else writeLine(io, `${places.request} -> ${places.answer}`);
    return 0;
  },
});
