/** The one door to every kind of port: which opener serves which scheme of reader URL. */

import { type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { OpenPort, Port } from './port.ts';
import { openTcpPort } from './tcp-port.ts';
import { parseReaderUrl } from './url.ts';

/** Opens `memory:NAME`. The desk that has readers in its own process hands it in. */
export type OpenMemoryPort = (name: string) => Promise<Result<Port>>;

const noMemoryPorts: OpenMemoryPort = async () => refuse('EMU-501', { scheme: 'memory' });

/** @param clock ends dialling and stuck writes */
export function createOpenPort(clock: Clock, openMemoryPort = noMemoryPorts): OpenPort {
  return async (url) => {
    const parsed = parseReaderUrl(url);
    if (!parsed.ok) return parsed;
    const reader = parsed.value;
    switch (reader.scheme) {
      case 'memory':
        return openMemoryPort(reader.name);
      case 'serial': {
        // Loaded when first needed, so that those who use tcp: alone load nothing native.
        const { openSerialPort } = await import('./serial-port.ts');
        return openSerialPort(url, reader.path, reader.baud, clock);
      }
      case 'tcp':
        return openTcpPort(url, reader.host, reader.port, clock);
      case 'hid': {
        const { openHidPort } = await import('./hid-port.ts');
        return openHidPort(url, reader, clock);
      }
    }
  };
}
