/**
 * Plugs a USB/IP device into this machine as the `usbip attach` tool does: imports it over TCP, then hands the socket to
 * the kernel's virtual host controller (vhci-hcd) through sysfs. Needs root.
 */

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

const controller = '/sys/devices/platform/vhci_hcd.0';
const importRequest = Buffer.from('0111800300000000', 'hex');
const importReplyLength = 320;
/** Offsets in the reply: status, bus number, device number, speed. */
const [statusAt, busAt, deviceAt, speedAt] = [4, 296, 300, 304];
const freePort = '004';

/** Numbers of the controller's USB 2 ports with nothing in them. */
const freePorts = (): readonly number[] =>
  [...readFileSync(`${controller}/status`, 'utf8').matchAll(/^hs\s+(\d+)\s+(\d+)/gm)].flatMap(
    ([, port, state]) => (state === freePort ? [Number(port)] : []),
  );

/** The descriptor of a socket, which Node keeps to itself. */
function descriptorOf(socket: Socket): number {
  const { _handle: handle } = socket as unknown as {
    readonly _handle: { readonly fd: number; readStop(): void };
  };
  // From here on the kernel reads.
  handle.readStop();
  return handle.fd;
}

/** Resolves when the kernel has the device; it appears under /dev a little later. */
export async function attachUsbip(port: number, busId: string): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const name = Buffer.alloc(32);
  name.write(busId);
  socket.write(Buffer.concat([importRequest, name]));
  let reply: Buffer = Buffer.alloc(0);
  // Nothing follows the reply until the kernel asks for something.
  while (reply.length < importReplyLength) {
    const [bytes] = await once(socket, 'data');
    reply = Buffer.concat([reply, bytes]);
    if (reply.length >= 8 && reply.readUInt32BE(statusAt) !== 0) {
      throw new Error(`import refused with status ${reply.readUInt32BE(statusAt)}`);
    }
  }
  const [vhciPort] = freePorts();
  if (vhciPort === undefined) throw new Error('no free port on the virtual host controller');
  const device = (reply.readUInt32BE(busAt) << 16) | reply.readUInt32BE(deviceAt);
  const speed = reply.readUInt32BE(speedAt);
  writeFileSync(`${controller}/attach`, `${vhciPort} ${descriptorOf(socket)} ${device} ${speed}`);
  // The kernel holds the connection by itself now.
  socket.destroy();
}
