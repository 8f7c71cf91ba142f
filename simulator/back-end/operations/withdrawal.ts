/** Withdraws a visit, whether or not its use has arrived: nothing of it counts from here on. */

import { done, type Operation } from './operation.ts';

export const withdrawal: Operation<'withdrawal'> = ({ store }, { visit }) => {
  if (store.visit(visit)?.state === 'withdrawn') return done({ state: 'withdrawn' });
  store.keepWithdrawal(visit);
  return done({ state: 'withdrawn' }, { event: 'withdrawn', visit });
};
