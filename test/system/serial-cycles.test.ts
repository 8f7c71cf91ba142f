import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchFolderOfPort } from '../../host-bridge/ports/hot-plug.ts';
import { createOpenPort } from '../../host-bridge/ports/open-port.ts';
import type { Port } from '../../host-bridge/ports/port.ts';
import { supervise } from '../../host-bridge/readers/supervisor.ts';
import { createUnfinished } from '../../host-bridge/unfinished.ts';
import { hasPseudoTerminals } from '../../simulator/devices/pseudo-terminal.ts';
import { SerialCable } from '../../simulator/devices/serial-cable.ts';
import { realClock } from '../../simulator/time/real-clock.ts';
import { seededEntropy } from '../../simulator/time/seeded-entropy.ts';

const cycles = 200;
/** Longer than the buffers of a terminal hold. */
const stuckBytes = 200_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fcr-cycles-'));
  if (!hasPseudoTerminals) process.stderr.write('left out: serial cycles (no pseudo-terminals here)\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Gathers bytes until so many have come. */
class Ear {
  #heard: Uint8Array[] = [];
  #length = 0;
  #more = (): void => {};

  readonly hear = (bytes: Uint8Array): void => {
    this.#heard.push(bytes.slice());
    this.#length += bytes.length;
    this.#more();
  };

  next(count: number): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#more = () => {
        if (this.#length < count) return;
        const all = Buffer.concat(this.#heard);
        this.#heard = [];
        this.#length = 0;
        this.#more = () => {};
        resolve(all);
      };
      this.#more();
    });
  }
}

describe.runIf(hasPseudoTerminals)('A serial reader that is pulled out and put in again and again', () => {
  it(`is found and missed ${cycles} times of ${cycles}, and all that is said in between arrives`, async () => {
    const entropy = seededEntropy('serial cycles');
    const cable = new SerialCable(join(folder, 'FCR-000001'), { activity: null, random: entropy.number });
    const atReader = new Ear();
    cable.listen({ attached: () => {}, detached: () => {}, received: atReader.hear });

    const seen = { attached: 0, detached: 0 };
    let port: Port | null = null;
    let changed = (): void => {};
    const until = (isSo: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        changed = () => isSo() && resolve();
        changed();
      });
    const clock = realClock();
    const supervisor = supervise(
      cable.url,
      {
        attached: (opened) => {
          seen.attached += 1;
          port = opened;
          changed();
        },
        detached: () => {
          seen.detached += 1;
          port = null;
          changed();
        },
      },
      {
        openPort: createOpenPort(clock),
        clock,
        watchForPort: watchFolderOfPort,
        unfinished: createUnfinished(),
        backingOff: () => {},
        notOpened: () => {},
      },
    );
    supervisor.start();

    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      await cable.plug();
      await until(() => seen.attached === cycle && port !== null);
      const open = port as unknown as Port;
      const atHost = new Ear();
      open.onReceived = atHost.hear;
      cable.hostOpened();
      const [there, back] = [entropy.bytes(1 + (cycle % 997)), entropy.bytes(1 + ((cycle * 31) % 2_003))];
      open.write(there);
      cable.send(back);
      expect(Buffer.compare(await atReader.next(there.length), there)).toBe(0);
      expect(Buffer.compare(await atHost.next(back.length), back)).toBe(0);
      // Every other time in the middle of a write.
      if (cycle % 2 === 0) open.write(new Uint8Array(stuckBytes));
      await cable.unplug();
      await until(() => seen.detached === cycle);
      // What of the broken write had come through is none of the next cycle's.
      await atReader.next(0);
    }
    expect(seen).toEqual({ attached: cycles, detached: cycles });
    await supervisor.stop();
  });
});
