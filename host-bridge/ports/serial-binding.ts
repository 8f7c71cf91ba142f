/** The native serial binding, with system calls of our own (serial-calls.ts). */

import { autoDetect, type LinuxPortBinding } from '@serialport/bindings-cpp';
import { callWhenReady } from './serial-calls.ts';

const stock = autoDetect();

type Opened = Awaited<ReturnType<typeof stock.open>>;
type PollingPort = Extract<Opened, { poller: LinuxPortBinding['poller'] }>;
const polls = (port: Opened): port is PollingPort => 'poller' in port;

/** For `new SerialPort({ binding })`. */
export const hangUpAwareBinding = {
  list: () => stock.list(),
  /** Locks the port: a second opener is refused. */
  async open({ path, baudRate }: { readonly path: string; readonly baudRate: number }): Promise<Opened> {
    const port = await stock.open({ path, baudRate, lock: true });
    // Windows tells a disconnect by an error of its own, and has no poller.
    if (polls(port)) callWhenReady(port);
    return port;
  },
};
