/** Which readers there are, by serial number, and which session speaks for each. A port is no identity. */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import type { HostMessage } from '../../protocol/messages.ts';
import type { Clock } from '../clock.ts';
import type { ReaderStatus } from '../control/desk-view.ts';

/** A session whose reader has greeted. */
export interface GreetedSession {
  readonly visit: VisitId | null;
  /** Whether it goes through the secure channel. */
  readonly secure: boolean;
  /** Sends what the session's state allows; drops the rest. */
  send(message: HostMessage): void;
  /** The reader has greeted elsewhere: the session is over. */
  displace(): void;
}

export interface ReaderDescription {
  readonly id: ReaderId;
  readonly profile: string;
  readonly firmware: string;
}

interface Known extends ReaderDescription {
  readonly link: ReaderStatus['link'];
  readonly since: number;
  readonly session: GreetedSession | null;
  readonly problem: ErrorCode | null;
}

export interface Identities {
  /** Makes the session the reader's own. False while another session is connected under the same serial number. */
  claim(reader: ReaderDescription, session: GreetedSession): boolean;
  lost(id: ReaderId, session: GreetedSession): void;
  resumed(id: ReaderId, session: GreetedSession): void;
  /** The session speaks for the reader no longer. */
  release(id: ReaderId, session: GreetedSession): void;
  /** A reader that says it is this one is not taken. Changes nothing where a session speaks for the reader already. */
  turnedAway(reader: ReaderDescription, problem: ErrorCode): void;
  /** The session that speaks for the reader, connected or to be resumed. */
  sessionOf(id: ReaderId): GreetedSession | null;
  /** What kind of reader it says it is; null: nobody has greeted under this serial number. */
  profileOf(id: ReaderId): string | null;
  sessions(): readonly GreetedSession[];
  isConnected(id: ReaderId): boolean;
  statuses(): readonly ReaderStatus[];
}

export function createIdentities(clock: Clock): Identities {
  const known = new Map<ReaderId, Known>();

  const become = (
    reader: ReaderDescription,
    link: Known['link'],
    session: GreetedSession | null,
    problem: ErrorCode | null = null,
  ): void => {
    const { id, profile, firmware } = reader;
    known.set(id, { id, profile, firmware, link, session, problem, since: clock.now() });
  };
  const change = (id: ReaderId, of: GreetedSession, link: Known['link'], to: GreetedSession | null): void => {
    const reader = known.get(id);
    if (reader?.session === of) become(reader, link, to);
  };

  return {
    claim(reader, session) {
      const earlier = known.get(reader.id);
      const other = earlier?.session === session ? null : (earlier?.session ?? null);
      if (other !== null && earlier?.link === 'connected') return false;
      become(reader, 'connected', session);
      other?.displace();
      return true;
    },
    lost: (id, session) => change(id, session, 'lost', session),
    resumed: (id, session) => change(id, session, 'connected', session),
    release: (id, session) => change(id, session, 'lost', null),
    turnedAway(reader, problem) {
      // Who claims to be a reader must not end what another end of that name has begun.
      if ((known.get(reader.id)?.session ?? null) === null) become(reader, 'turnedAway', null, problem);
    },
    sessionOf: (id) => known.get(id)?.session ?? null,
    profileOf: (id) => known.get(id)?.profile ?? null,
    sessions: () => [...known.values()].flatMap(({ session }) => session ?? []),
    isConnected: (id) => known.get(id)?.link === 'connected',
    statuses: () =>
      [...known.values()]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, link, profile, firmware, since, session, problem }) => ({
          id,
          link,
          secure: session?.secure ?? false,
          problem,
          profile,
          firmware,
          visit: session?.visit ?? null,
          since,
        })),
  };
}
