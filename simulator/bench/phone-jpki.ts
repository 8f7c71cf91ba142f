/**
 * Reading a phone through its JPKI application, from its arrival in the field to the signature, beside a bare loop that
 * copies the same APDUs and does what no program can leave out: the signature of the phone's key, and the check of the
 * authority's signature on its certificate.
 */

import { constants, createHash, createPublicKey, privateEncrypt, verify } from 'node:crypto';
import { PhoneInUse, type PhoneKind } from '../../firmware/credential/phone-in-use.ts';
import { signatureInput } from '../../firmware/credential/signature-input.ts';
import type { Digest } from '../../firmware/hal.ts';
import { readX509 } from '../../protocol/x509.ts';
import { volatileCardMemory } from '../card/engine/card-memory.ts';
import type { Progress } from '../cli/progress.ts';
import type { Person } from '../people/person.ts';
import { loadPeople } from '../people/registry.ts';
import { type ContactlessDevice, EmulatedContactlessField } from '../peripherals/contactless-field.ts';
import { issuePhone } from '../phone/issue-phone.ts';
import { VirtualPhone } from '../phone/phone.ts';
import { phoneKey, userAuthority } from '../pki/cards/card-authority.ts';
import { cardTrust } from '../pki/cards/card-trust.ts';
import { realClock } from '../time/real-clock.ts';
import { type Contender, ratioOf, rounded, sideBySide } from './measure.ts';
import type { WayFigures } from './way-figures.ts';

const rounds = 31;
const repetitions = 20;
const day = { year: 2026, month: 11, day: 2 };
/** Of the built-in people, whose phones are of these kinds. */
const kinds = ['android', 'iphone'] as const satisfies readonly PhoneKind[];
const nonce = new Uint8Array(32).fill(7);
const stillWanted = new AbortController().signal;
const digest: Digest = (algorithm, bytes) => new Uint8Array(createHash(algorithm).update(bytes).digest());

export async function benchJpkiOfPhones(
  progress: Progress,
): Promise<Readonly<Record<PhoneKind, WayFigures>>> {
  const readings = await Promise.all(kinds.map(recordedReading));
  const measured = await sideBySide(
    readings.flatMap(({ ours, bare }) => [ours, bare]),
    { warmUp: 3, rounds, repetitions, progress },
  );
  const figures = ({ ours, bare, apdus }: RecordedReading): WayFigures => ({
    exchanges: apdus.length / 2,
    bytes: apdus.reduce((sum, { length }) => sum + length, 0),
    ratio: rounded(ratioOf(measured, 'cpuMs', ours.name, bare.name)),
    cpuMs: rounded(measured.get(ours.name)?.cpuMs ?? Number.NaN),
    bareCpuMs: rounded(measured.get(bare.name)?.cpuMs ?? Number.NaN),
  });
  const [android, iphone] = readings.map(figures);
  if (android === undefined || iphone === undefined) throw new Error('a kind of phone was not measured');
  return { android, iphone };
}

interface RecordedReading {
  readonly ours: Contender;
  readonly bare: Contender;
  /** Commands and answers in turn. */
  readonly apdus: readonly Uint8Array[];
}

async function recordedReading(kind: (typeof kinds)[number]): Promise<RecordedReading> {
  const person = loadPeople().get(kind);
  const contents = person === undefined ? null : issuePhone(person, day);
  if (person?.phone === undefined || contents === null) throw new Error(`there is no phone of ${kind}`);
  const phone = new VirtualPhone({ kind, contents, memory: volatileCardMemory() });
  const apdus: Uint8Array[] = [];
  const { chip } = phone;
  const heard = {
    chip: {
      powerOn: () => chip.powerOn(),
      powerOff: () => chip.powerOff(),
      transmit: (command: Uint8Array) => {
        const answer = chip.transmit(command);
        apdus.push(command.slice(), answer.slice());
        return answer;
      },
    },
  };
  const certificate = await read(phone, heard, person);
  return {
    ours: { name: kind, run: async () => void (await read(phone, phone, person)) },
    bare: bareReading(`bare ${kind}`, person, certificate, [...apdus]),
    apdus: [...apdus],
  };
}

/** One holding, by a reader that has met nobody yet; the phone's certificate. */
async function read(phone: VirtualPhone, held: ContactlessDevice, person: Person): Promise<Uint8Array> {
  phone.setBiometrics('agreed');
  const field = new EmulatedContactlessField(clock);
  const inUse = new PhoneInUse({ field, digest, cardTrust: cardTrust(loadPeople()) });
  field.hold(held);
  const pin = phone.kind === 'android' ? (person.phone?.pin ?? null) : null;
  const reading = await inUse.read(phone.kind, pin, nonce, stillWanted);
  inUse.wipe();
  if (reading.kind !== 'signed') throw new Error(`the phone was not read: ${reading.kind}`);
  return reading.certificate;
}

const clock = realClock();

function bareReading(
  name: string,
  person: Person,
  certificate: Uint8Array,
  apdus: readonly Uint8Array[],
): Contender {
  const key = phoneKey(person);
  const authority = createPublicKey(userAuthority('current').key);
  const parsed = readX509(certificate);
  if (!parsed.ok) throw new Error('the certificate of the phone cannot be read');
  const { signed, signature } = parsed.fields;
  const copies = apdus.map(({ length }) => new Uint8Array(length));
  return {
    name,
    run: () => {
      for (const [i, apdu] of apdus.entries()) copies[i]?.set(apdu);
      const input = signatureInput('rsa-sha256', nonce, digest);
      const made = privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, input);
      if (made.length !== 256 || !verify('sha256', signed, authority, signature))
        throw new Error('a signature went wrong');
    },
  };
}
