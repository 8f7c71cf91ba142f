/**
 * One reader's conversation: greets it, keeps the state in which it is, refuses what that state does not allow, and
 * hands on what it asks. A refused message changes nothing.
 */

import type { ChannelParts, ChannelRefusal } from '../../protocol/channel/channel.ts';
import type { LinkPeer } from '../../protocol/channel/link-certificate.ts';
import { allowedIn } from '../../protocol/codec.ts';
import { type ErrorCode, isErrorCode } from '../../protocol/errors.ts';
import { type ReaderId, readerOf, type VisitId } from '../../protocol/ids.ts';
import {
  type FacilitySettings,
  type HostMessage,
  type MessageOf,
  protocolVersion,
  type ReaderMessage,
  type SessionState,
} from '../../protocol/messages.ts';
import type { Problem } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { StaffCall } from '../eligibility/journal.ts';
import type { Requests } from '../eligibility/requests.ts';
import type { Uses } from '../eligibility/uses.ts';
import type { ObserveBridge } from '../observed.ts';
import type { PhoneReader } from '../ports/phone-reader.ts';
import { isForeignCode } from './foreign-code.ts';
import type { GreetedSession, Identities, ReaderDescription } from './identities.ts';
import { createLine } from './line.ts';
import type { PortUser } from './supervisor.ts';

export interface SessionParts {
  readonly clock: Clock;
  readonly entropy: { bytes(count: number): Uint8Array };
  readonly identities: Identities;
  readonly requests: Requests;
  readonly uses: Uses;
  readonly observe: ObserveBridge;
  /** What the facility wants of its readers now. */
  readonly terms: () => { readonly settings: FacilitySettings; readonly disaster: boolean };
  /** Somebody at the reader needs the staff, in this visit. */
  readonly staffCalled: (visit: VisitId, why: StaffCall) => void;
  /** The phone reader that stands beside this reader; null: none does. */
  readonly phoneReaderOf: (reader: ReaderId) => PhoneReader | null;
  /** Called before the port is closed because the reader is not wanted here now. */
  readonly turningAway: () => void;
  /** null: this reader is spoken to without the secure channel. */
  readonly channel: ChannelParts | null;
}

export interface Session extends PortUser {
  /** Who has greeted here; null: nobody in this link session. */
  readonly reader: ReaderId | null;
  /** Ends the conversation; the reader is told. */
  end(): void;
}

export function createSession(parts: SessionParts): Session {
  const { clock, entropy, identities, requests, uses, observe } = parts;
  let state: SessionState = 'greeting';
  let reader: ReaderId | null = null;
  let visit: VisitId | null = null;
  /** Why the reader's end last refused the link, until it stands again. */
  let refusal: string | null = null;
  /** Of whom it was last told, and why, that they are not taken; told again only when that changes. */
  let away: { readonly reader: ReaderId | null; readonly code: ErrorCode } | null = null;
  let told = { resent: 0, damaged: 0 };
  /** Whom the secure channel has shown the reader to be. */
  let peer: Extract<LinkPeer, { readonly role: 'reader' }> | null = null;

  /** Of the reader that has greeted; null where it has none, or does not use one. */
  let phoneReader: PhoneReader | null = null;
  let unlistenPhoneReader = (): void => {};

  const line = createLine(clock, () => entropy.bytes(8), parts.channel, {
    connected(resumed, shown) {
      refusal = null;
      // The channel takes none but a reader here.
      peer = shown?.role === 'reader' ? shown : null;
      if (!resumed) {
        forgetReader();
      } else if (reader !== null) {
        identities.resumed(reader, self);
        observe({ event: 'readerConnected', reader, resumed });
      }
    },
    lost() {
      if (reader === null) return;
      identities.lost(reader, self);
      tellDisturbance();
      observe({ event: 'readerLost', reader });
    },
    closed(code, ours) {
      const shown = peer;
      peer = null;
      if (ours !== null) refused(ours);
      // Without a code it has just ended.
      else if (code !== '' && code !== refusal) linkRefused(code, shown);
    },
    received(message, size) {
      observe({ event: 'bridgeMessage', reader, direction: 'received', name: message.type, size });
      const problem = allowedIn(message, state) ?? strange(message);
      if (problem === null) handle(message);
      else refuseMessage(message, problem);
    },
    refused: ({ code, detail }) => observe({ event: 'messageRefused', reader, code, detail }),
    damaged: (problem) => observe({ event: 'frameDamaged', reader, code: problem.code }),
  });

  const self: GreetedSession = {
    get visit() {
      return visit;
    },
    secure: parts.channel !== null,
    send,
    displace: forgetReader,
  };

  function send(message: HostMessage): void {
    // An answer that comes when its visit is over has nobody left to hear it.
    if (allowedIn(message, state) !== null) return;
    const size = line.send(message);
    if (size === null) line.end('EMU-105');
    else observe({ event: 'bridgeMessage', reader, direction: 'sent', name: message.type, size });
  }

  function linkRefused(code: string, shown: typeof peer): void {
    refusal = code;
    if (!isErrorCode(code)) {
      const theirs = isForeignCode(code) ? { theirs: code } : {};
      observe({ event: 'linkRefused', reader, code: 'EMU-514', ...theirs });
      return;
    }
    observe({ event: 'linkRefused', reader, code });
    // It has shown its certificate, and does not take this end's.
    if (shown !== null && reader === null) keepAway(shown.name, code);
  }

  function refuseMessage(message: ReaderMessage, { code, detail }: Problem): void {
    observe({ event: 'messageRefused', reader, code, detail });
    if ('request' in message) send({ type: 'problemReport', request: message.request, code });
  }

  /** A visit that is another reader's, or not the one under way. */
  function strange(message: ReaderMessage): Problem | null {
    if (message.type === 'hello') {
      const visits = message.ended.map((ended) => ended.visit).concat(message.waiting ?? []);
      return visits.every((one) => readerOf(one) === message.serial) ? null : anothers(message, 'serial');
    }
    if (!('visit' in message)) return null;
    if (readerOf(message.visit) !== reader) return anothers(message, 'visit');
    return message.type === 'visitBegan' || message.visit === visit
      ? null
      : { code: 'EMU-205', detail: { name: message.type, state: 'serving another visit' } };
  }

  function handle(message: ReaderMessage): void {
    switch (message.type) {
      case 'hello':
        greet(message);
        break;
      case 'visitBegan':
        state = 'serving';
        visit = message.visit;
        uses.began(message.visit);
        break;
      case 'challengeRequest':
        requests.challenge(message);
        break;
      case 'eligibilityRequest':
        requests.eligibility(message);
        break;
      case 'factsRequest':
        requests.eligibilityByFacts(message);
        break;
      case 'registrationRequest':
        requests.registration(message);
        break;
      case 'useRequest':
        uses.request(message);
        break;
      case 'withdraw':
        uses.withdraw(message);
        break;
      case 'toPhoneReader':
        phoneReader?.send(message.packet);
        break;
      case 'visitEnded':
        requests.forget(message.visit);
        tellDisturbance();
        state = 'resting';
        visit = null;
        uses.ended(message.visit, message);
        break;
      case 'staffCalled':
        if (reader !== null) observe({ event: 'staffCalledAt', reader, why: message.why });
        if (visit !== null) parts.staffCalled(visit, message.why);
    }
  }

  /** What the line has needed since this was last told; nothing where it was sound. */
  function tellDisturbance(): void {
    const resent = line.counters.resent - told.resent;
    const damaged = line.counters.damaged - told.damaged;
    if (reader === null || resent + damaged === 0) return;
    told = { ...line.counters };
    observe({ event: 'lineDisturbed', reader, visit, resent, damaged });
  }

  function greet(hello: MessageOf<'hello'>): void {
    const { serial: id, profile, firmware, waiting } = hello;
    if (peer !== null && peer.name !== id) {
      turnAway({ id: peer.name, profile, firmware }, 'EMU-208');
      return;
    }
    const spoken = hello.versionMin <= protocolVersion && protocolVersion <= hello.versionMax;
    if (!spoken) {
      turnAway({ id, profile, firmware }, 'EMU-206');
      return;
    }
    if (!identities.claim({ id, profile, firmware }, self)) {
      turnAway({ id, profile, firmware }, 'EMU-207');
      return;
    }
    reader = id;
    away = null;
    if (peer === null) observe({ event: 'channelOff', reader });
    const there = hello.capabilities.includes('phone-reader') ? usePhoneReader(reader) : null;
    send({
      type: 'welcome',
      version: protocolVersion,
      time: clock.now(),
      phoneReader: there,
      ...parts.terms(),
    });
    visit = waiting;
    state = waiting === null ? 'resting' : 'serving';
    observe({ event: 'readerConnected', reader, resumed: false });
    if (there !== null) observe({ event: 'phoneReader', reader, there });
    uses.greeted({ reader, boot: hello.boot, waiting, ended: hello.ended });
  }

  /** Whether it is there; the reader is told when that changes. */
  function usePhoneReader(of: ReaderId): boolean {
    const beside = parts.phoneReaderOf(of);
    phoneReader = beside;
    if (beside !== null)
      unlistenPhoneReader = beside.listen({
        changed() {
          observe({ event: 'phoneReader', reader: of, there: beside.there });
          send({ type: 'phoneReader', there: beside.there });
        },
        received(packet) {
          if (visit !== null) send({ type: 'fromPhoneReader', visit, packet });
        },
      });
    return beside?.there ?? false;
  }

  /** This end does not go on with the reader: it is not who it should be, or somebody is between the two. */
  function refused({ problem: { code }, claimed }: ChannelRefusal): void {
    if (reader === null) {
      tellTurnedAway(claimed, code);
      keepAway(claimed, code);
    } else {
      observe({ event: 'channelBroken', reader, code });
      forgetReader();
    }
  }

  /** It is listed under the name that it has shown, and tried again in a while. */
  function keepAway(shown: ReaderId | null, code: ErrorCode): void {
    if (shown !== null) identities.turnedAway({ id: shown, profile: '', firmware: '' }, code);
    parts.turningAway();
  }

  function turnAway({ id, profile, firmware }: ReaderDescription, code: ErrorCode): void {
    tellTurnedAway(id, code);
    identities.turnedAway({ id, profile, firmware }, code);
    send({ type: 'turnedAway', code });
    parts.turningAway();
    line.end(code);
  }

  /** A reader that stays where it is tries again every few seconds. */
  function tellTurnedAway(id: ReaderId | null, code: ErrorCode): void {
    if (away?.reader === id && away.code === code) return;
    away = { reader: id, code };
    observe({ event: 'readerTurnedAway', reader: id, code });
  }

  function forgetReader(): void {
    if (visit !== null) requests.forget(visit);
    if (reader !== null) identities.release(reader, self);
    unlistenPhoneReader();
    unlistenPhoneReader = () => {};
    phoneReader = null;
    state = 'greeting';
    reader = null;
    visit = null;
  }

  return {
    get reader() {
      return reader;
    },
    attached: line.attached,
    detached: line.detached,
    end() {
      line.end('');
      line.stop();
      forgetReader();
    },
  };
}

const anothers = (message: ReaderMessage, field: string): Problem => ({
  code: 'EMU-203',
  detail: { name: message.type, field, reason: 'names a visit of another reader' },
});
