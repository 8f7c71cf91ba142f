import { describe, expect, it } from 'vitest';
import { Activity } from '../../../simulator/time/activity.ts';

/** So many turns of the event loop. */
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('what waits for all else', () => {
  it('goes on when nothing else is under way, and not before', async () => {
    const activity = new Activity();
    const ended = activity.begin();
    const order: string[] = [];
    const waiting = activity.afterAllElse().then(() => order.push('last'));
    await turns(5);
    expect(order).toEqual([]);
    order.push('first');
    ended();
    await waiting;
    expect(order).toEqual(['first', 'last']);
  });

  it('waits for what began meanwhile, too', async () => {
    const activity = new Activity();
    const first = activity.begin();
    let gone = false;
    const waiting = activity.afterAllElse().then(() => {
      gone = true;
    });
    first();
    const second = activity.begin();
    await turns(5);
    expect(gone).toBe(false);
    second();
    await waiting;
  });

  it('goes on one after the other, each when what followed from the one before has ended', async () => {
    const activity = new Activity();
    const order: string[] = [];
    const one = activity.afterAllElse().then(async () => {
      order.push('one');
      const ended = activity.begin();
      await turns(3);
      order.push('what followed from one');
      ended();
    });
    const two = activity.afterAllElse().then(() => order.push('two'));
    await Promise.all([one, two]);
    expect(order).toEqual(['one', 'what followed from one', 'two']);
  });

  it('is under way itself: the desk is not quiet until it has gone on', async () => {
    const activity = new Activity();
    let gone = false;
    void activity.afterAllElse().then(() => {
      gone = true;
    });
    await activity.quiet();
    expect(gone).toBe(true);
  });
});
