/**
 * `fcr bench link`: frames beside a bare COBS and CRC-32 loop; a request with its answer over a serial device, through
 * both ends of the link, beside a bare serialport echo of the same bytes on a device of the same kind; and the same
 * request and answer through the secure channel beside the link alone.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecureLink } from '../../protocol/channel/channel.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { Link } from '../../protocol/link/link.ts';
import type { RoundsProgress } from '../cli/progress.ts';
import { seededChannel } from '../pki/link-channel.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { measureFrames } from './frames.ts';
import { ratioOf, rounded, sideBySide } from './measure.ts';
import { startSerialEcho } from './serial-echo.ts';
import { type ExchangingLink, startSerialExchange } from './serial-exchange.ts';

/** Many and short: whatever else the machine does falls on some rounds of each, and the medians leave it out. */
const rounds = 101;
const exchanges = 30;
/** Until the engine has compiled what it will: both ends of a channel are more code than an echo, and reach that later. */
const warmUp = 300;
const serial = 'FCR-000001' as ReaderId;

export async function benchLink(progressOf: RoundsProgress) {
  const frames = await measureFrames(progressOf({ en: 'frames', ja: 'フレーム' }));
  const folder = mkdtempSync(join(tmpdir(), 'fcr-bench-'));
  const ours = await startSerialExchange(
    join(folder, 'reader'),
    new Link('reader', () => new Uint8Array(8)),
    new Link('host', () => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)),
  );
  const secure = await startSecureExchange(join(folder, 'secure-reader'));
  const bare = await startSerialEcho(ours.requestLength, ours.answerLength);
  const measured = await sideBySide(
    [
      { name: 'link', run: ours.exchange },
      { name: 'channel', run: secure.exchange },
      { name: 'echo', run: bare.exchange },
    ],
    {
      warmUp,
      rounds,
      repetitions: exchanges,
      progress: progressOf({ en: 'requests and answers', ja: '要求と応答' }),
    },
  );
  await ours.stop();
  await secure.stop();
  await bare.stop();
  rmSync(folder, { recursive: true, force: true });
  const microseconds = (name: string): number => rounded((measured.get(name)?.wallMs ?? Number.NaN) * 1000);
  return {
    bench: 'link',
    bar: { ratio: 1.5, framesRatio: 2, channelRatio: 1.3 },
    ratio: rounded(ratioOf(measured, 'wallMs', 'link', 'echo')),
    framesRatio: frames.ratio,
    channelRatio: rounded(ratioOf(measured, 'wallMs', 'channel', 'link')),
    cpuRatio: rounded(ratioOf(measured, 'cpuMs', 'link', 'echo')),
    linkMicroseconds: microseconds('link'),
    channelMicroseconds: microseconds('channel'),
    echoMicroseconds: microseconds('echo'),
    bytes: { request: ours.requestLength, answer: ours.answerLength },
    rounds,
    exchangesARound: exchanges,
    frames: frames.figures,
  };
}

/** With certificates of both ends, as a desk has them. */
function startSecureExchange(place: string): Promise<ExchangingLink> {
  const { of, validAt } = seededChannel(Date.now());
  const entropy = seededEntropy('bench link');
  return startSerialExchange(
    place,
    new SecureLink('reader', () => entropy.bytes(4), of.reader(serial, { entropy, validAt })),
    new SecureLink('host', () => entropy.bytes(4), of.bridge({ entropy, validAt })),
  );
}
