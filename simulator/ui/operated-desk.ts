/** The desk as a person at a keyboard has it before them: readers to watch, and acts to carry out. */

import type { Language } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { Acts } from '../automation/acts.ts';
import type { DeskEvents } from '../automation/desk-events.ts';
import type { AutomatedDesk } from '../automation/server.ts';
import type { People } from '../people/registry.ts';
import type { Heard } from '../peripherals/speaker.ts';

export interface OperatedDesk {
  readonly desk: AutomatedDesk;
  readonly acts: Acts;
  readonly events: Pick<DeskEvents, 'subscribe'>;
  /** Calls whenever what a reader shows has changed; gives back the way to stop. */
  readonly onView: (listener: (reader: ReaderId) => void) => () => void;
  /** Calls with what a reader says and sounds; gives back the way to stop. */
  readonly onHeard: (listener: (reader: ReaderId, heard: Heard) => void) => () => void;
  readonly people: People;
  /** Of the words around the readers' own. */
  readonly language: Language;
}
