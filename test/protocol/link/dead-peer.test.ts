import { describe, expect, test } from 'vitest';
import { linkTiming } from '../../../protocol/link/link.ts';
import { soundCable } from './bad-cable.ts';
import { at, connected, frameOf, hear, kindsIn, roles, session, standing, typesAt } from './link-by-hand.ts';

describe('a silent peer', () => {
  test.each(roles)('is noticed by the %s 3 s after its last sign of life', (role) => {
    const link = standing(role);
    let now = 0;
    const pings: number[] = [];
    while (link.connected) {
      now = link.deadline() ?? Number.NaN;
      link.advance(now);
      if (kindsIn(link.takeOutput()).includes('ping')) pings.push(now);
    }
    expect(now).toBe(linkTiming.dead);
    expect(pings.slice(0, 3)).toEqual(role === 'host' ? [1000, 1200, 1400] : [1500, 1700, 1900]);
    expect(link.takeEvents()).toEqual([{ type: 'lost' }]);
  });

  test('is asked for again by the host, who resumes when it comes back', () => {
    const cable = connected();
    cable.faults = { ...soundCable, lost: 1 };
    cable.run(10_000);
    for (const role of roles) expect(typesAt(cable, role)).toEqual(['lost']);
    cable.faults = soundCable;
    cable.run(300);
    for (const role of roles) expect(cable.events[role].at(-1)).toEqual({ type: 'connected', resumed: true });
  });

  test('that has nothing to say is kept alive by questions', () => {
    const cable = connected();
    cable.run(60_000);
    for (const role of roles) expect(cable.events[role]).toEqual([]);
  });

  test('is not alive because bytes of another session come from it', () => {
    const host = standing('host');
    for (let now = 500; now < 3000; now += 500) {
      hear(host, frameOf({ kind: 'ping', session: session ^ 1, expected: at(0) }), now);
      host.advance(now);
    }
    host.advance(3000);
    expect(host.takeEvents()).toEqual([{ type: 'lost' }]);
  });
});
