/** What happens at a desk as the automation API streams it: the events of the trace catalogue, numbered from 1. */

import type { Clock } from '../../firmware/hal.ts';
import { createEventLog, type EventLog } from '../../host-bridge/control/event-log.ts';
import { fieldsOf, type Observation, type Where } from '../trace/catalogue.ts';

/** One event, and where it was observed. */
export interface DeskEvent {
  readonly at: Where;
  readonly observation: Observation;
}

export type DeskEvents = EventLog<DeskEvent>;

/** Keeps the last events for those who resume, so many that a visit fits in several times. */
export function createDeskEvents(clock: Pick<Clock, 'ticks'>): DeskEvents {
  const began = clock.ticks();
  return createEventLog<DeskEvent>({ now: () => Math.round(clock.ticks() - began) });
}

type Numbered = Parameters<Parameters<DeskEvents['subscribe']>[0]>[0];

/** An event as a server-sent event, whose data is a line of a trace. */
export function eventLines({ number, at: t, observation: { at, observation } }: Numbered): string {
  const values: Readonly<Record<string, unknown>> = { ...observation };
  const line: Record<string, unknown> = { seq: number, t, at, event: observation.event };
  for (const field of fieldsOf(observation.event)) line[field] = values[field];
  return `id: ${number}\ndata: ${JSON.stringify(line)}\n\n`;
}
