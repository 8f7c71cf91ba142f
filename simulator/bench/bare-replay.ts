/**
 * A visit's record done again with nothing around it: the same APDUs through a plain switch, the same frames and
 * messages through bare codecs, the same JSON, the same signatures and verifications, the same SQL, and each event
 * from outside once through a flat machine. What is left when an emulator is taken away.
 */

import { Buffer } from 'node:buffer';
import {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  privateEncrypt,
  sign,
  verify,
} from 'node:crypto';
import { join } from 'node:path';
import { decode, encode } from 'cborg';
import Database from 'libsql';
import { createActor, createMachine } from 'xstate';
import { encodeFrame, FrameDecoder } from '../../protocol/link/frame.ts';
import type { Statement } from './sql-record.ts';
import type { VisitRecord } from './visit-record.ts';

/** What the cards and the back end compute, by the APDUs and documents that ask for it. */
export interface Cryptography {
  readonly rsaSignatures: number;
  readonly rsaVerifications: number;
  readonly ecSignatures: number;
  readonly ecVerifications: number;
}

const instruction = (command: Uint8Array): number => ((command[0] as number) << 8) | (command[1] as number);

export function cryptographyOf(record: VisitRecord): Cryptography {
  const asked = (code: number): number =>
    record.apdus.filter(
      ([command, reply]) => instruction(command) === code && reply[reply.length - 2] === 0x90,
    ).length;
  const authenticated = asked(0x0082);
  const signed = asked(0x802a);
  return {
    rsaSignatures: signed,
    rsaVerifications: signed,
    ecSignatures: authenticated,
    ecVerifications: authenticated + asked(0x80a2),
  };
}

/**
 * A replay of all visits of the record, to be run again and again, each time on databases that `prepare` has made: that
 * is no part of a visit. `folder` holds them; null: in memory.
 */
export function bareReplay(
  record: VisitRecord,
  folder: string | null,
): { readonly prepare: () => void; readonly run: () => void } {
  let round = 0;
  let databases = new Databases(null);
  const crypto = bareCryptography(cryptographyOf(record));
  const machine = flatMachine();
  const messages = record.messages.map((message) => decode(message, { useMaps: true }) as unknown);
  const prepare = (): void => {
    round += 1;
    databases.close();
    databases = new Databases(folder === null ? null : join(folder, `round-${round}`));
    for (const statement of record.schema) databases.run(statement);
  };
  const run = (): void => {
    for (const [command, reply] of record.apdus) answer(command, reply);
    const decoder = new FrameDecoder();
    for (const frame of record.frames) decoder.push(encodeFrame(frame));
    for (const message of messages) decode(encode(message), { useMaps: true });
    for (const document of record.documents) {
      // In the sender's hand and in the receiver's.
      JSON.parse(JSON.stringify(document));
    }
    crypto();
    for (const statement of record.statements) databases.run(statement);
    const actor = createActor(machine).start();
    for (let i = 0; i < record.events; i += 1) actor.send({ type: 'next' });
    actor.stop();
  };
  return { prepare, run };
}

/** Answers as recorded; the switch is what a card without a file system would have. */
function answer(command: Uint8Array, recorded: Uint8Array): Uint8Array {
  switch (instruction(command)) {
    case 0x00a4:
    case 0x0020:
    case 0x0082:
    case 0x80a2:
      return Uint8Array.of(recorded[0] as number, recorded[1] as number);
    default:
      return recorded.slice();
  }
}

function bareCryptography(counts: Cryptography): () => void {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const nonce = Buffer.alloc(32, 7);
  const info = Buffer.concat([
    Buffer.from('3031300d060960864801650304020105000420', 'hex'),
    createHash('sha256').update(nonce).digest(),
  ]);
  const rsaSignature = sign('sha256', nonce, rsa.privateKey);
  const raw = { key: ec.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const ecSignature = sign('sha256', nonce, raw);
  const rsaKey = createPrivateKey(rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return () => {
    for (let i = 0; i < counts.rsaSignatures; i += 1) {
      privateEncrypt({ key: rsaKey, padding: constants.RSA_PKCS1_PADDING }, info);
    }
    for (let i = 0; i < counts.rsaVerifications; i += 1) verify('sha256', nonce, rsa.publicKey, rsaSignature);
    for (let i = 0; i < counts.ecSignatures; i += 1) sign('sha256', nonce, raw);
    for (let i = 0; i < counts.ecVerifications; i += 1) {
      verify('sha256', nonce, { key: ec.publicKey, dsaEncoding: 'ieee-p1363' }, ecSignature);
    }
  };
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

  close(): void {
    for (const { database } of this.#open.values()) database.close();
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
