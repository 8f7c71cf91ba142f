import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverReaders, linksIn, udevPlace } from '../../../host-bridge/readers/discovery.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fcr-discovery-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Puts a device there in the way the emulated readers and udev do: complete when its name appears. */
function appear(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync('/dev/null', join(folder, `${name}.new`));
  renameSync(join(folder, `${name}.new`), join(folder, name));
}

function discovering(folder: string) {
  const found: string[] = [];
  let more = (): void => {};
  const stop = discoverReaders([linksIn(folder)], (url) => {
    found.push(url);
    more();
  });
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      more = () => found.length >= count && resolve();
      more();
    });
  return { found, until, stop };
}

describe('finding readers', () => {
  it('tells of those that are there, in order, and of nothing that has no name of a reader', () => {
    const folder = join(root, 'there');
    for (const name of ['FCR-000002', 'FCR-000001', 'ttyUSB0', 'FCR-000003.17.new']) appear(folder, name);
    const { found, stop } = discovering(folder);
    expect(found).toEqual([`serial:${join(folder, 'FCR-000001')}`, `serial:${join(folder, 'FCR-000002')}`]);
    stop();
  });

  it('tells of each that appears, once, also when it is pulled out and put in again', async () => {
    const folder = join(root, 'appears');
    appear(folder, 'FCR-000001');
    const { found, until, stop } = discovering(folder);
    rmSync(join(folder, 'FCR-000001'));
    appear(folder, 'FCR-000001');
    appear(folder, 'FCR-000002');
    await until(2);
    expect(found.map((url) => url.slice(-10))).toEqual(['FCR-000001', 'FCR-000002']);
    stop();
  });

  it('finds them in a folder that comes later, and in one that went and came again', async () => {
    const folder = join(root, 'not', 'yet', 'there');
    const { found, until, stop } = discovering(folder);
    expect(found).toEqual([]);
    appear(folder, 'FCR-000001');
    await until(1);
    rmSync(join(root, 'not'), { recursive: true });
    appear(folder, 'FCR-000002');
    await until(2);
    expect(found.map((url) => url.slice(-10))).toEqual(['FCR-000001', 'FCR-000002']);
    stop();
  });

  it('takes of the names that udev gives those whose serial number is a reader’s', () => {
    const names = [
      'usb-fcr_Face_card_reader_FCR-000001-if00',
      'usb-Maker_X1_KR-20260001-if02-port0',
      'usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
      'usb-fcr_FCR-000001',
      'usb-fcr_FCR-1-if00',
      'FCR-000001-if00',
    ];
    expect(names.filter(udevPlace.isReader)).toEqual(names.slice(0, 2));
    expect(udevPlace.folder).toBe('/dev/serial/by-id');
  });
});
