import { describe, expect, it } from 'vitest';
import { linkTiming } from '../../../protocol/link/link.ts';
import { run, toConsent } from '../scenario/running.ts';

describe('a link over which nothing gets through', () => {
  it.each(['stuck', 'lost, rate: 1', 'baud-mismatch'])(
    'is noticed by both ends within 3 s of the last sign of life, and goes on when the fault is over (%s)',
    async (fault) => {
      const { trace, steps } = await run([
        ...toConsent,
        'wait: 1700ms',
        `link: ${fault}`,
        'wait: 10s',
        'link: clean',
        'wait: 2s',
        'press: "1"',
        'press: "#"',
        'see: accepted_clinic',
      ]);
      expect(steps.map(({ reason }) => reason).filter((reason) => reason !== null)).toEqual([]);
      const events: Readonly<Record<string, unknown>>[] = trace.map((line) => JSON.parse(line));
      const began = Number(events.find(({ event }) => event === 'linkFault')?.['t']);
      const lost = events.filter(
        ({ event, state }) => event === 'readerLost' || (event === 'link' && state === 'lost'),
      );
      expect(lost.map(({ at }) => at).sort()).toEqual(['FCR-000001', 'bridge']);
      for (const { t } of lost) {
        expect(Number(t) - began).toBeGreaterThan(0);
        expect(Number(t) - began).toBeLessThanOrEqual(linkTiming.dead);
      }
      // The session is the same: nobody greets again.
      expect(events.filter(({ event, name }) => event === 'message' && name === 'hello').length).toBe(1);
    },
  );
});
