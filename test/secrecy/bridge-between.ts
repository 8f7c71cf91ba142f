/**
 * A visit with an Android phone at a phone reader, and everything of it that passes the bridge or that it leaves behind:
 * each message as the bridge deciphers or enciphers it, what it hands to the driver and takes from it, its log, metrics,
 * database and receipt files, and the trace.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { japanDay } from '../../firmware/calendar.ts';
import { profiles } from '../../firmware/profiles.ts';
import { isKey } from '../../firmware/screens/vocabulary.ts';
import { createMetrics } from '../../host-bridge/control/metrics.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import { createLog } from '../../host-bridge/log.ts';
import type { BridgeObservation } from '../../host-bridge/observed.ts';
import { decodeMessage } from '../../protocol/codec.ts';
import type { CryptoEngine } from '../../protocol/crypto.ts';
import type { Message } from '../../protocol/messages.ts';
import { Digits } from '../../protocol/personal.ts';
import { volatileCardMemory } from '../../simulator/card/engine/card-memory.ts';
import { Desk } from '../../simulator/desk/desk.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { issuePhone } from '../../simulator/phone/issue-phone.ts';
import { VirtualPhone } from '../../simulator/phone/phone.ts';
import { type DeskChannel, seededChannel } from '../../simulator/pki/link-channel.ts';
import { Activity } from '../../simulator/time/activity.ts';
import { seededEntropy } from '../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { recordTrace } from '../../simulator/trace/recorder.ts';

const opens = Date.parse('2026-11-02T09:00:00+09:00');

export interface Passed {
  /** The screen after each entry. */
  readonly screens: readonly (string | undefined)[];
  /** In the order in which the bridge has read or written them. */
  readonly messages: readonly Message[];
  readonly log: readonly string[];
  readonly metrics: string;
  readonly trace: readonly string[];
  /** Rows of each table of the bridge's databases. */
  readonly rows: string;
  /** Receipt files by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The channel of a desk whose bridge tells every plain text that it deciphers or enciphers. */
function tellingChannel(tell: (plain: Uint8Array) => void): DeskChannel {
  const { of, validAt } = seededChannel(opens);
  return {
    validAt,
    of: {
      ...of,
      bridge(end) {
        const parts = of.bridge(end);
        const engine: CryptoEngine = {
          ...parts.engine,
          chaCha20Poly1305(key) {
            const aead = parts.engine.chaCha20Poly1305(key);
            return {
              seal(nonce, associated, plain) {
                tell(plain.slice());
                return aead.seal(nonce, associated, plain);
              },
              open(nonce, associated, sealed) {
                const plain = aead.open(nonce, associated, sealed);
                if (plain !== null) tell(plain.slice());
                return plain;
              },
            };
          },
        };
        return { ...parts, engine };
      },
    },
  };
}

function phoneWith(pin: string): VirtualPhone {
  const person = loadPeople().get('android');
  const contents = person === undefined ? null : issuePhone(person, japanDay(opens));
  if (contents === null) throw new Error('the people file lacks somebody with an Android phone');
  const applications = contents.applications.map((application) => ({
    ...application,
    files: new Map(
      [...application.files].map(([id, file]) => [
        id,
        file.kind === 'secret' && file.name === 'userPin' ? { ...file, value: new Digits(pin) } : file,
      ]),
    ),
  }));
  return new VirtualPhone({
    kind: 'android',
    contents: { ...contents, applications },
    memory: volatileCardMemory(),
  });
}

/** Neither order nor bytes of the database's file are looked at: they hold randomness of the database's own. */
function rowsIn(file: string): string {
  const database = new Database(file);
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all() as { name: string }[];
  const rows = tables.map(({ name }) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]);
  database.close();
  return JSON.stringify(rows, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
}

/**
 * @param entered PINs, one after the other at the same phone, each until it is answered; after the last the visit goes on to
 *   its end
 * @param right of the phone
 */
export async function visitPassingTheBridge(entered: readonly string[], right: string): Promise<Passed> {
  const data = mkdtempSync(join(tmpdir(), 'fcr-secrecy-'));
  const clock = new VirtualClock(opens);
  const elapsed = (): number => clock.ticks() - opens;
  const messages: Message[] = [];
  const log: string[] = [];
  const metrics = createMetrics();
  const logger = createLog({ level: 'debug', clock, destination: { write: (line) => log.push(line) } });
  const header = { trace: 1, scenario: 'pin', profile: 'current', link: 'memory', seed: 'pin' };
  const trace = recordTrace(header as never, elapsed);
  const desk = new Desk({
    readers: 1,
    link: 'memory',
    profile: profiles.current,
    facility: facilitySchema.parse({}),
    people: loadPeople(),
    clock,
    activity: new Activity(),
    entropy: seededEntropy('secrecy'),
    seed: 'secrecy',
    data,
    https: null,
    answersLast: true,
    pollsReceipt: false,
    channel: tellingChannel((plain) => {
      for (const from of ['reader', 'host'] as const) {
        const message = decodeMessage(plain, from);
        if (message.ok) messages.push(message.value);
      }
    }),
    observe: ({ at, observation }) => {
      trace.record(at, observation);
      if (at !== 'bridge') return;
      logger.write(observation as BridgeObservation);
      metrics.observe(observation as BridgeObservation);
    },
  });
  const [reader] = desk.readers;
  if (reader === undefined) throw new Error('a desk has a reader');
  const touch = async (keys: string): Promise<void> => {
    for (const key of keys) {
      if (isKey(key)) reader.press(key, 'touch');
      await desk.quiet();
    }
  };
  const screens: (string | undefined)[] = [];
  try {
    await desk.start();
    await desk.quiet();
    const phone = phoneWith(right);
    await touch('21');
    for (const [i, pin] of entered.entries()) {
      if (i > 0) await touch('1');
      await touch(`${pin}#`);
      reader.present(phone);
      await desk.quiet();
      screens.push(reader.status?.view?.id);
      reader.takeAway(phone);
      await desk.quiet();
    }
    await touch('1#9');
    await desk.quiet();
    await desk.stop();
    const receipt = join(data, 'receipt', 'face');
    return {
      screens,
      messages,
      log,
      metrics: await metrics.text(),
      trace: trace.lines,
      rows: rowsIn(join(data, 'bridge.db')) + rowsIn(join(data, 'lookups.db')),
      files: Object.fromEntries(
        readdirSync(receipt)
          .sort()
          .map((name) => [name, readFileSync(join(receipt, name)).toString('latin1')]),
      ),
    };
  } finally {
    await desk.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
