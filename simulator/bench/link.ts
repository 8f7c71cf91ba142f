/**
 * `fcr bench link`: frames beside a bare COBS and CRC-32 loop, and a request with its answer over a serial device,
 * through both ends of the link, beside a bare serialport echo of the same bytes on a device of the same kind.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Link } from '../../protocol/link.ts';
import { measureFrames } from './frames.ts';
import { ratioOf, rounded, sideBySide } from './measure.ts';
import { startSerialEcho } from './serial-echo.ts';
import { startSerialExchange } from './serial-exchange.ts';

/** Many and short: whatever else the machine does falls on some rounds of each, and the medians leave it out. */
const rounds = 101;
const exchanges = 30;
const warmUp = 20;

export async function benchLink() {
  const frames = await measureFrames();
  const folder = mkdtempSync(join(tmpdir(), 'fcr-bench-'));
  const ours = await startSerialExchange(
    join(folder, 'reader'),
    new Link('reader', () => new Uint8Array(8)),
    new Link('host', () => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)),
  );
  const bare = await startSerialEcho(ours.requestLength, ours.answerLength);
  const measured = await sideBySide(
    [
      { name: 'link', run: ours.exchange },
      { name: 'echo', run: bare.exchange },
    ],
    rounds,
    exchanges,
    warmUp,
  );
  await ours.stop();
  await bare.stop();
  rmSync(folder, { recursive: true, force: true });
  const microseconds = (name: string): number => rounded((measured.get(name)?.wallMs ?? Number.NaN) * 1000);
  return {
    bench: 'link',
    bar: { ratio: 1.5, framesRatio: 2 },
    ratio: rounded(ratioOf(measured, 'wallMs', 'link', 'echo')),
    framesRatio: frames.ratio,
    cpuRatio: rounded(ratioOf(measured, 'cpuMs', 'link', 'echo')),
    linkMicroseconds: microseconds('link'),
    echoMicroseconds: microseconds('echo'),
    bytes: { request: ours.requestLength, answer: ours.answerLength },
    rounds,
    exchangesARound: exchanges,
    frames: frames.figures,
  };
}
