/**
 * Reading an iPhone through its mdoc, from the selection of its tag to the judged four facts, beside a bare loop that
 * copies the same APDUs and does what no program can leave out: the two keys of the session and what they agree on, the
 * two signatures of reader and phone, and every check of a signature that either of them makes.
 */

import { p256 } from '@noble/curves/nist.js';
import { ephemeralSeedLength, type MdocCrypto } from '../../firmware/credential/mdoc/crypto.ts';
import { type MdocReaderParts, readMdoc } from '../../firmware/credential/mdoc/mdoc-reading.ts';
import { portableMdocCrypto } from '../../firmware/credential/mdoc/portable-crypto.ts';
import type { Progress } from '../cli/progress.ts';
import { loadPeople } from '../people/registry.ts';
import { type IssuedMdoc, issueMdoc } from '../phone/mdoc/issuing.ts';
import { createMdocPhone, usualPhoneLimits } from '../phone/mdoc/mdoc-phone.ts';
import { mdocIssuers, mdocReaderIdentity, mdocReaders } from '../pki/mdoc.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { type Contender, ratioOf, rounded, sideBySide } from './measure.ts';
import type { WayFigures } from './way-figures.ts';

const rounds = 11;
const repetitions = 2;
const day = { year: 2026, month: 11, day: 2 };
/** Nine in the morning of that day in Japan. */
const at = Date.UTC(2026, 10, 2);

export async function benchMdocOfPhone(progress: Progress): Promise<WayFigures> {
  const person = loadPeople().get('iphone');
  if (person === undefined) throw new Error('there is no person iphone');
  const mdoc = issueMdoc(person, day);
  const checks: Check[] = [];
  const apdus = await read(mdoc, partsWith(recording(checks)));
  const parts = partsWith(portableMdocCrypto);
  const ours: Contender = { name: 'mdoc', run: async () => void (await read(mdoc, parts)) };
  const bare = bareReading(mdoc, apdus, checks);
  const measured = await sideBySide([ours, bare], { warmUp: 2, rounds, repetitions, progress });
  return {
    exchanges: apdus.length / 2,
    bytes: apdus.reduce((sum, { length }) => sum + length, 0),
    ratio: rounded(ratioOf(measured, 'cpuMs', ours.name, bare.name)),
    cpuMs: rounded(measured.get(ours.name)?.cpuMs ?? Number.NaN),
    bareCpuMs: rounded(measured.get(bare.name)?.cpuMs ?? Number.NaN),
  };
}

type Check = Parameters<MdocCrypto['verify']>;

/** The engine, with a record of the signatures that it checks. */
const recording = (checks: Check[]): MdocCrypto => ({
  ...portableMdocCrypto,
  verify: (scheme, publicKey, message, signature, form) => {
    checks.push([scheme, publicKey.slice(), message.slice(), signature.slice(), form]);
    return portableMdocCrypto.verify(scheme, publicKey, message, signature, form);
  },
});

interface BothEnds {
  readonly engine: MdocCrypto;
  readonly readers: ReturnType<typeof mdocReaders>;
  readonly reader: MdocReaderParts;
}

const partsWith = (engine: MdocCrypto): BothEnds => ({
  engine,
  readers: mdocReaders(engine),
  reader: {
    engine,
    entropy: seededEntropy('bench reader'),
    issuers: mdocIssuers(engine),
    identity: mdocReaderIdentity(),
  },
});

/** One reading; its commands and answers in turn. */
async function read(mdoc: IssuedMdoc, { engine, readers, reader }: BothEnds): Promise<readonly Uint8Array[]> {
  const phone = createMdocPhone({
    mdoc,
    agreed: () => true,
    told: () => {},
    proof: 'signature',
    readers,
    engine,
    now: () => at,
    entropy: seededEntropy('bench phone'),
    limits: usualPhoneLimits,
  });
  const apdus: Uint8Array[] = [];
  const reading = await readMdoc(
    (command) => {
      const apdu = phone.transmit(command);
      apdus.push(command, apdu);
      return Promise.resolve({ kind: 'answered', apdu });
    },
    reader,
    at,
  );
  phone.leaveField();
  if (reading.kind !== 'read') throw new Error(`the mdoc was not read: ${reading.kind}`);
  return apdus;
}

function bareReading(mdoc: IssuedMdoc, apdus: readonly Uint8Array[], checks: readonly Check[]): Contender {
  const copies = apdus.map(({ length }) => new Uint8Array(length));
  const entropy = seededEntropy('bare');
  const message = new Uint8Array(256);
  return {
    name: 'bare mdoc',
    run: () => {
      for (const [i, apdu] of apdus.entries()) copies[i]?.set(apdu);
      const keys = [0, 1].map(() => portableMdocCrypto.ephemeralKey(entropy.bytes(ephemeralSeedLength)));
      for (const [i, key] of keys.entries()) key.agree(keys[1 - i]?.publicKey ?? message);
      for (let signed = 0; signed < 2; signed += 1) p256.sign(message, mdoc.deviceKey);
      for (const check of checks)
        if (!portableMdocCrypto.verify(...check)) throw new Error('a signature went wrong');
    },
  };
}
