/** Orders that open and close the modes, in scenarios and over HTTP alike, and what they come to at a moment. */

import { z } from 'zod';
import { japanDay } from '../../../firmware/calendar.ts';
import { outageSearchStages } from '../../../host-bridge/eligibility/search-operations.ts';
import { dayRuleSchema } from '../../people/day-rule.ts';
import { durationWord } from '../../scenario/words.ts';
import type { Modes } from './modes.ts';

/** An instant (`2026-12-01T09:00:00+09:00`), or how long from now (`10m`). Gives milliseconds since 1970 for milliseconds since 1970. */
const momentWord = z
  .union([
    durationWord.transform((ahead) => (now: number) => now + ahead),
    z.iso
      .datetime({ offset: true, error: 'an instant such as 2026-12-01T09:00:00+09:00, or how long from now' })
      .transform((text) => () => Date.parse(text)),
  ])
  .describe('an instant, or how long from now');

/** It may be printed: nothing that moves a terminal. */
const place = z
  .string()
  .min(1)
  .max(60)
  .refine((name) => !/\p{Cc}/u.test(name), 'no control characters');

export const modeOrders = [
  z.strictObject({
    'outage-search': z
      .enum(outageSearchStages)
      .describe('資格情報照会（システム障害時）: how far the procedure with the call centre has come'),
  }),
  z.strictObject({
    disaster: z.union([
      z.literal('closed'),
      z.strictObject({
        municipalities: z.array(place).min(1).max(2_000).describe('市区町村, each with its prefecture'),
        from: dayRuleSchema.prefault('today'),
        until: dayRuleSchema.prefault('today'),
        event: place.default('-').describe('what it is called in reports'),
      }),
    ]),
  }),
  z.strictObject({
    maintenance: z.union([
      z.literal('none'),
      z.strictObject({ from: momentWord.prefault('0s'), until: momentWord }),
    ]),
  }),
] as const;

export const modeOrderSchema = z.union(modeOrders);
export type ModeOrder = z.output<typeof modeOrderSchema>;

/** Does what the order says. `now`: milliseconds since 1970-01-01 UTC, from which its days and lengths are counted. */
export function orderModes(modes: Modes, order: ModeOrder, now: number): void {
  if ('outage-search' in order) {
    modes.setOutageSearch(order['outage-search']);
  } else if ('maintenance' in order) {
    const window = order.maintenance;
    modes.announceMaintenance(
      window === 'none' ? null : { from: window.from(now), until: window.until(now) },
    );
  } else if (order.disaster === 'closed') {
    modes.closeDisaster();
  } else {
    const { from, until, ...opened } = order.disaster;
    const today = japanDay(now);
    modes.openDisaster({ ...opened, from: from(today), until: until(today) });
  }
}
