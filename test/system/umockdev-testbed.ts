/**
 * A testbed of umockdev with one fake hidraw device in it, made through its library. Programs that run under
 * umockdev's preload with the testbed's folder in their environment see the device in /sys and /dev. What is behind it
 * is a pseudo-terminal: a stream of bytes, in which reports that are queued run together.
 */

import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';
import { reportDescriptor, testUsbId } from '../../protocol/hid/report-descriptor.ts';

// Kept for good: what is collected is unloaded, and the library has threads of its own.
const mock = koffi.load('libumockdev.so.0');
const c = koffi.load(null);

const node = '/dev/hidraw0';
const usb = '/devices/pci0000:00/0000:00:14.0/usb1/1-1';
const hex4 = (id: number): string => id.toString(16).toUpperCase().padStart(4, '0');
const vendor = hex4(testUsbId.vendor);
const product = hex4(testUsbId.product);
const hid = `${usb}/1-1:1.0/0003:${vendor}:${product}.0001`;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** As `umockdev-record` would have written it. */
const description = (serial: string): string =>
  [
    ...[`P: ${usb}`, 'N: bus/usb/001/002', 'E: DEVNAME=/dev/bus/usb/001/002', 'E: DEVTYPE=usb_device'],
    ...[
      'E: SUBSYSTEM=usb',
      'A: bConfigurationValue=1\\n',
      'A: busnum=1\\n',
      'A: devnum=2\\n',
      'A: speed=12\\n',
    ],
    ...[`A: idVendor=${vendor}\\n`, `A: idProduct=${product}\\n`, 'A: bcdDevice=0100\\n'],
    ...['A: manufacturer=fcr\\n', 'A: product=Reader\\n', `A: serial=${serial}\\n`, ''],
    ...[`P: ${usb}/1-1:1.0`, 'E: DEVTYPE=usb_interface', 'E: SUBSYSTEM=usb', 'A: bInterfaceNumber=00\\n', ''],
    ...[
      `P: ${hid}`,
      'E: SUBSYSTEM=hid',
      'E: DRIVER=hid-generic',
      `E: HID_ID=0003:0000${vendor}:0000${product}`,
    ],
    ...['E: HID_NAME=fcr Reader', `E: HID_UNIQ=${serial}`],
    `A: uevent=DRIVER=hid-generic\\nHID_ID=0003:0000${vendor}:0000${product}\\nHID_NAME=fcr Reader\\nHID_UNIQ=${serial}\\n`,
    ...[`H: report_descriptor=${hexOf(reportDescriptor)}`, ''],
    ...[`P: ${hid}/hidraw/hidraw0`, 'N: hidraw0', `E: DEVNAME=${node}`, 'E: SUBSYSTEM=hidraw'],
    `L: device=../../../0003:${vendor}:${product}.0001`,
    ...['E: MAJOR=248', 'E: MINOR=0', ''],
  ].join('\n');

/** HID_MAX_DESCRIPTOR_SIZE of the kernel. */
const longestDescriptor = 4096;

/** What the node answers to the questions that hidapi asks when it opens it. */
function answers(): string {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(reportDescriptor.length);
  const padded = Buffer.alloc(longestDescriptor);
  padded.set(reportDescriptor);
  return [
    `@DEV ${node}`,
    `HIDIOCGRDESCSIZE 0 ${hexOf(size)}`,
    `HIDIOCGRDESC 0 ${hexOf(size)}${hexOf(padded)}`,
    '',
  ].join('\n');
}

export interface Testbed {
  /** UMOCKDEV_DIR for programs that are to see it. */
  readonly folder: string;
  /** The device's side of the node: a pseudo-terminal's master, not blocking. */
  readonly master: number;
  close(): void;
}

/** For programs that run under umockdev's preload. Throws where the library refuses something. */
export function makeTestbed(serial: string): Testbed {
  const testbed: unknown = mock.func('void *umockdev_testbed_new()')();
  const check = (done: number, what: string): void => {
    if (done === 0) throw new Error(`umockdev did not ${what}`);
  };
  const add = mock.func('int umockdev_testbed_add_from_string(void *, const char *, void *)');
  check(add(testbed, description(serial), null), 'take the device');
  const folder = mkdtempSync(join(tmpdir(), 'umockdev-'));
  const ioctls = join(folder, 'reader.ioctl');
  writeFileSync(ioctls, answers());
  const load = mock.func('int umockdev_testbed_load_ioctl(void *, const char *, const char *, void *)');
  check(load(testbed, node, ioctls, null), 'take its answers');
  const master: number = mock.func('int umockdev_testbed_get_dev_fd(void *, const char *)')(testbed, node);
  const control = c.func('int fcntl(int, int, int)');
  const [setDescriptorFlags, setStatusFlags, closeOnExec, readWriteNotBlocking] = [2, 4, 1, 2 | 0o4000];
  control(master, setDescriptorFlags, closeOnExec);
  control(master, setStatusFlags, readWriteNotBlocking);
  const name = Buffer.alloc(128);
  c.func('int ptsname_r(int, _Out_ char *, size_t)')(master, name, name.length);
  // Held open by us too: a master without any slave reads as hung up.
  const slave = openSync(name.toString('latin1', 0, name.indexOf(0)), 'r+');
  return {
    folder: String(mock.func('const char *umockdev_testbed_get_root_dir(void *)')(testbed)),
    master,
    close() {
      closeSync(slave);
      rmSync(folder, { recursive: true });
    },
  };
}
