import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HostReports } from '../../../protocol/hid/host-reports.ts';
import { reportDescriptor } from '../../../protocol/hid/report-descriptor.ts';
import { Link } from '../../../protocol/link/link.ts';
import type { Problem } from '../../../protocol/result.ts';
import { UsbipCable } from '../../../simulator/devices/usbip/usbip-cable.ts';
import { realClock } from '../../../simulator/time/real-clock.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { setupOf, UsbipHost } from './usbip-host.ts';

const clock = realClock();
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A plugged-in reader whose firmware's end writes down what it hears. */
async function usbReader() {
  const problems: Problem[] = [];
  const heard: string[] = [];
  let bytes = '';
  let changed = (): void => {};
  const cable = new UsbipCable('0', {
    activity: null,
    random: seededEntropy('usb').number,
    serial: 'FCR-000042',
    clock,
    refused: (problem) => {
      problems.push(problem);
      changed();
    },
  });
  cable.listen({
    attached: () => heard.push('attached'),
    detached: () => {
      heard.push('detached');
      changed();
    },
    received: (received) => {
      bytes += Buffer.from(received).toString('latin1');
      changed();
    },
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  await cable.plug();
  open.push(() => cable.unplug());
  const dial = async (): Promise<UsbipHost> => {
    const host = await UsbipHost.dial(Number(cable.place));
    open.push(() => host.leave());
    return host;
  };
  const imported = async (): Promise<UsbipHost> => {
    const host = await dial();
    expect(await host.importDevice()).toBe(0);
    expect(await host.tell(0x00, 9, 1, 0)).toBe(true);
    return host;
  };
  return { cable, problems, heard, bytes: () => bytes, until, dial, imported };
}

const text = (words: string): Uint8Array => Buffer.from(words, 'latin1');

/** A host's HID driver with our end of the reports on it: fetches reports one after the other. */
function hidHost(host: UsbipHost, received: (bytes: Uint8Array) => void = () => {}) {
  const reports = new HostReports(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), clock.ticks());
  let got = '';
  let changed = (): void => {};
  let fetching: number | null = null;
  const flush = (): void => {
    for (const report of reports.takeReports()) void host.send(3, report);
    for (const event of reports.takeEvents()) {
      if (event.type === 'received') {
        got += Buffer.from(event.bytes).toString('latin1');
        received(event.bytes);
      } else got += `<${event.type}>`;
    }
    changed();
  };
  const fetchNext = (): void => {
    const { seqnum, reply } = host.fetch(3);
    fetching = seqnum;
    void reply.then(({ kind, data }) => {
      if (kind !== 'submitted') return;
      fetchNext();
      reports.received(data, clock.ticks());
      flush();
    });
  };
  fetchNext();
  flush();
  return {
    send(bytes: Uint8Array): void {
      reports.send(bytes, clock.ticks());
      flush();
    },
    async until(words: string): Promise<void> {
      while (!got.includes(words)) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
    got: (): string => got,
    /** As a kernel does when the last program has closed the device. */
    close: () => host.unlink(fetching as number),
  };
}

describe('The emulated reader on USB', () => {
  it('lists itself as one full-speed device with a serial line and a HID function', async () => {
    const { dial } = await usbReader();
    expect(await (await dial()).list()).toEqual({
      head: '0111000500000000',
      devices: [{ busId: '1-1', speed: 2, vendor: 0x1209, product: 0x0001, classes: [0x02, 0x0a, 0x03] }],
      rest: 0,
    });
  });

  it('is reached from this machine alone', async () => {
    const { cable } = await usbReader();
    const socket = connect({ host: '127.0.0.2', port: Number(cable.place) });
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('describes itself to the host that enumerates it', async () => {
    const { imported } = await usbReader();
    const host = await imported();
    const device = await host.ask(0x80, 6, 0x0100, 0, 64);
    expect(device?.toString('hex')).toBe('12010002ef02014009120100000101020301');
    const head = await host.ask(0x80, 6, 0x0200, 0, 9);
    const whole = await host.ask(0x80, 6, 0x0200, 0, 0xffff);
    expect(whole?.length).toBe(head?.readUInt16LE(2));
    const parts: Buffer[] = [];
    for (let at = 0; at < (whole as Buffer).length; at += (whole as Buffer)[at] as number)
      parts.push((whole as Buffer).subarray(at, at + ((whole as Buffer)[at] as number)));
    const endpoints = parts.filter((part) => part[1] === 5).map((part) => part[2]);
    expect(endpoints).toEqual([0x81, 0x82, 0x02, 0x83, 0x03]);
    expect(parts.filter((part) => part[1] === 4).map((part) => part[2])).toEqual([0, 1, 2]);
    expect(parts[1]?.toString('hex')).toBe('080b000202020100');
    expect(await host.ask(0x81, 6, 0x2200, 2, 255)).toEqual(Buffer.from(reportDescriptor));
    const hid = parts.find((part) => part[1] === 0x21);
    expect(await host.ask(0x81, 6, 0x2100, 2, 255)).toEqual(hid);
    expect(hid?.readUInt16LE(7)).toBe(reportDescriptor.length);
    const serial = await host.ask(0x80, 6, 0x0303, 0x0409, 255);
    expect(serial?.subarray(2).toString('utf16le')).toBe('FCR-000042');
    expect((await host.ask(0x80, 6, 0x0300, 0, 255))?.toString('hex')).toBe('04030904');
  });

  it('keeps what its host sets: configuration, line coding, idle rate', async () => {
    const { imported } = await usbReader();
    const host = await imported();
    expect(await host.ask(0x80, 8, 0, 0, 1)).toEqual(Buffer.from([1]));
    const coding = Buffer.from('80250000000008', 'hex');
    expect(await host.tell(0x21, 0x20, 0, 0, coding)).toBe(true);
    expect(await host.ask(0xa1, 0x21, 0, 0, 7)).toEqual(coding);
    expect(await host.tell(0x21, 0x0a, 0x0500, 2)).toBe(true);
    expect(await host.ask(0xa1, 2, 0, 2, 1)).toEqual(Buffer.from([5]));
    expect(await host.ask(0x80, 0, 0, 0, 2)).toEqual(Buffer.from([0, 0]));
    expect(await host.ask(0x81, 10, 0, 1, 1)).toEqual(Buffer.from([0]));
    expect(await host.tell(0x01, 11, 0, 1)).toBe(true);
    expect(await host.tell(0x02, 1, 0, 0x82)).toBe(true);
    expect(await host.ask(0xa1, 1, 0x0100, 2, 64)).toEqual(Buffer.alloc(64));
    // Configured anew, it is as at first.
    expect(await host.tell(0x00, 9, 1, 0)).toBe(true);
    expect((await host.ask(0xa1, 0x21, 0, 0, 7))?.toString('hex')).toBe('00c20100000008');
  });

  it.each([
    ['a descriptor that it does not have', 0x80, 6, 0x0600, 0],
    ['a string that it does not have', 0x80, 6, 0x0309, 0],
    ['a second configuration', 0x80, 6, 0x0201, 0],
    ['a report descriptor of its serial line', 0x81, 6, 0x2200, 0],
    ['a line coding of its HID function', 0xa1, 0x21, 0, 2],
    ['a feature report', 0xa1, 1, 0x0300, 2],
    ['an interface beyond its own', 0x81, 10, 0, 7],
    ['a vendor request', 0xc0, 1, 0, 0],
  ])('stalls a request for %s', async (_, type, request, value, index) => {
    const { imported } = await usbReader();
    expect(await (await imported()).ask(type, request, value, index, 64)).toBeNull();
  });

  it.each([
    ['another configuration', 0x00, 9, 2, 0, ''],
    ['another setting of an interface', 0x01, 11, 1, 0, ''],
    ['to clear the halt of no endpoint of its own', 0x02, 1, 0, 0x87, ''],
    ['a line coding that is too short', 0x21, 0x20, 0, 0, '8025'],
    ['a line state of its HID function', 0x21, 0x22, 1, 2, ''],
    ['an idle rate of its serial line', 0x21, 0x0a, 0, 0, ''],
    ['a report that is too short', 0x21, 9, 0x0200, 2, '01'],
    ['to halt an endpoint', 0x02, 3, 0, 0x82, ''],
  ])('stalls it when told %s', async (_, type, request, value, index, data) => {
    const { imported } = await usbReader();
    expect(await (await imported()).tell(type, request, value, index, Buffer.from(data, 'hex'))).toBe(false);
  });

  it('stalls transfers whose direction is not that of the request, and those of no endpoint of its own', async () => {
    const { imported } = await usbReader();
    const host = await imported();
    const stalled = { kind: 'submitted', status: -32, length: 0 };
    const setup = setupOf(0x80, 6, 0x0100, 0, 18);
    expect(await host.send(0, new Uint8Array(), setup)).toMatchObject(stalled);
    expect(await host.send(5, text('x'))).toMatchObject(stalled);
    expect(await host.fetch(6).reply).toMatchObject(stalled);
  });
});

describe('The serial line', () => {
  it('carries every byte value both ways once the host has opened it and speaks', async () => {
    const { cable, heard, bytes, until, imported } = await usbReader();
    const host = await imported();
    const every = Uint8Array.from({ length: 256 }, (_, i) => i);
    await host.send(2, text('not open yet'));
    await host.openSerialLine();
    expect(heard).toEqual([]);
    expect(await host.send(2, every)).toMatchObject({ status: 0, length: 256 });
    await until(() => bytes().length === 256);
    expect(text(bytes())).toEqual(Buffer.from(every));
    expect(heard).toEqual(['attached']);
    const first = host.fetch(2, 200);
    const second = host.fetch(2, 200);
    cable.send(every);
    const got = [await first.reply, await second.reply];
    expect(got.map(({ data }) => data.length)).toEqual([200, 56]);
    expect(Buffer.concat(got.map(({ data }) => data))).toEqual(Buffer.from(every));
  });

  it('is let go when the host closes it, and what waited in it is gone', async () => {
    const { cable, heard, imported } = await usbReader();
    const host = await imported();
    await host.openSerialLine();
    await host.send(2, text('a'));
    cable.send(text('never fetched'));
    await host.closeSerialLine();
    expect(heard).toEqual(['attached', 'detached']);
    await host.openSerialLine();
    await host.send(2, text('b'));
    const { reply } = host.fetch(2);
    cable.send(text('new'));
    expect((await reply).data.toString()).toBe('new');
  });

  it('counts a host as gone that fetches nothing while more and more waits for it', async () => {
    const { cable, heard, imported } = await usbReader();
    const host = await imported();
    await host.openSerialLine();
    await host.send(2, text('a'));
    const much = new Uint8Array(1 << 16);
    for (let i = 0; i < 16; i += 1) cable.send(much);
    expect(heard).toEqual(['attached']);
    cable.send(much);
    expect(heard).toEqual(['attached', 'detached']);
  });
});

describe('The HID function', () => {
  it('carries the stream both ways in reports', async () => {
    const { cable, heard, bytes, until, imported } = await usbReader();
    const hid = hidHost(await imported());
    await hid.until('<attached>');
    expect(heard).toEqual(['attached']);
    hid.send(text('x'.repeat(1000)));
    await until(() => bytes().length === 1000);
    expect(bytes()).toBe('x'.repeat(1000));
    cable.send(text(`${'y'.repeat(1000)}.`));
    await hid.until('y.');
  });

  it('takes reports that come over the control endpoint', async () => {
    const { heard, imported } = await usbReader();
    const host = await imported();
    const reports = new HostReports(Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1), clock.ticks());
    for (const report of reports.takeReports())
      expect(await host.tell(0x21, 9, 0x0200, 2, report)).toBe(true);
    expect(heard).toEqual(['attached']);
    reports.received((await host.fetch(3).reply).data, clock.ticks());
    expect(reports.takeEvents()).toEqual([{ type: 'attached' }]);
  });

  it('is let go when the host fetches reports no more', async () => {
    const { heard, imported } = await usbReader();
    const hid = hidHost(await imported());
    await hid.until('<attached>');
    expect(await hid.close()).toMatchObject({ kind: 'unlinked', status: -104 });
    expect(heard).toEqual(['attached', 'detached']);
  });

  it('is let go as well when its last report and the end of fetching cross', async () => {
    const { heard, imported } = await usbReader();
    const host = await imported();
    const reports = new HostReports(Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1), clock.ticks());
    const { seqnum, reply } = host.fetch(3);
    for (const report of reports.takeReports()) await host.send(3, report);
    await reply;
    expect(await host.unlink(seqnum)).toMatchObject({ kind: 'unlinked', status: 0 });
    expect(heard).toEqual(['attached', 'detached']);
  });
});

describe('One stream, two functions', () => {
  it('belongs to the serial line while that holds it: reports are passed over', async () => {
    const { heard, bytes, imported } = await usbReader();
    const host = await imported();
    await host.openSerialLine();
    await host.send(2, text('serial'));
    const asked = hidHost(host);
    await host.send(2, text(' line'));
    expect([heard, bytes(), asked.got()]).toEqual([['attached'], 'serial line', '']);
    await asked.close();
    expect(heard).toEqual(['attached']);
    await host.closeSerialLine();
    await hidHost(host).until('<attached>');
    expect(heard).toEqual(['attached', 'detached', 'attached']);
  });

  it('belongs to the HID function while that holds it: the serial line is passed over', async () => {
    const { heard, bytes, until, imported } = await usbReader();
    const host = await imported();
    const hid = hidHost(host);
    await hid.until('<attached>');
    await host.openSerialLine();
    await host.send(2, text('serial'));
    hid.send(text('reports'));
    await until(() => bytes().length >= 7);
    expect([heard, bytes()]).toEqual([['attached'], 'reports']);
    await host.closeSerialLine();
    expect(heard).toEqual(['attached']);
    await hid.close();
    await host.openSerialLine();
    await host.send(2, text('!'));
    expect([heard, bytes()]).toEqual([['attached', 'detached', 'attached'], 'reports!']);
  });
});

describe("The link's session", () => {
  it('goes on over the other function: what was sent while neither was open arrives once', async () => {
    const { cable, imported } = await usbReader();
    const reader = new Link('reader', () => Uint8Array.of(1, 1, 1, 1));
    const toReader: string[] = [];
    const settleReader = (): void => {
      for (const bytes of reader.takeOutput()) cable.send(bytes);
      for (const event of reader.takeEvents()) {
        if (event.type === 'received') toReader.push(Buffer.from(event.payload).toString());
      }
    };
    cable.listen({
      attached: () => reader.attached(clock.ticks()),
      detached: () => reader.detached(),
      received: (bytes) => {
        reader.received(bytes, clock.ticks());
        settleReader();
      },
    });
    const link = new Link('host', () => Uint8Array.of(2, 2, 2, 2));
    const toHost: string[] = [];
    let changed = (): void => {};
    const settleHost = (write: (bytes: Uint8Array) => void): void => {
      for (const bytes of link.takeOutput()) write(bytes);
      for (const event of link.takeEvents()) {
        if (event.type === 'received') toHost.push(Buffer.from(event.payload).toString());
        if (event.type === 'connected') toHost.push(event.resumed ? '<resumed>' : '<new>');
      }
      changed();
    };
    const until = async (words: string): Promise<void> => {
      while (!toHost.includes(words)) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    };

    const host = await imported();
    await host.openSerialLine();
    const overSerial = (bytes: Uint8Array): void => void host.send(2, bytes);
    const fetchNext = (): void => {
      void host.fetch(2).reply.then(({ kind, data }) => {
        if (kind !== 'submitted') return;
        fetchNext();
        link.received(data, clock.ticks());
        settleHost(overSerial);
      });
    };
    fetchNext();
    link.attached(clock.ticks());
    settleHost(overSerial);
    await until('<new>');
    await host.closeSerialLine();
    link.detached();
    reader.send(text('while neither is open'), clock.ticks());
    settleReader();

    const hid = hidHost(host, (bytes) => {
      link.received(bytes, clock.ticks());
      settleHost(hid.send);
    });
    await hid.until('<attached>');
    link.attached(clock.ticks());
    link.send(text('from the host'), clock.ticks());
    settleHost(hid.send);
    await until('while neither is open');
    expect(toHost).toEqual(['<new>', '<resumed>', 'while neither is open']);
    expect(toReader).toEqual(['from the host']);
  });
});

describe('Transfers that wait', () => {
  it('are answered in the order they came, and not at all after they were withdrawn', async () => {
    const { cable, imported } = await usbReader();
    const host = await imported();
    await host.openSerialLine();
    await host.send(2, text('a'));
    const [first, second] = [host.fetch(2), host.fetch(2)];
    const notices = host.fetch(1, 16);
    let answered = false;
    void first.reply.then(() => {
      answered = true;
    });
    expect(await host.unlink(first.seqnum)).toMatchObject({ kind: 'unlinked', status: -104 });
    expect(await host.unlink(first.seqnum)).toMatchObject({ kind: 'unlinked', status: 0 });
    expect(await host.unlink(notices.seqnum)).toMatchObject({ kind: 'unlinked', status: -104 });
    cable.send(text('for the second'));
    expect((await second.reply).data.toString()).toBe('for the second');
    expect(answered).toBe(false);
  });
});

describe('Hosts that come and go', () => {
  it('have the device one at a time: a second is told that it is busy (EMU-669)', async () => {
    const { problems, dial, imported, heard } = await usbReader();
    const host = await imported();
    await host.openSerialLine();
    await host.send(2, text('a'));
    const second = await dial();
    expect(await second.importDevice()).toBe(2);
    await second.ended();
    expect(problems).toEqual([{ code: 'EMU-669', detail: { device: '1-1', reason: 'another host has it' } }]);
    expect(heard).toEqual(['attached']);
    expect(await (await dial()).list()).toMatchObject({ devices: [{ busId: '1-1' }] });
  });

  it.each([
    ['1-2', '1-2'],
    ['\u001b[2J', '?'],
  ])('are told that there is no device %j (EMU-669)', async (busId, named) => {
    const { problems, dial } = await usbReader();
    expect(await (await dial()).importDevice(busId)).toBe(4);
    expect(problems).toEqual([
      { code: 'EMU-669', detail: { device: named, reason: 'there is no such device, the reader is 1-1' } },
    ]);
  });

  it('leave it free for the next, which finds it as new', async () => {
    const { heard, until, imported, cable } = await usbReader();
    const host = await imported();
    await host.openSerialLine();
    await host.send(2, text('a'));
    cable.send(text('left over'));
    host.fetch(1, 16);
    host.fetch(2);
    host.fetch(2);
    await host.leave();
    await until(() => heard.length === 2);
    const next = await imported();
    expect(await next.ask(0xa1, 2, 0, 2, 1)).toEqual(Buffer.from([0]));
    await next.openSerialLine();
    await next.send(2, text('b'));
    const { reply } = next.fetch(2);
    cable.send(text('fresh'));
    expect((await reply).data.toString()).toBe('fresh');
    expect(heard).toEqual(['attached', 'detached', 'attached']);
  });

  it('lose it when the cable is pulled, and find it at the same port when it is in again', async () => {
    const { cable, heard, imported } = await usbReader();
    const { url } = cable;
    for (let i = 0; i < 25; i += 1) {
      const host = await imported();
      await host.openSerialLine();
      await host.send(2, text('a'));
      await cable.unplug();
      await host.ended();
      await expect(UsbipHost.dial(Number(cable.place))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await cable.plug();
    }
    expect(heard).toEqual(Array.from({ length: 25 }, () => ['attached', 'detached']).flat());
    expect(cable.url).toBe(url);
  });

  it('are told by the system where the port is taken', async () => {
    const { cable } = await usbReader();
    const other = new UsbipCable(cable.place, {
      activity: null,
      random: () => 0.5,
      serial: 'FCR-000043',
      clock,
      refused: () => {},
    });
    await expect(other.plug()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('A hostile host', () => {
  const submit = (change: (command: Buffer) => void): Buffer => {
    const command = Buffer.alloc(48);
    command.writeUInt32BE(1, 0);
    command.writeInt32BE(-1, 32);
    change(command);
    return command;
  };

  it.each([
    ['another version', Buffer.from('0106800500000000', 'hex'), 'version 0x0106'],
    ['another operation', Buffer.from('0111000300000000', 'hex'), 'operation 0x0003'],
  ])('is turned away for %s before an import (EMU-668)', async (_, bytes, reason) => {
    const { problems, dial } = await usbReader();
    const host = await dial();
    host.write(bytes);
    await host.ended();
    expect(problems).toEqual([{ code: 'EMU-668', detail: { reason } }]);
  });

  it.each([
    ['another command', submit((c) => c.writeUInt32BE(9, 0)), 'command 0x0009'],
    ['a third direction', submit((c) => c.writeUInt32BE(2, 12)), 'direction 2'],
    ['an endpoint that USB has not', submit((c) => c.writeUInt32BE(16, 16)), 'endpoint 16'],
    ['a transfer that is too long', submit((c) => c.writeUInt32BE(65_537, 24)), 'transfer of 65537 bytes'],
    ['an isochronous transfer', submit((c) => c.writeUInt32BE(1, 32)), 'isochronous transfer'],
    [
      'more fetches than it can have use for',
      Buffer.concat(
        Array.from({ length: 65 }, () =>
          submit((c) => {
            c.writeUInt32BE(1, 12);
            c.writeUInt32BE(2, 16);
          }),
        ),
      ),
      'more than 64 transfers at once',
    ],
  ])(
    'is cut off for %s after an import, and the reader is free again (EMU-668)',
    async (_, bytes, reason) => {
      const { problems, heard, imported } = await usbReader();
      const host = await imported();
      await host.openSerialLine();
      await host.send(2, text('a'));
      host.write(bytes);
      await host.ended();
      expect(problems).toEqual([{ code: 'EMU-668', detail: { reason } }]);
      expect(heard).toEqual(['attached', 'detached']);
      await imported();
    },
  );

  it('is cut off when it asks and asks and reads no answer (EMU-668)', async () => {
    const { cable, problems, until } = await usbReader();
    const socket = connect({ host: '127.0.0.1', port: Number(cable.place) });
    socket.on('error', () => {});
    await once(socket, 'connect');
    const request = Buffer.alloc(40);
    request.writeUInt32BE(0x01118003, 0);
    request.write('1-1', 8);
    socket.write(request);
    await once(socket, 'data');
    socket.pause();
    const ask = submit((c) => {
      c.writeUInt32BE(1, 12);
      c.writeUInt32BE(255, 24);
      setupOf(0x80, 6, 0x0200, 0, 255).copy(c, 40);
    });
    const asks = Buffer.concat(Array.from({ length: 4096 }, () => ask));
    const cut = until(() => problems.length > 0);
    const writeMore = (): void => {
      if (problems.length === 0 && !socket.destroyed) socket.write(asks, writeMore);
    };
    writeMore();
    await cut;
    expect(problems).toEqual([{ code: 'EMU-668', detail: { reason: 'answers are not read' } }]);
    socket.destroy();
  });
});
