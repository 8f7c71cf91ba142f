import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Port } from '../../../host-bridge/ports/port.ts';
import { openSerialPort } from '../../../host-bridge/ports/serial-port.ts';
import { orThrow } from '../../../protocol/result.ts';
import { hasPseudoTerminals } from '../../../simulator/devices/pseudo-terminal.ts';
import { SerialCable } from '../../../simulator/devices/serial-cable.ts';
import { realClock } from '../../../simulator/time/real-clock.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cable-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const clock = realClock();
const open = async (place: string): Promise<Port> =>
  orThrow(await openSerialPort(`serial:${place}`, place, 115200, clock));

/** A cable whose reader's end writes down what arrives. */
function cableAt(name: string) {
  const place = join(folder, name);
  const cable = new SerialCable(place, { activity: null, random: () => 0.5 });
  const heard: Uint8Array[] = [];
  let more = (): void => {};
  cable.listen({
    attached: () => {},
    detached: () => {},
    received: (bytes) => {
      heard.push(bytes.slice());
      more();
    },
  });
  const until = (count: number): Promise<Buffer> =>
    new Promise((resolve) => {
      more = () => {
        const all = Buffer.concat(heard);
        if (all.length >= count) resolve(all);
      };
      more();
    });
  return { cable, place, until };
}

describe.runIf(hasPseudoTerminals)('a reader on a pseudo-terminal, opened through serialport', () => {
  it('carries every byte value both ways, unchanged and without echo', async () => {
    const { cable, place, until } = cableAt('all');
    await cable.plug();
    const port = await open(place);
    const every = Uint8Array.from({ length: 256 }, (_, i) => i);
    const back = new Promise<Buffer>((resolve) => {
      const got: Uint8Array[] = [];
      port.onReceived = (bytes) => {
        got.push(bytes.slice());
        if (Buffer.concat(got).length >= 256) resolve(Buffer.concat(got));
      };
    });
    port.write(every);
    expect(await until(256)).toEqual(Buffer.from(every));
    cable.hostOpened();
    cable.send(every);
    expect(await back).toEqual(Buffer.from(every));
    await port.close();
    await cable.unplug();
  });

  it('replaces and removes nothing that is not a link to a pseudo-terminal', async () => {
    const file = cableAt('file');
    writeFileSync(file.place, 'kept');
    await expect(file.cable.plug()).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(file.place, 'utf8')).toBe('kept');
    const device = cableAt('device');
    symlinkSync('../dev/ttyUSB0', device.place);
    await expect(device.cable.plug()).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readlinkSync(device.place)).toBe('../dev/ttyUSB0');
    const left = cableAt('left');
    symlinkSync('/dev/pts/999999', left.place);
    await left.cable.plug();
    expect(readlinkSync(left.place)).not.toBe('/dev/pts/999999');
    await left.cable.unplug();
  });

  it('takes a burst of a megabyte without stopping the process', async () => {
    const { cable, place, until } = cableAt('burst');
    await cable.plug();
    const port = await open(place);
    const burst = Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 31) & 0xff);
    port.write(burst);
    expect((await until(burst.length)).equals(burst)).toBe(true);
    await port.close();
    await cable.unplug();
  });

  it('is noticed by the host each time it is pulled out, and found again each time it is put in', async () => {
    const { cable, place } = cableAt('again');
    for (let i = 0; i < 25; i += 1) {
      await cable.plug();
      const port = await open(place);
      const closed = new Promise<void>((resolve) => {
        port.onClosed = resolve;
      });
      await cable.unplug();
      await closed;
      expect(existsSync(place)).toBe(false);
    }
  });
});
