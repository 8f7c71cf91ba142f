import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { profiles } from '../../../firmware/profiles.ts';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import { createLog } from '../../../host-bridge/log.ts';
import { type ServedDeskOptions, serveDesk } from '../../../simulator/cli/served-desk.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { cleanUp, freshFolder } from './spawned.ts';

afterEach(cleanUp);

const clock = () => new VirtualClock(Date.parse('2026-11-02T09:00:00+09:00'));
const options = (
  given: Partial<ServedDeskOptions> & Pick<ServedDeskOptions, 'clock'>,
): ServedDeskOptions => ({
  readers: 2,
  link: 'memory',
  profile: profiles['next-generation'],
  facility: facilitySchema.parse({}),
  people: loadPeople(),
  log: createLog({ level: 'silent', clock: given.clock, destination: { write: () => {} } }),
  data: freshFolder(),
  receiptIsTest: false,
  keyLock: 0,
  ports: { page: 0, control: 0, backEnd: null, status: 0 },
  language: 'en',
  ...given,
});

describe('A served desk', () => {
  it('is ready when every reader rests and has its host', async () => {
    const served = await serveDesk(options({ clock: clock() }));
    await expect(served.ready()).resolves.toBeUndefined();
    await served.close();
  });

  it('says which reader keeps it waiting when that takes too long', async () => {
    const time = clock();
    const served = await serveDesk(options({ clock: time }));
    const { desk } = served.operated;
    const pass = async (milliseconds: number) => {
      const end = time.ticks() + milliseconds;
      for (;;) {
        await desk.quiet();
        const next = time.next();
        if (next === null || next > end) return;
        time.runNext();
      }
    };
    await desk.readers[1]?.unplug();
    // At rest without a host for 3 s the reader says that it is out of service.
    await pass(5000);
    const late = served.ready().catch((error: unknown) => error);
    await pass(21_000);
    expect(await late).toMatchObject({
      problem: { code: 'EMU-644', detail: { seconds: 20, reader: 'FCR-000002', screen: 'out_of_service' } },
    });
    await served.close();
  });

  it('says what the system said where it gives no pseudo-terminal', async () => {
    const data = freshFolder();
    writeFileSync(join(data, 'ports'), 'a file where the folder of ports should be');
    await expect(serveDesk(options({ clock: clock(), link: 'serial', data }))).rejects.toMatchObject({
      problem: { code: 'EMU-643' },
    });
  });
});
