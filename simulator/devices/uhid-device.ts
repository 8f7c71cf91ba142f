/** A HID device that Linux makes for us: /dev/uhid, opened once for each device. Not on other systems. */

import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { LinuxPortBinding } from '@serialport/bindings-cpp';
import { errnoOf } from '../../host-bridge/errno.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import {
  createEvent,
  destroyEvent,
  inputEvent,
  longestEvent,
  readEvent,
  type UhidDevice,
} from './uhid-events.ts';

export const uhidPath = '/dev/uhid';

export interface OpenUhid {
  /** A report from a host, without its report id. */
  onReport: (report: Uint8Array) => void;
  /** No host has the device open any more. */
  onClosed: () => void;
  /** A report for the host. */
  write(report: Uint8Array): void;
  /** Takes the device away: whoever has it open is told by the kernel. */
  close(): Promise<void>;
}

/** EMU-664 where the system makes no HID devices for us. */
export function openUhid(device: UhidDevice, path = uhidPath): Result<OpenUhid> {
  let descriptor: number;
  try {
    // Not blocking: a blocked read would hold one of Node's few threads for as long as the device is there.
    descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch (error) {
    return refuse('EMU-664', { reason: errnoOf(error) });
  }
  try {
    writeSync(descriptor, createEvent(device));
  } catch (error) {
    closeSync(descriptor);
    return refuse('EMU-664', { reason: errnoOf(error) });
  }
  return ok(opened(descriptor));
}

function opened(descriptor: number): OpenUhid {
  // The binding of serialport reads any descriptor and waits for it in the event loop.
  const file = new LinuxPortBinding(descriptor, {} as ConstructorParameters<typeof LinuxPortBinding>[1]);
  const write = (event: Uint8Array): void => {
    if (!file.isOpen) return;
    try {
      writeSync(descriptor, event);
    } catch {
      // The kernel has taken the device away meanwhile: there is nobody to be told.
    }
  };
  const uhid: OpenUhid = {
    onReport: () => {},
    onClosed: () => {},
    write: (report) => write(inputEvent(report)),
    async close() {
      if (!file.isOpen) return;
      write(destroyEvent());
      await file.close();
    },
  };
  const read = async (): Promise<void> => {
    const buffer = Buffer.alloc(longestEvent);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, longestEvent);
      const event = readEvent(buffer.subarray(0, bytesRead));
      if (event.type === 'output') uhid.onReport(event.report);
      else if (event.type === 'close') uhid.onClosed();
      else if (event.type === 'asked') write(event.reply);
    }
  };
  // Ends when the file is closed, by us or with the device.
  read().catch(() => uhid.onClosed());
  return uhid;
}
