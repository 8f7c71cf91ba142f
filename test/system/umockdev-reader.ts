/**
 * An emulated reader behind a fake hidraw device, with its page server: `umockdev-wrapper node --import tsx
 * umockdev-reader.ts SERIAL DATA PKI` prints `ready PAGE UMOCKDEV_DIR` and runs until its standard input ends.
 */

import { LinuxPortBinding } from '@serialport/bindings-cpp';
import { profiles } from '../../firmware/profiles.ts';
import { reportLength } from '../../protocol/hid/report-descriptor.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { orThrow } from '../../protocol/result.ts';
import { Acts } from '../../simulator/automation/acts.ts';
import { createDeskEvents } from '../../simulator/automation/desk-events.ts';
import { startPageServer } from '../../simulator/automation/server.ts';
import { loneReaderOn } from '../../simulator/cli/lone-reader.ts';
import { systemEntropy } from '../../simulator/cli/random.ts';
import { sharedPki } from '../../simulator/cli/shared-pki.ts';
import { Cable } from '../../simulator/devices/cable.ts';
import { HidStream } from '../../simulator/devices/hid-stream.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { linkChannels } from '../../simulator/pki/link-channel.ts';
import { realClock } from '../../simulator/time/real-clock.ts';
import { makeTestbed } from './umockdev-testbed.ts';

/** What a host writes: a report id, which is 0, and the report. */
const written = reportLength + 1;

class TestbedCable extends Cable {
  place: string;
  readonly #file: LinuxPortBinding;
  readonly #stream: HidStream;

  constructor(serial: string, master: number) {
    super({ activity: null, random: Math.random });
    this.place = `1209:0001:${serial}`;
    this.#file = new LinuxPortBinding(master, {} as ConstructorParameters<typeof LinuxPortBinding>[1]);
    let last: Promise<unknown> = Promise.resolve();
    this.#stream = new HidStream({
      clock: realClock(),
      random: Math.random,
      write: (report) => {
        last = last.then(() => this.#file.write(Buffer.from(report)));
      },
      listener: {
        attached: () => this.hostOpened(),
        detached: () => this.hostClosed(),
        received: (bytes) => this.arrived(bytes),
      },
    });
  }

  get url(): string {
    return `hid:${this.place}`;
  }

  protected async insert(): Promise<void> {
    void this.#read();
  }

  protected async pull(): Promise<void> {
    this.pulledOut();
  }

  protected transmit(bytes: Uint8Array): void {
    this.#stream.send(bytes);
  }

  async #read(): Promise<never> {
    const buffer = Buffer.alloc(64 * written);
    let held = Buffer.alloc(0);
    for (;;) {
      const { bytesRead } = await this.#file.read(buffer, 0, buffer.length);
      held = Buffer.concat([held, buffer.subarray(0, bytesRead)]);
      for (; held.length >= written; held = held.subarray(written)) {
        this.#stream.received(Uint8Array.from(held.subarray(1, written)));
      }
    }
  }
}

const [serial = '', data = '', pki = ''] = process.argv.slice(2);
const testbed = makeTestbed(serial);
const clock = realClock();
const events = createDeskEvents(clock);
const desk = loneReaderOn(new TestbedCable(serial, testbed.master), {
  serial: serial as ReaderId,
  profile: profiles['next-generation'],
  people: loadPeople(undefined),
  clock,
  data,
  channel: linkChannels(sharedPki(pki, data).link).reader(serial as ReaderId, {
    entropy: systemEntropy,
    validAt: () => Date.now(),
  }),
  observe: (observation) => {
    if (observation.event === 'hostMessageRefused') process.stderr.write(`refused ${observation.code}\n`);
  },
});
await desk.start();
const acts = new Acts({ desk, clock, observe: () => {} });
const page = orThrow(await startPageServer({ desk, acts, events, clock, version: '0', language: 'en' }, 0));
process.stdout.write(`ready ${page.url} ${testbed.folder}\n`);
process.stdin.resume().on('end', () => {
  testbed.close();
  process.exit(0);
});
