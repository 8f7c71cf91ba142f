/**
 * The process in which `fcr bench checkin` makes its visits: one desk and no other, as where people use it. With the
 * record and its replay beside it the engine would have compiled the desk's code for several desks at once.
 */

import { startBenchDesk } from './bench-desk.ts';
import { cpuSoFar } from './cpu-so-far.ts';

/** Its words: how many visits at once, and where the desk keeps what it keeps (in memory, if that is not said). */
const [visitsAtOnce = '', folder = null] = process.argv.slice(2);
const { desk, visit } = await startBenchDesk(folder);

/** Whatever it is asked, it makes its visits and says its CPU time so far. */
process.on('message', async () => {
  for (let i = 0; i < Number(visitsAtOnce); i += 1) await visit();
  process.send?.(cpuSoFar());
});
process.on('disconnect', () => desk.stop());
process.send?.(cpuSoFar());
