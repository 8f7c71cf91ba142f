/**
 * The reader's conversation with its host: greets, says which visit is under way, and matches answers to requests.
 * What is asked and what follows from an answer is the flow's (reader/effects.ts).
 */

import { allowedIn, decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import { isErrorCode } from '../../protocol/errors.ts';
import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import {
  type FacilitySettings,
  type HostMessage,
  type MessageOf,
  protocolVersion,
  type ReaderMessage,
  type SessionState,
  type VisitEnding,
} from '../../protocol/messages.ts';
import type { Problem } from '../../protocol/result.ts';
import type { ObserveReader } from '../observed.ts';
import { LinkToHost, type LinkToHostEvent, type LinkToHostHal } from './link-to-host.ts';

export interface ReaderIdentity {
  readonly serial: ReaderId;
  readonly profile: string;
  readonly firmware: string;
  readonly boot: number;
  readonly capabilities: readonly string[];
}

export interface HostSettings {
  readonly facility: FacilitySettings;
  readonly disaster: boolean;
}

export interface HostSessionListener {
  /** Greeted, or back after a break: requests can be answered. */
  hostUp(settings: HostSettings, resumed: boolean): void;
  hostDown(): void;
  settingsChanged(settings: HostSettings): void;
  restartAsked(): void;
  /** The phone reader can be reached, or not any more: away it is too while the host is. */
  phoneReaderReachable(there: boolean): void;
  /** A packet of the phone reader's driver, for the visit under way. */
  fromPhoneReader(packet: Uint8Array): void;
}

type Request = Extract<ReaderMessage, { readonly request: number }>;
type Unnumbered<R> = R extends Request ? Omit<R, 'request'> : never;
type AnswerTo = {
  challengeRequest: MessageOf<'challenge'>;
  eligibilityRequest: MessageOf<'eligibilityAnswer'>;
  factsRequest: MessageOf<'eligibilityAnswer'>;
  registrationRequest: MessageOf<'registrationAnswer'>;
  useRequest: MessageOf<'useAnswer'>;
  withdraw: MessageOf<'withdrawAnswer'>;
};
/** `delayed`: the host cannot get an answer now. `lost`: a new session has begun, the request is forgotten. */
export type Answer<N extends keyof AnswerTo> =
  | AnswerTo[N]
  | { readonly type: 'delayed' }
  | { readonly type: 'lost' };

interface Pending {
  /** The host keeps it and goes on trying by itself, so a report of delay is no answer. */
  readonly kept: boolean;
  readonly settle: (answer: Answer<keyof AnswerTo>) => void;
}

/** Ended visits that may wait for the host to note them; beyond that the oldest goes. */
const endedAtMost = 16;

export class HostSession {
  readonly #link: LinkToHost;
  readonly #identity: ReaderIdentity;
  readonly #observe: ObserveReader;
  readonly #listener: HostSessionListener;
  readonly #requests = new Map<number, Pending>();
  #nextRequest = 1;
  #state: SessionState | 'none' = 'none';
  #settings: HostSettings | null = null;
  #phoneReaderThere = false;
  #visit: VisitId | null = null;
  /** The visit whose use was sent and is still waited for. */
  #waiting: VisitId | null = null;
  /** What the last greeting said; what has changed since is told when the host has answered it. */
  #greeting: MessageOf<'hello'> | null = null;
  #ended: (VisitEnding & { readonly visit: VisitId })[] = [];

  constructor(
    hal: LinkToHostHal,
    identity: ReaderIdentity,
    listener: HostSessionListener,
    observe: ObserveReader,
  ) {
    this.#identity = identity;
    this.#listener = listener;
    this.#observe = observe;
    this.#link = new LinkToHost(hal, identity.boot, (event) => this.#heard(event));
    this.#link.listen();
  }

  /** The host is greeted and the link stands. */
  get up(): boolean {
    return this.#link.connected && (this.#state === 'resting' || this.#state === 'serving');
  }

  /** Whether the host has said that the phone reader is there, and not taken it back. */
  get phoneReaderThere(): boolean {
    return this.#phoneReaderThere;
  }

  visitBegan(visit: VisitId): void {
    this.#visit = visit;
    if (this.#state === 'resting') this.#announceVisit(visit);
  }

  /** The visit is over. Told again after every new greeting until the host has noted it. */
  visitEnded(visit: VisitId, ending: VisitEnding): void {
    this.#visit = null;
    this.#waiting = null;
    this.#ended.push({ visit, ...ending });
    if (this.#ended.length > endedAtMost) this.#ended.shift();
    if (this.#state !== 'serving') return;
    this.#send({ type: 'visitEnded', visit, ...ending });
    this.#state = 'resting';
  }

  staffCalled(why: MessageOf<'staffCalled'>['why']): void {
    if (this.#state === 'resting' || this.#state === 'serving') this.#send({ type: 'staffCalled', why });
  }

  /** A packet for the driver of the phone reader; nobody hears it outside a visit. */
  toPhoneReader(packet: Uint8Array): void {
    if (this.#state === 'serving' && this.#visit !== null)
      this.#send({ type: 'toPhoneReader', visit: this.#visit, packet });
  }

  /** The person has left, or the flow has given up: the host is not to go on with the use of this visit. */
  waitsNoLonger(visit: VisitId): void {
    if (this.#waiting === visit) this.#waiting = null;
  }

  /** Asks the host. The answer comes when it comes; waiting for it is bounded by the flow's time limits. */
  request<N extends keyof AnswerTo>(request: Unnumbered<Extract<Request, { type: N }>>): Promise<Answer<N>> {
    if (request.type === 'useRequest') this.#waiting = request.visit;
    if (this.#state !== 'serving') return Promise.resolve({ type: 'lost' });
    const number = this.#nextRequest;
    this.#nextRequest += 1;
    return new Promise<Answer<N>>((resolve) => {
      // The number finds the answer; its type follows from the request's (catalogue, `answeredBy`).
      const settle = resolve as Pending['settle'];
      this.#requests.set(number, {
        settle,
        kept: request.type === 'useRequest' || request.type === 'withdraw',
      });
      this.#send({ request: number, ...request } as Request);
    });
  }

  stop(): void {
    this.#link.stop();
    this.#loseRequests();
  }

  #send(message: ReaderMessage): void {
    const bytes = encodeMessage(message);
    this.#observe({ event: 'message', direction: 'sent', name: message.type, size: bytes.length });
    this.#link.send(bytes);
  }

  #heard(event: LinkToHostEvent): void {
    switch (event.type) {
      case 'attached':
        this.#observe({ event: 'link', state: 'attached' });
        return;
      case 'connected':
        this.#connected(event.resumed);
        return;
      case 'lost':
        this.#observe({ event: 'link', state: 'lost' });
        this.#listener.phoneReaderReachable(false);
        this.#listener.hostDown();
        return;
      case 'closed':
        this.#state = 'none';
        this.#loseRequests();
        this.#noPhoneReader();
        this.#closed(event.code, 'refusal' in event && event.refusal !== null);
        return;
      case 'received':
        this.#received(event.payload);
        return;
      case 'damaged':
    }
  }

  #connected(resumed: boolean): void {
    this.#observe({ event: 'link', state: resumed ? 'resumed' : 'connected' });
    if (resumed) {
      // A greeting that was on its way still is: the link delivers it.
      if (this.#settings !== null && this.#state !== 'greeting' && this.#state !== 'none') {
        this.#listener.hostUp(this.#settings, true);
        this.#listener.phoneReaderReachable(this.#phoneReaderThere);
      }
      return;
    }
    this.#state = 'greeting';
    this.#loseRequests();
    this.#noPhoneReader();
    this.#greeting = {
      type: 'hello',
      versionMin: protocolVersion,
      versionMax: protocolVersion,
      serial: this.#identity.serial,
      profile: this.#identity.profile,
      firmware: this.#identity.firmware,
      boot: this.#identity.boot,
      capabilities: this.#identity.capabilities,
      waiting: this.#waiting,
      ended: [...this.#ended],
    };
    this.#send(this.#greeting);
  }

  #received(payload: Uint8Array): void {
    const decoded = decodeMessage(payload, 'host');
    if (!decoded.ok) {
      this.#refuse(decoded.problem);
      return;
    }
    const message = decoded.value as HostMessage;
    if (this.#state === 'none') return;
    const problem = allowedIn(message, this.#state) ?? unspoken(message);
    if (problem !== null) {
      this.#refuse(problem);
      return;
    }
    this.#observe({ event: 'message', direction: 'received', name: message.type, size: payload.length });
    switch (message.type) {
      case 'welcome':
        this.#settings = { facility: message.settings, disaster: message.disaster };
        this.#phoneReaderThere = message.phoneReader === true;
        this.#catchUp();
        this.#listener.hostUp(this.#settings, false);
        this.#listener.phoneReaderReachable(this.#phoneReaderThere);
        return;
      case 'turnedAway':
        this.#state = 'none';
        this.#observe({ event: 'link', state: 'turnedAway' });
        return;
      case 'settingsChanged':
        this.#settings = { facility: message.settings, disaster: message.disaster };
        this.#listener.settingsChanged(this.#settings);
        return;
      case 'restart':
        this.#listener.restartAsked();
        return;
      case 'phoneReader':
        this.#phoneReaderThere = message.there;
        this.#listener.phoneReaderReachable(message.there);
        return;
      case 'fromPhoneReader':
        if (message.visit === this.#visit) this.#listener.fromPhoneReader(message.packet);
        return;
      case 'visitNoted':
        this.#ended = this.#ended.filter((e) => e.visit !== message.visit);
        return;
      case 'problemReport':
        this.#answer(message.request, { type: 'delayed' });
        return;
      case 'useAnswer':
      case 'withdrawAnswer':
        if (this.#waiting === message.visit) this.#waiting = null;
        this.#answer(message.request, message);
        return;
      default:
        this.#answer(message.request, message);
    }
  }

  /** It changes nothing. */
  #refuse({ code, detail }: Problem): void {
    this.#observe({ event: 'hostMessageRefused', code, detail });
  }

  /** Until the host says otherwise. */
  #noPhoneReader(): void {
    this.#phoneReaderThere = false;
    this.#listener.phoneReaderReachable(false);
  }

  #closed(code: string, byUs: boolean): void {
    if (isErrorCode(code)) this.#observe({ event: 'linkClosed', code, by: byUs ? 'reader' : 'host' });
  }

  /** Greeted: the host holds what the greeting said, and hears what has come about since. */
  #catchUp(): void {
    const told = this.#greeting;
    this.#greeting = null;
    const served = told?.waiting ?? null;
    // The host serves the visit that the greeting said to wait for, and needs no word that it began.
    this.#state = served === null ? 'resting' : 'serving';
    const news = this.#ended.filter(({ visit }) => !told?.ended.some((ended) => ended.visit === visit));
    news.sort((a, b) => Number(b.visit === served) - Number(a.visit === served));
    for (const ended of news) {
      if (ended.visit !== served) this.#announceVisit(ended.visit);
      this.#send({ type: 'visitEnded', ...ended });
      this.#state = 'resting';
    }
    if (this.#visit !== null && this.#state === 'resting') this.#announceVisit(this.#visit);
  }

  #announceVisit(visit: VisitId): void {
    this.#send({ type: 'visitBegan', visit });
    this.#state = 'serving';
  }

  #answer(request: number, answer: Answer<keyof AnswerTo>): void {
    const pending = this.#requests.get(request);
    // Nobody waits for it any more: its visit is over, or it was answered already.
    if (pending === undefined) return;
    if (answer.type === 'delayed' && pending.kept) return;
    this.#requests.delete(request);
    pending.settle(answer);
  }

  /** Their session is over: whoever waits asks anew. */
  #loseRequests(): void {
    const waiting = [...this.#requests.values()];
    this.#requests.clear();
    for (const pending of waiting) pending.settle({ type: 'lost' });
  }
}

/** A greeting in a version that the reader has not offered. */
const unspoken = (message: HostMessage): Problem | null =>
  message.type === 'welcome' && message.version !== protocolVersion
    ? { code: 'EMU-206', detail: { theirs: protocolVersion, ours: message.version } }
    : null;
