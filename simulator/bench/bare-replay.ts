/**
 * A visit's record done again with nothing around it, in the order in which it was done: the same APDUs through a plain
 * switch, the same frames and messages through bare codecs, the same JSON, the same signatures and verifications, the
 * same SQL, and each event from outside once through a flat machine. What is left when an emulator is taken away.
 */

import { join } from 'node:path';
import { decode, encode } from 'cborg';
import Database from 'libsql';
import { createActor, createMachine } from 'xstate';
import { encodeFrame, FrameDecoder } from '../../protocol/link/frame.ts';
import type { Statement } from './sql-record.ts';
import type { Step, VisitRecord } from './visit-record.ts';

/**
 * A replay of all visits of the record, to be run again and again. Its databases grow as a desk's do: `prepare`, which is
 * no part of a visit, makes other visits of those in the SQL. `folder` holds them; null: in memory.
 */
export function bareReplay(
  record: VisitRecord,
  folder: string | null,
): { readonly prepare: () => void; readonly run: () => void } {
  const databases = new Databases(folder === null ? null : join(folder, 'bare'));
  const machine = flatMachine();
  const steps = record.steps.map(bareStep);
  let ofRound: BareStep[] = [];
  let round = 0;
  for (const statement of record.schema) databases.run(statement);
  const prepare = (): void => {
    round += 1;
    ofRound = steps.map((step) => (step.kind === 'sql' ? inAnotherBoot(step, round) : step));
  };
  const run = (): void => {
    const decoder = new FrameDecoder();
    const actor = createActor(machine).start();
    for (const step of ofRound) {
      switch (step.kind) {
        case 'apdu':
          answer(step.command, step.reply);
          break;
        case 'frame':
          decoder.push(encodeFrame(step.payload));
          break;
        case 'bareMessage':
          decode(encode(step.value), { useMaps: true });
          break;
        case 'jsonWritten':
          JSON.stringify(step.value);
          break;
        case 'jsonRead':
          JSON.parse(step.text);
          break;
        case 'signed':
        case 'verified':
          step.again();
          break;
        case 'sql':
          databases.run(step);
          break;
        case 'event':
          actor.send({ type: 'next' });
      }
    }
    actor.stop();
  };
  return { prepare, run };
}

/** A message as its sender has it before it is encoded. */
interface BareMessage {
  readonly kind: 'bareMessage';
  readonly value: unknown;
}

type BareStep = Exclude<Step, { readonly kind: 'message' }> | BareMessage;

const bareStep = (step: Step): BareStep =>
  step.kind === 'message' ? { kind: 'bareMessage', value: decode(step.bytes, { useMaps: true }) } : step;

/** The visits of the record, as the same reader would number them after another start of its own. */
const inAnotherBoot = (statement: Statement, boot: number): Statement => ({
  ...statement,
  values: statement.values
    .flat()
    .map((value) =>
      typeof value === 'string' ? value.replaceAll(/\b(FCR-\d+)\.\d+\./g, `$1.${boot}.`) : value,
    ),
});

/** Answers as recorded; the switch is what a card without a file system would have. */
function answer(command: Uint8Array, recorded: Uint8Array): Uint8Array {
  switch (((command[0] as number) << 8) | (command[1] as number)) {
    case 0x00a4:
    case 0x0020:
    case 0x0082:
    case 0x80a2:
      return Uint8Array.of(recorded[0] as number, recorded[1] as number);
    default:
      return recorded.slice();
  }
}

/** Databases by the number that the record knows them by, each statement prepared once. */
class Databases {
  readonly #name: string | null;
  readonly #open = new Map<
    number,
    { readonly database: Database.Database; readonly prepared: Map<string, Database.Statement> }
  >();

  /** @param name how their files begin; null: in memory */
  constructor(name: string | null) {
    this.#name = name;
  }

  run({ database: number, sql, method, values }: Statement): void {
    const { database, prepared } = this.#database(number);
    if (method === 'exec') {
      database.exec(sql);
      return;
    }
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      prepared.set(sql, statement);
    }
    (statement[method] as (...values: unknown[]) => unknown).apply(statement, [...values]);
  }

  #database(number: number) {
    let found = this.#open.get(number);
    if (found === undefined) {
      const path = this.#name === null ? ':memory:' : `${this.#name}-${number}.db`;
      found = { database: new Database(path), prepared: new Map() };
      this.#open.set(number, found);
    }
    return found;
  }
}

/** As many states as the flow has screens, each event a step. */
function flatMachine() {
  const count = 45;
  const states: Record<string, { on: { next: string } }> = {};
  for (let i = 0; i < count; i += 1) states[`s${i}`] = { on: { next: `s${(i + 1) % count}` } };
  return createMachine({ id: 'flat', initial: 's0', states });
}
