/**
 * A desk whose bridge is a process of its own (`fcr bridge`) and can be killed at a named point of a visit: reader and
 * back end run here, so that every message is seen the moment it is sent or received. Nothing waits for time.
 */

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ReaderObservation } from '../../firmware/observed.ts';
import { profiles } from '../../firmware/profiles.ts';
import { isKey } from '../../firmware/screens/vocabulary.ts';
import type { OperationName } from '../../host-bridge/eligibility/api.ts';
import { openReceiptFolder } from '../../host-bridge/receipt/disk-folder.ts';
import type { ReceiptFolder } from '../../host-bridge/receipt/folder.ts';
import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import type { MessageName, VisitOutcome } from '../../protocol/messages.ts';
import { orThrow } from '../../protocol/result.ts';
import { type BackEnd, createBackEnd } from '../../simulator/back-end/back-end.ts';
import { type Conduct, createConduct } from '../../simulator/back-end/conduct.ts';
import { type Answered, refused } from '../../simulator/back-end/refusal.ts';
import { revocationCheck } from '../../simulator/back-end/revocation/revocation-check.ts';
import { createRevocationConduct } from '../../simulator/back-end/revocation/revocation-conduct.ts';
import {
  type RevocationService,
  revocationService,
} from '../../simulator/back-end/revocation/revocation-service.ts';
import { type BackEndServer, startServer } from '../../simulator/back-end/server.ts';
import { memoryStore as backEndMemory } from '../../simulator/back-end/sqlite-store.ts';
import { EmulatedReader } from '../../simulator/desk/emulated-reader.ts';
import { PeoplesCards } from '../../simulator/desk/peoples-cards.ts';
import { PeoplesPhones } from '../../simulator/desk/peoples-phones.ts';
import { TcpCable } from '../../simulator/devices/tcp-cable.ts';
import type { Person } from '../../simulator/people/person.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { memoryStore as readerMemory } from '../../simulator/peripherals/persistent-store.ts';
import { cardTrust } from '../../simulator/pki/cards/card-trust.ts';
import { CertificateRegister } from '../../simulator/pki/cards/certificate-register.ts';
import { createPki } from '../../simulator/pki/link-and-tls.ts';
import { linkChannels } from '../../simulator/pki/link-channel.ts';
import { realClock } from '../../simulator/time/real-clock.ts';
import { seededEntropy } from '../../simulator/time/seeded-entropy.ts';
import { type ScriptedAct, scriptedAct } from '../simulator/people/default-script.ts';

/**
 * Between two messages of a visit. `sent`, at the reader: the bridge does not get it. `sent`, at the bridge: the reader
 * does not get it. `lost`: the back end gets it and does not carry it out; `done`: it does, and the bridge hears nothing.
 */
export type Point =
  | `reader sent ${MessageName}`
  | `reader received ${MessageName}`
  | `bridge sent ${MessageName}`
  | `back end lost ${OperationName}`
  | `back end done ${OperationName}`;

/** From where on the reader must hear nothing for the bridge's message to be lost on its way. */
const lostFrom: Partial<Record<Point, readonly Point[]>> = {
  'bridge sent challenge': ['back end done challenge'],
  'bridge sent eligibilityAnswer': ['back end done eligibility', 'back end done eligibilityByFacts'],
  'bridge sent useAnswer': ['back end done use'],
  'bridge sent withdrawAnswer': ['reader sent withdraw'],
  'bridge sent visitNoted': ['reader sent visitEnded'],
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const serial = 'FCR-000001' as ReaderId;
const people = loadPeople();
/** Long before a reader gives up, and longer than any case lasts. */
const slowMs = 60_000;
/** Milliseconds after which something awaited has not come: a fault, not a wait. */
const patience = 20_000;

/** An iPhone gives its mdoc here: the way of a visit whose messages are unlike a card's. */
const profile = { ...profiles['next-generation'], iphone: 'mdoc' } as const;
/** Seconds; longer than a bridge takes to start. */
const usualNetworkLimit = profile.limits.network;

class DeafCable extends TcpCable {
  deaf = false;

  protected override arrived(bytes: Uint8Array): void {
    if (!this.deaf) super.arrived(bytes);
  }
}

/** What became of a visit, in the words of each of the three. */
export interface Result {
  readonly outcome: VisitOutcome | null;
  readonly consents: number;
  readonly commits: number;
  readonly files: number;
}

export class KillableDesk {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fcr-kill-'));
  readonly #clock = realClock();
  readonly #cable = new DeafCable(
    '127.0.0.1:0',
    { activity: null, random: seededEntropy('noise').number },
    this.#clock,
  );
  readonly #cards = new PeoplesCards({ people, clock: this.#clock, folder: null });
  readonly #phones = new PeoplesPhones({ people, clock: this.#clock, folder: null });
  readonly #entropy = seededEntropy('kill');
  readonly #readerStore = readerMemory();
  readonly #backEnd: BackEnd;
  readonly #conduct: Conduct;
  readonly #revocation: RevocationService;
  readonly #receipt: ReceiptFolder;
  readonly #waiters = new Set<() => void>();
  readonly #outcomes = new Map<VisitId, VisitOutcome>();
  readonly #noted = new Set<VisitId>();
  readonly #commits = new Map<VisitId, number>();
  #reader: EmulatedReader;
  #server: BackEndServer | null = null;
  #bridge: ChildProcessByStdio<null, Readable, Readable> | null = null;
  #trap: Point | null = null;
  #by: 'card' | 'phone' = 'card';
  /** Of the visit under way, in order; none twice. */
  #passed: Point[] = [];
  #visit: VisitId | null = null;
  #saidAccepted = false;
  #looking = false;

  constructor() {
    this.#reader = this.#makeReader(usualNetworkLimit);
    this.#conduct = createConduct({ clock: this.#clock, observe: () => {}, slowMs });
    const conduct = createRevocationConduct(this.#clock, () => {});
    const register = new CertificateRegister(people);
    this.#revocation = revocationService(register, conduct);
    const backEnd = createBackEnd({
      register,
      trust: cardTrust(people),
      revocation: revocationCheck({ register, service: this.#revocation, conduct, entropy: this.#entropy }),
      clock: this.#clock,
      entropy: this.#entropy,
      store: backEndMemory(),
      observe: (observation) => {
        if (observation.event !== 'committed') return;
        this.#commits.set(observation.visit, (this.#commits.get(observation.visit) ?? 0) + 1);
      },
    });
    this.#backEnd = { ...backEnd, handle: (operation, body) => this.#asked(backEnd, operation, body) };
    this.#receipt = orThrow(
      openReceiptFolder({ root: join(this.#folder, 'receipt'), writeInPlace: false, isTest: false }),
    );
  }

  /** The folder that holds `req`, `res` and `face`. */
  get receiptRoot(): string {
    return join(this.#folder, 'receipt');
  }

  /** Called with every request that the back end has carried out, before the bridge hears of it. */
  onDone: (operation: OperationName, body: unknown) => void = () => {};
  /** Called when the bridge has said something in its log. */
  onSaid: (event: string, line: Readonly<Record<string, unknown>>) => void = () => {};

  /** What kind of day it is at the back end. */
  get modes(): BackEnd['modes'] {
    return this.#backEnd.modes;
  }

  static async open(): Promise<KillableDesk> {
    const desk = new KillableDesk();
    const { tls } = createPki(join(desk.#folder, 'pki'));
    desk.#server = orThrow(
      await startServer({
        backEnd: desk.#backEnd,
        conduct: desk.#conduct,
        revocation: desk.#revocation,
        clock: desk.#clock,
        tls,
        port: 0,
      }),
    );
    await desk.#reader.start();
    await desk.startBridge();
    return desk;
  }

  async close(): Promise<void> {
    this.#bridge?.kill('SIGKILL');
    await this.#reader.stop();
    this.#conduct.close();
    await this.#server?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  // ── the bridge ──────────────────────────────────────────────────────────────────────────────────────

  /** Starts it on the data of the one before; resolves when it has greeted the reader. */
  async startBridge(): Promise<void> {
    this.#cable.deaf = false;
    const at = (name: string): string => join(this.#folder, name);
    const bridge = spawn(
      process.execPath,
      [
        ...[join(root, 'simulator/cli/fcr.js'), 'bridge', '--reader', this.#cable.url],
        ...['--back-end', this.#server?.url ?? '', '--control', '0', '--log-level', 'debug'],
        ...['--receipt', at('receipt'), '--pki', at('pki'), '--data', at('bridge')],
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#bridge = bridge;
    const words: string[] = [];
    createInterface({ input: bridge.stderr }).on('line', (line) => {
      words.push(line);
      this.#said(line);
    });
    bridge.once('exit', () => {
      if (this.#bridge === bridge) this.#bridge = null;
      this.#changed();
    });
    await this.until(
      () => this.#bridge !== bridge || this.#reader.status?.hostUp === true,
      () => `the bridge does not greet:\n${words.join('\n')}`,
    );
    if (this.#bridge !== bridge) throw new Error(`the bridge ended:\n${words.join('\n')}`);
  }

  /** A clean end, as at closing time. */
  async stopBridge(): Promise<void> {
    this.#bridge?.kill('SIGTERM');
    await this.until(
      () => this.#bridge === null,
      () => 'the bridge does not stop',
    );
  }

  /** Resolves when the bridge has been killed where `begin` was told, and the reader has lost it. */
  async killed(): Promise<void> {
    const point = this.#trap;
    await this.until(
      () => this.#trap === null && this.#bridge === null && this.#reader.status?.hostUp === false,
      () => `not killed at “${point}”`,
    );
  }

  /** As SIGKILL does, now. */
  killBridge(): void {
    this.#bridge?.kill('SIGKILL');
  }

  get bridgeHasEnded(): boolean {
    return this.#bridge === null;
  }

  get bridgeIsDead(): boolean {
    return this.#trap === null;
  }

  // ── the visit ───────────────────────────────────────────────────────────────────────────────────────

  get screen(): string {
    return this.#reader.status?.view?.id ?? 'none';
  }

  /** The screen has told this person that the visit is accepted. */
  get saidAccepted(): boolean {
    return this.#saidAccepted;
  }

  get passed(): readonly Point[] {
    return this.#passed;
  }

  /**
   * The reader starts anew, so that nobody waits for the farewell of the visit before; the card is laid down, or the kind
   * of phone is chosen.
   * @param killAt where the bridge is killed
   * @param network seconds after which the reader no longer waits for its host
   * @param by with what the person has come
   */
  async begin(
    person: Person,
    killAt: Point | null,
    {
      network = usualNetworkLimit,
      by = 'card',
    }: { readonly network?: number; readonly by?: 'card' | 'phone' } = {},
  ): Promise<VisitId> {
    if (this.#bridge === null) await this.startBridge();
    await this.#reader.stop();
    this.#reader = this.#makeReader(network);
    await this.#reader.start();
    await this.until(
      () => this.#reader.status?.hostUp === true && this.screen === 'idle',
      () => 'nobody can be served',
    );
    this.#passed = [];
    this.#visit = null;
    this.#saidAccepted = false;
    this.#trap = killAt;
    this.#by = by;
    if (by === 'card') {
      this.#reader.see('match');
      this.#reader.place(this.#cards.of(person.id));
    } else {
      for (const screen of ['idle', 'choose_phone'] as const)
        this.#act(scriptedAct(screen, person, by), person);
    }
    await this.until(
      () => this.#visit !== null,
      () => 'no visit begins',
    );
    if (this.#visit === null) throw new Error('no visit');
    return this.#visit;
  }

  /** The person does what the default script says on each screen, until it is so or the visit is noted by the host. */
  async follow(person: Person, isSo: () => boolean = () => false): Promise<void> {
    const over = (): boolean => isSo() || (this.#visit !== null && this.#noted.has(this.#visit));
    while (!over()) {
      const before = this.screen;
      const screen = this.#reader.status?.view?.id ?? 'idle';
      if (screen !== 'idle') this.#act(scriptedAct(screen, person, this.#by), person);
      await this.until(
        () => over() || this.screen !== before,
        () => `${before} stays`,
      );
    }
  }

  #act(act: ScriptedAct | null, person: Person): void {
    if (act?.does === 'press') this.press(act.keys);
    if (act?.does === 'take') this.takeCard();
    if (act?.does !== 'present') return;
    const phone = this.#phones.of(person.id);
    phone.setBiometrics('agreed');
    this.#reader.present(phone);
  }

  press(keys: string): void {
    for (const key of keys) if (isKey(key)) this.#reader.press(key, 'keypad');
  }

  takeCard(): void {
    this.#reader.removeCard();
  }

  /** Whatever is asked next is carried out at once, and answered after everybody has left. */
  answerNextLate(): void {
    this.#conduct.setConduct({ answer: 'slow' });
  }

  /** Resolves when the visit is over at the reader. */
  ended(visit: VisitId): Promise<void> {
    return this.until(
      () => this.#outcomes.has(visit),
      () => 'the visit does not end',
    );
  }

  resultOf(visit: VisitId): Result {
    const mark = visit.split('.').map((part, i) => part.replace(/\D/g, '').padStart([6, 4, 7][i] ?? 0, '0'));
    return {
      outcome: this.#outcomes.get(visit) ?? null,
      consents: this.#backEnd.listConsents().filter((row) => row.visit === visit).length,
      commits: this.#commits.get(visit) ?? 0,
      files: this.#receipt.list().filter((name) => name.includes(mark.join(''))).length,
    };
  }

  /** Resolves when that has become of the visit. */
  becomes(visit: VisitId, result: Partial<Result>): Promise<void> {
    const names = Object.keys(result) as (keyof Result)[];
    return this.until(
      () => names.every((name) => this.resultOf(visit)[name] === result[name]),
      () => `${visit} is ${JSON.stringify(this.resultOf(visit))}, not ${JSON.stringify(result)}`,
    );
  }

  #makeReader(network: number): EmulatedReader {
    return new EmulatedReader({
      serial,
      profile: { ...profile, limits: { ...profile.limits, network } },
      clock: this.#clock,
      entropy: this.#entropy,
      seed: 'killable',
      store: this.#readerStore,
      cable: this.#cable,
      cardTrust: cardTrust(people),
      channel: linkChannels(createPki(join(this.#folder, 'pki')).link).reader(serial, {
        entropy: this.#entropy,
        validAt: () => Date.now(),
      }),
      observe: (observation) => this.#seen(observation),
      onView: () => this.#changed(),
    });
  }

  // ── what is seen ────────────────────────────────────────────────────────────────────────────────────

  #seen(observation: ReaderObservation): void {
    if (observation.event === 'visitBegan') this.#visit = observation.visit;
    if (observation.event === 'visitEnded') this.#outcomes.set(observation.visit, observation.outcome);
    if (observation.event === 'screen' && observation.screen === 'accepted_clinic') this.#saidAccepted = true;
    if (observation.event === 'message') {
      const { direction, name } = observation;
      if (name === 'visitNoted' && direction === 'received' && this.#visit !== null)
        this.#noted.add(this.#visit);
      this.#pass(`reader ${direction} ${name}`);
    }
    this.#changed();
  }

  #said(line: string): void {
    const said: unknown = JSON.parse(line);
    if (typeof said !== 'object' || said === null) return;
    const words = said as Readonly<Record<string, unknown>>;
    const { event, direction, name } = words;
    this.onSaid(String(event), words);
    if (event === 'bridgeMessage' && direction === 'sent') this.#pass(`bridge sent ${name as MessageName}`);
    this.#changed();
  }

  #asked(backEnd: BackEnd, operation: OperationName, body: unknown): Answered {
    if (operation === 'use') this.#conduct.setConduct({ answer: 'normal' });
    const lost: Point = `back end lost ${operation}`;
    const isLost = this.#trap === lost;
    this.#pass(lost);
    if (isLost) return refused({ code: 'EMU-427', detail: {} });
    const answered = backEnd.handle(operation, body);
    this.#pass(`back end done ${operation}`);
    this.onDone(operation, body);
    this.#changed();
    return answered;
  }

  #pass(point: Point): void {
    const greets = point.endsWith(' hello') || point.endsWith(' welcome');
    if (!greets && !this.#passed.includes(point)) this.#passed.push(point);
    if (this.#trap === null) return;
    if (lostFrom[this.#trap]?.includes(point)) this.#cable.deaf = true;
    if (this.#trap !== point) return;
    this.#bridge?.kill('SIGKILL');
    this.#trap = null;
  }

  /** Looked at once what is observed now has had its effect. */
  #changed(): void {
    if (this.#looking) return;
    this.#looking = true;
    setImmediate(() => {
      this.#looking = false;
      for (const waiter of [...this.#waiters]) waiter();
    });
  }

  /** Resolves when it is so; looked at whenever something has happened at any of the three. */
  until(isSo: () => boolean, what: () => string, within = patience): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        this.#waiters.delete(look);
        this.#clock.clearTimeout(limit);
        settle();
      };
      const look = (): void => {
        if (isSo()) end(resolve);
      };
      const limit = this.#clock.setTimeout(
        () =>
          end(() =>
            reject(new Error(`${what()} (screen ${this.screen}, bridge ${this.#bridge?.pid ?? 'dead'})`)),
          ),
        within,
      );
      this.#waiters.add(look);
      look();
    });
  }
}
