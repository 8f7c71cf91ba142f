import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../../protocol/link/frame.ts';
import { linkTiming } from '../../../protocol/link/link.ts';
import { decodePacket } from '../../../protocol/link/packet.ts';
import { orThrow } from '../../../protocol/result.ts';
import { TcpCable } from '../../../simulator/devices/tcp-cable.ts';

const sockets: Socket[] = [];
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const close of closing.splice(0)) await close();
});

/** A reader's end that writes down what happens, on a clock that stands until it is set. */
async function plugged() {
  const clock = { now: 0, ticks: () => clock.now };
  const cable = new TcpCable('127.0.0.1:0', { activity: null, random: () => 0.5 }, clock);
  const seen: string[] = [];
  let more = (): void => {};
  const note = (what: string): void => {
    seen.push(what);
    more();
  };
  cable.listen({
    attached: () => note('attached'),
    detached: () => note('detached'),
    received: (bytes) => note(Buffer.from(bytes).toString('latin1')),
  });
  await cable.plug();
  closing.push(() => cable.unplug());
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      more = () => seen.length >= count && resolve();
      more();
    });
  const dial = async (): Promise<Socket> => {
    const [host, port] = cable.place.split(':');
    const socket = createConnection({ host: host ?? '', port: Number(port) });
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  return { clock, cable, seen, until, dial };
}

describe('a reader that listens on a TCP port', () => {
  it('tells a second host that it is in use (EMU-512), hangs up on it, and goes on with the first', async () => {
    const { seen, until, dial } = await plugged();
    const first = await dial();
    await until(1);
    const second = await dial();
    second.write('nobody hears this');
    const heard: Buffer[] = [];
    second.on('data', (bytes: Buffer) => heard.push(bytes));
    await once(second, 'close');
    const [outcome] = new FrameDecoder().push(Buffer.concat(heard));
    expect(outcome?.kind).toBe('frame');
    const payload = outcome?.kind === 'frame' ? outcome.payload : new Uint8Array();
    expect(orThrow(decodePacket(payload))).toEqual({ kind: 'refuse', code: 'EMU-512' });
    first.write('still here');
    await until(2);
    expect(seen).toEqual(['attached', 'still here']);
  });

  it('lets a second host in when the first has not been heard for as long as a living one never is', async () => {
    const { clock, seen, until, dial } = await plugged();
    const first = await dial();
    await until(1);
    clock.now = linkTiming.dead;
    first.write('x');
    await until(2);
    clock.now += linkTiming.dead;
    const second = await dial();
    await until(4);
    second.write('mine now');
    await until(5);
    expect(seen).toEqual(['attached', 'x', 'detached', 'attached', 'mine now']);
    await once(first, 'close');
  });

  it('takes the next host as soon as the first has hung up', async () => {
    const { seen, until, dial } = await plugged();
    const first = await dial();
    await until(1);
    first.end();
    await until(2);
    await dial();
    await until(3);
    expect(seen).toEqual(['attached', 'detached', 'attached']);
  });
});
