/**
 * The effects of the flow on real ports: card, camera, keys, host. Each ends in a value that names a human outcome.
 * Machines are built once for all readers, so an effect finds its reader's ports by the actor system it runs in.
 */

import { fromPromise } from 'xstate';
import type { IdentityMethod, MessageOf } from '../../protocol/messages.ts';
import { Personal } from '../../protocol/personal.ts';
import { dashedDate } from '../calendar.ts';
import type { CardReading, PinCheck, Recognition } from '../credential/card-in-use.ts';
import { decideFace, type FaceThresholds } from '../credential/face-decision.ts';
import { statedFactsBytes } from '../credential/stated-facts.ts';
import type { Clock, Hal } from '../hal.ts';
import type { HostSession } from '../host/host-session.ts';
import type { CueId } from '../screens/vocabulary.ts';
import type {
  Choices,
  EligibilityOutcome,
  FaceOutcome,
  PasswordOutcome,
  PhoneOutcome,
  PhoneToRead,
  RegistrationOutcome,
  UseOutcome,
  WithdrawalOutcome,
} from './effects.ts';
import type { PhoneFacts } from './phone-of-visit.ts';
import type { VisitInHand } from './visit-in-hand.ts';

export interface EffectPorts {
  readonly hal: Hal;
  readonly host: HostSession;
  /** The visit under way; effects run only during one. */
  readonly visit: () => VisitInHand;
  readonly thresholds: FaceThresholds;
  readonly onCue: (cue: CueId | null) => void;
  /** What a phone is to sign has been asked for, or is here. */
  readonly onChallenge: (state: 'asked' | 'given') => void;
  /** Whether the separate reader for phones is there. */
  readonly phoneReaderThere: () => boolean;
  /** Resolves when the host is greeted (again). */
  readonly hostUp: (signal: AbortSignal) => Promise<void>;
}

const bound = new WeakMap<object, EffectPorts>();

/** Gives the effects that run in this actor system their ports. */
export const bindPorts = (system: object, ports: EffectPorts): void => {
  bound.set(system, ports);
};

const portsOf = (system: object): EffectPorts => {
  const ports = bound.get(system);
  if (ports === undefined) throw new Error('call bindPorts for this actor system before it starts');
  return ports;
};

/** Between two requests after the host said that it cannot get an answer now. */
const askAgainAfter = 2000;

const pause = (clock: Clock, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = clock.setTimeout(over, askAgainAfter);
    signal.addEventListener('abort', over);
  });

const unheard = (): Promise<never> => new Promise(() => {});

/** Asks until there is an answer or nobody wants it any more; a break of the link or a tired host only delays it. */
async function persist<A extends { readonly type: string }>(
  ports: EffectPorts,
  signal: AbortSignal,
  ask: () => Promise<A | { readonly type: 'lost' } | { readonly type: 'delayed' }>,
): Promise<A> {
  for (;;) {
    if (!ports.host.up) await ports.hostUp(signal);
    // The flow has moved on: nothing more is asked for it, and it hears nothing of this any more.
    if (signal.aborted) return unheard();
    const answer = await ask();
    if (signal.aborted) return unheard();
    if (answer.type !== 'delayed' && answer.type !== 'lost') return answer as A;
    if (answer.type === 'delayed' || ports.host.up) await pause(ports.hal.clock, signal);
  }
}

const personal = (value: string | null): Personal<string> | null =>
  value === null ? null : new Personal(value);

function saltedDigest(hal: Hal, salt: Uint8Array, digits: string): Uint8Array {
  const salted = new Uint8Array(salt.length + digits.length);
  salted.set(salt);
  for (let i = 0; i < digits.length; i += 1) salted[salt.length + i] = digits.charCodeAt(i);
  const digest = hal.digest('sha256', salted);
  salted.fill(0);
  return digest;
}

/** Takes as long whatever differs. */
function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] as number) ^ (b[i] ?? 0);
  return difference === 0;
}

const challengeFor = (ports: EffectPorts, signal: AbortSignal): Promise<MessageOf<'challenge'>> =>
  persist(ports, signal, () =>
    ports.host.request<'challengeRequest'>({ type: 'challengeRequest', visit: ports.visit().id }),
  );

/** What is asked of the back end: whose certificate it is, and that its key has signed the challenge. */
interface Signed
  extends Pick<MessageOf<'eligibilityRequest'>, 'medium' | 'nonce' | 'certificate' | 'signature'> {
  readonly kind: 'signed';
}

async function signedByCard(
  ports: EffectPorts,
  signal: AbortSignal,
): Promise<Signed | { readonly kind: 'gone' | 'card_silent' }> {
  const { nonce } = await challengeFor(ports, signal);
  const signed = await ports.visit().card.sign(nonce);
  if (signed.kind === 'gone') return { kind: 'gone' };
  if (signed.kind === 'refused') return { kind: 'card_silent' };
  return { medium: 'card', nonce, ...signed };
}

function givenByPhone({ visit }: EffectPorts): Signed | PhoneFacts {
  const { given } = visit().phone;
  if (given === null) throw new Error('the phone is asked about after it was read');
  if (given.kind === 'facts') return given;
  const { kind: medium, ...rest } = given;
  return { medium, kind: 'signed', ...rest };
}

/** The four facts and how long they hold, as the terminal states and signs them. */
function factsRequest({ hal, visit }: EffectPorts, { nonce, facts, lastDay }: PhoneFacts) {
  const { name, birthDate, sex, address } = facts.reveal();
  const stated = {
    visit: visit().id,
    nonce,
    name,
    birthDate: dashedDate(birthDate),
    sex,
    address,
    validUntil: dashedDate(lastDay.reveal()),
  };
  const { certificate: terminal } = hal.terminal;
  const signature = hal.terminal.sign(statedFactsBytes(stated));
  return { type: 'factsRequest', ...stated, terminal, signature } as const;
}

export const recogniseCard = fromPromise<Recognition>(({ system }) =>
  portsOf(system).visit().card.recognise(),
);

export const visitEffects = {
  readCard: fromPromise<CardReading>(({ system }) => portsOf(system).visit().card.read()),

  findPhoneReader: fromPromise<boolean>(({ system }) => Promise.resolve(portsOf(system).phoneReaderThere())),

  keepPhonePin: fromPromise<void>(({ system }) => {
    const ports = portsOf(system);
    ports.visit().phone.keepPin(ports.hal.keys.takeEntry());
    return Promise.resolve();
  }),

  readPhone: fromPromise<PhoneOutcome, PhoneToRead>(async ({ input: { kind, way }, system, signal }) => {
    const ports = portsOf(system);
    const { phone } = ports.visit();
    ports.onChallenge('asked');
    const { nonce } = await challengeFor(ports, signal);
    ports.onChallenge('given');
    const reading =
      way === 'mdoc' ? await phone.readFacts(nonce, signal) : await phone.read(kind, nonce, signal);
    return reading.kind === 'signed' || reading.kind === 'facts' ? { kind: 'read' } : reading;
  }),

  verifyPin: fromPromise<PinCheck>(({ system }) => {
    const ports = portsOf(system);
    return ports.visit().card.verifyPin(ports.hal.keys.takeEntry());
  }),

  checkPassword: fromPromise<PasswordOutcome>(({ system }) => {
    const { hal, visit } = portsOf(system);
    const { passwordSalt, passwordDigest } = visit().settings;
    const digest = saltedDigest(hal, passwordSalt, hal.keys.takeEntry().reveal());
    return Promise.resolve({ kind: sameDigest(digest, passwordDigest) ? 'right' : 'wrong' });
  }),

  matchFace: fromPromise<FaceOutcome>(async ({ system, signal }) => {
    const { hal, visit, thresholds, onCue } = portsOf(system);
    const { photo } = visit().card;
    if (photo === null) return { kind: 'cameraFault' };
    const look = await hal.camera.compare({ photo, onCue }, signal);
    return look.kind === 'compared' ? { kind: decideFace(look.comparison, thresholds) } : look;
  }),

  requestEligibility: fromPromise<EligibilityOutcome, { readonly method: IdentityMethod }>(
    async ({ input, system, signal }) => {
      const ports = portsOf(system);
      const { id } = ports.visit();
      const signed = input.method === 'phone' ? givenByPhone(ports) : await signedByCard(ports, signal);
      if (signed.kind !== 'signed' && signed.kind !== 'facts') return signed;
      // Made once: the terminal never signs twice alike, and what is asked again must be the same question.
      const question =
        signed.kind === 'facts'
          ? factsRequest(ports, signed)
          : ({
              type: 'eligibilityRequest',
              visit: id,
              medium: signed.medium,
              method: input.method,
              nonce: signed.nonce,
              certificate: signed.certificate,
              signature: signed.signature,
            } as const);
      const answer = await persist(ports, signal, () =>
        ports.host.request<'factsRequest' | 'eligibilityRequest'>(question),
      );
      if (answer.verdict !== 'valid') return { kind: answer.verdict };
      return {
        kind: 'valid',
        eligibility: {
          name: personal(answer.name),
          kana: personal(answer.kana),
          registered: answer.registered,
          graceUntil: answer.graceUntil,
          expires: answer.expires,
          recipientCertificates: answer.recipientCertificates,
          viewing: answer.viewing !== false,
        },
      };
    },
  ),

  registerUse: fromPromise<RegistrationOutcome>(async ({ system, signal }) => {
    const ports = portsOf(system);
    const { id } = ports.visit();
    const answer = await persist(ports, signal, () =>
      ports.host.request<'registrationRequest'>({ type: 'registrationRequest', visit: id }),
    );
    return { registered: answer.registered };
  }),

  submitUse: fromPromise<UseOutcome, Choices>(async ({ input, system, signal }) => {
    const ports = portsOf(system);
    const { id } = ports.visit();
    // Left or given up: after a new greeting the host must not go on with it.
    signal.addEventListener('abort', () => ports.host.waitsNoLonger(id));
    const answer = await persist(ports, signal, () =>
      ports.host.request<'useRequest'>({ type: 'useRequest', visit: id, ...input }),
    );
    return { kind: answer.outcome };
  }),

  withdrawUse: fromPromise<WithdrawalOutcome>(async ({ system, signal }) => {
    const ports = portsOf(system);
    const { id } = ports.visit();
    const answer = await persist(ports, signal, () =>
      ports.host.request<'withdraw'>({ type: 'withdraw', visit: id }),
    );
    return { kind: answer.outcome };
  }),
};
