import { describe, expect, test } from 'vitest';
import { cborOf, embedded } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import {
  readDeviceEngagement,
  writeDeviceEngagement,
} from '../../../../firmware/credential/mdoc/device-engagement.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { SessionEncryption } from '../../../../firmware/credential/mdoc/session-encryption.ts';
import {
  readSessionData,
  readSessionEstablishment,
} from '../../../../firmware/credential/mdoc/session-messages.ts';
import { transcriptOf } from '../../../../firmware/credential/mdoc/session-transcript.ts';
import { ok, orThrow, refuse } from '../../../../protocol/result.ts';
import { platformMdocCrypto } from '../../../../simulator/pki/platform-mdoc-crypto.ts';
import { seededEntropy } from '../../../../simulator/time/seeded-entropy.ts';

const keyOf = (seed: string, engine = portableMdocCrypto) =>
  engine.ephemeralKey(seededEntropy(seed).bytes(48));

/** Both ends of a session; `seen` is what each has seen of it. */
function session(seen: readonly [string, string] = ['all', 'all'], engine = portableMdocCrypto) {
  const [reader, device] = [keyOf('reader', engine), keyOf('device', engine)];
  const [readers, devices] = seen.map((one) => transcriptOf(cborOf([one])));
  if (readers === undefined || devices === undefined) throw new Error('two transcripts');
  return {
    reader: orThrow(SessionEncryption.between('reader', reader, device.publicKey, readers, engine)),
    device: orThrow(SessionEncryption.between('device', device, reader.publicKey, devices, engine)),
  };
}

const said = Uint8Array.of(1, 2, 3);
const foreign = refuse('EMU-354', { reason: 'not of this session' });

describe('a session', () => {
  test.each([
    ['portable', portableMdocCrypto],
    ['platform', platformMdocCrypto],
  ])('with the %s engine gives to each end what the other said, message by message', (_, engine) => {
    const { reader, device } = session(['all', 'all'], engine);
    for (let i = 0; i < 3; i += 1) {
      expect(device.decrypt(orThrow(reader.encrypt(said)))).toEqual(ok(said));
      expect(reader.decrypt(orThrow(device.encrypt(said)))).toEqual(ok(said));
    }
  });

  test('says the same in another form each time', () => {
    const { reader } = session();
    expect(orThrow(reader.encrypt(said))).not.toEqual(orThrow(reader.encrypt(said)));
  });

  test('takes no message twice, out of turn, changed, or of its own end', () => {
    const { reader, device } = session();
    const [first, second] = [orThrow(reader.encrypt(said)), orThrow(reader.encrypt(said))];
    expect(session().device.decrypt(second)).toEqual(foreign);
    expect(device.decrypt(first).ok).toBe(true);
    expect(device.decrypt(first)).toEqual(foreign);
    expect(session().reader.decrypt(first)).toEqual(foreign);
    for (let i = 0; i < first.length; i += 1) {
      const changed = first.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(session().device.decrypt(changed)).toEqual(foreign);
    }
    expect(session().device.decrypt(first.subarray(0, 10))).toEqual(foreign);
  });

  test('is none where the two ends have seen different things', () => {
    const { reader, device } = session(['all', 'another handover']);
    expect(device.decrypt(orThrow(reader.encrypt(said)))).toEqual(foreign);
  });

  test('is none with a key that is not on the curve', () => {
    const own = keyOf('reader');
    const off = own.publicKey.slice();
    off[64] = (off[64] ?? 0) ^ 1;
    for (const theirs of [off, new Uint8Array(65), new Uint8Array(33)])
      expect(
        SessionEncryption.between('reader', own, theirs, transcriptOf(cborOf([])), portableMdocCrypto),
      ).toEqual(refuse('EMU-354', { reason: 'no key on the curve' }));
  });

  test('says and hears nothing once it is over', () => {
    const { reader, device } = session();
    const sealed = orThrow(device.encrypt(said));
    reader.wipe();
    const over = refuse('EMU-354', { reason: 'the session is over' });
    expect(reader.encrypt(said)).toEqual(over);
    expect(reader.decrypt(sealed)).toEqual(over);
  });
});

const p384Key = new Map<number, unknown>([
  [1, 2],
  [-1, 2],
  [-2, new Uint8Array(48)],
  [-3, new Uint8Array(48)],
]);

describe('what opens a session', () => {
  test('is refused with a key on another curve, or another cipher suite', () => {
    const engagement = (suite: number, key: unknown) =>
      readDeviceEngagement(
        cborOf(
          new Map<number, unknown>([
            [0, '1.0'],
            [1, [suite, embedded(cborOf(key))]],
          ]),
        ),
      );
    const part = 'device engagement';
    expect(engagement(1, p384Key)).toEqual(refuse('EMU-364', { part, reason: 'curve' }));
    expect(engagement(1, new Map([[1, 1]]))).toEqual(refuse('EMU-364', { part, reason: 'curve' }));
    const p256Key = new Map<number, unknown>([...p384Key, [-1, 1]]);
    expect(engagement(1, p256Key)).toEqual(refuse('EMU-350', { part, reason: 'x or y of another length' }));
    const sound = readDeviceEngagement(writeDeviceEngagement(keyOf('device').publicKey));
    expect(orThrow(sound).key).toEqual(keyOf('device').publicKey);
    const ours = new Map<number, unknown>([
      [1, 2],
      [-1, 1],
      [-2, new Uint8Array(32)],
      [-3, new Uint8Array(32)],
    ]);
    expect(engagement(2, ours)).toEqual(refuse('EMU-364', { part, reason: 'cipher suite' }));
    expect(readSessionEstablishment(cborOf({ eReaderKey: embedded(cborOf(p384Key)), data: said }))).toEqual(
      refuse('EMU-364', { part: 'session establishment', reason: 'curve' }),
    );
  });

  test('is refused where it is of another major version, and taken of another minor one', () => {
    const versioned = (version: string) => {
      const key = embedded(cborOf(new Map([[1, 1]])));
      return readDeviceEngagement(
        cborOf(
          new Map<number, unknown>([
            [0, version],
            [1, [1, key]],
          ]),
        ),
      );
    };
    expect(versioned('2.0')).toEqual(
      refuse('EMU-350', { part: 'device engagement', reason: 'a version that is not 1' }),
    );
    expect(versioned('1.1')).toMatchObject({ problem: { code: 'EMU-364' } });
  });

  test('is refused where nothing is in it', () => {
    expect(readSessionData(cborOf({}))).toEqual(
      refuse('EMU-350', { part: 'session data', reason: 'neither data nor status' }),
    );
    expect(readSessionEstablishment(cborOf({ data: said }))).toEqual(
      refuse('EMU-350', { part: 'session establishment', reason: 'eReaderKey is missing' }),
    );
  });
});
