import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kernel, unpackDebianKernel } from './qemu/debian-kernel.ts';
import { buildGuestImage } from './qemu/guest-image.ts';
import { runGuest } from './qemu/run-guest.ts';
import { lackingFor, systemTests } from './system-tests.ts';

/** Names of the guest's cases, and what each is to the kernel of the guest. */
const cases = [
  ['pty', 'a pseudo-terminal, through serialport'],
  ['uhid', 'a HID device of /dev/uhid, through node-hid'],
  ['usbip-serial', 'a USB device over USB/IP, by its serial line through cdc-acm and serialport'],
  ['usbip-hid', 'a USB device over USB/IP, by its HID function through usbhid and node-hid'],
] as const;

/** About a minute and a half on two idle cores; a busy machine takes its time. */
const limitMs = 900_000;
/** A linux-image package that is at hand already, instead of the one that apt would download. */
const packageFile = process.env['FCR_KERNEL_PACKAGE'] ?? null;

/** Why it cannot be tried on this machine; null where it can. */
async function obstacle(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it is written for Linux on x64';
  const lacking = await lackingFor(systemTests['qemu.test.ts']);
  return lacking.length === 0 ? null : lacking.join(', ');
}

let leftOut = await obstacle();
const folder = mkdtempSync(join(tmpdir(), 'fcr-qemu-'));
const heard: string[] = [];

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

function kernelOrObstacle(): Kernel | string {
  try {
    return unpackDebianKernel(join(folder, 'kernel'), packageFile);
  } catch (error) {
    return `Debian's kernel is not to be had: ${error instanceof Error ? error.message : error}`;
  }
}

beforeAll(async () => {
  const kernel = leftOut ?? kernelOrObstacle();
  if (typeof kernel === 'string') {
    leftOut = kernel;
    tell(`test/system/qemu.test.ts is left out: ${kernel}`);
    return;
  }
  const hear = (line: string): void => {
    heard.push(line);
    if (line.includes('GUEST')) tell(line.slice(line.indexOf('GUEST')));
  };
  await runGuest(kernel, buildGuestImage(folder, kernel), hear, AbortSignal.timeout(limitMs));
}, limitMs + 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("On Debian's kernel, in a machine of its own,", () => {
  it.for(cases)(
    'the reader takes check-ins before and after its cable was out: %s, %s',
    ([name], { skip }) => {
      if (leftOut !== null) skip(leftOut);
      const result = heard.find((line) => line.includes(`RESULT ${name} `));
      expect(result ?? heard.slice(-40).join('\n')).toMatch(new RegExp(`RESULT ${name} accepted$`));
    },
  );
});
