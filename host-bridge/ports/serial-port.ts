/** Readers at `serial:` URLs. This file and what it imports load native code: import it only when such a URL is opened. */

import { SerialPort } from 'serialport';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { Port } from './port.ts';
import { hangUpAwareBinding } from './serial-binding.ts';
import { streamPort } from './stream-port.ts';

/** Opens the device at `path` for ourselves alone. EMU-502 when it is not there or held by another. */
export function openSerialPort(url: string, path: string, baud: number, clock: Clock): Promise<Result<Port>> {
  return new Promise((resolve) => {
    // serialport lets its binding be replaced, though its types do not say so.
    const binding = { binding: hangUpAwareBinding };
    const stream = new SerialPort({ ...binding, path, baudRate: baud, autoOpen: false });
    stream.open((error) => {
      if (error !== null && error !== undefined) {
        resolve(refuse('EMU-502', { url, reason: error.message }));
        return;
      }
      const end = (): void => {
        if (stream.isOpen) stream.close((problem) => problem && stream.destroy());
        else if (!stream.closing) stream.destroy();
      };
      resolve(ok(streamPort(stream, end, clock)));
    });
  });
}
