import { describe, expect, test } from 'vitest';
import { Link } from '../../../protocol/link/link.ts';
import {
  at,
  frameOf,
  hear,
  hostHalf,
  inStream,
  readerHalf,
  session,
  standing,
  text,
} from './link-by-hand.ts';

describe('bytes left over', () => {
  test('from another session are passed over', () => {
    const reader = standing('reader');
    hear(
      reader,
      frameOf({
        kind: 'data',
        session: session ^ 1,
        expected: at(0),
        offset: at(0),
        bytes: inStream(text('old')),
      }),
      5,
    );
    hear(reader, frameOf({ kind: 'close', session: session ^ 1, code: '' }), 5);
    expect(reader.takeEvents()).toEqual([]);
    expect(reader.takeOutput()).toEqual([]);
  });

  test('for a stream that is gone are not written to the next one', () => {
    const host = standing('host');
    host.send(text('m'), 0);
    host.detached();
    expect(host.takeOutput()).toEqual([]);
  });

  test('of half a frame do not cost the host its first word', () => {
    const reader = new Link('reader', () => readerHalf);
    reader.attached(0);
    hear(reader, Uint8Array.of(9, 9, 9), 0);
    const host = new Link('host', () => hostHalf);
    host.attached(0);
    for (const bytes of host.takeOutput()) hear(reader, bytes, 1);
    expect(reader.connected).toBe(true);
  });
});
