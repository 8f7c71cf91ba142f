/** The back end of a desk: in this process for `memory:` desks, behind HTTPS for all others. Can be killed and restarted. */

import { join } from 'node:path';
import type { Clock, Entropy } from '../../firmware/hal.ts';
import type { BackEndClient } from '../../host-bridge/eligibility/client.ts';
import { httpsClient } from '../../host-bridge/eligibility/https-client.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { orThrow } from '../../protocol/result.ts';
import { type BackEnd, createBackEnd } from '../back-end/back-end.ts';
import { type Conduct, type ConductOrder, createConduct } from '../back-end/conduct.ts';
import { type InProcessClient, inProcessClient } from '../back-end/in-process-client.ts';
import { type ModeOrder, orderModes } from '../back-end/modes/mode-order.ts';
import type { ObserveBackEnd } from '../back-end/observed.ts';
import { revocationCheck } from '../back-end/revocation/revocation-check.ts';
import {
  createRevocationConduct,
  type RevocationConduct,
  type RevocationOrder,
} from '../back-end/revocation/revocation-conduct.ts';
import { type RevocationService, revocationService } from '../back-end/revocation/revocation-service.ts';
import { type StatusServer, startStatusServer } from '../back-end/revocation/status-server.ts';
import { type BackEndServer, startServer } from '../back-end/server.ts';
import { memoryStore, openStore } from '../back-end/sqlite-store.ts';
import type { BackEndStore } from '../back-end/store.ts';
import type { People } from '../people/registry.ts';
import { cardTrust } from '../pki/cards/card-trust.ts';
import { CertificateRegister } from '../pki/cards/certificate-register.ts';
import type { Pki } from '../pki/link-and-tls.ts';
import type { Activity } from '../time/activity.ts';

export interface BackEndPartOptions {
  readonly people: People;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly activity: Activity;
  readonly observe: ObserveBackEnd;
  /** null keeps everything in memory. */
  readonly data: string | null;
  /** null: in process, no sockets. */
  readonly https: { readonly pki: Pki; readonly port: number } | null;
  /** Port of the revocation service over plain HTTP, 0 a free one; null: only beside the back end, over HTTPS. */
  readonly statusPort?: number | null;
  /** Answers reach the bridge when nothing else is under way. */
  readonly answersLast?: boolean;
}

/** A clock whose waiting counts as nothing under way: what waits for it holds up nobody's quiet. */
const heldBack = (clock: Clock, activity: Activity): Clock => {
  const waiting = new Set<unknown>();
  return {
    now: () => clock.now(),
    ticks: () => clock.ticks(),
    setTimeout: (callback, milliseconds) => {
      const timer = clock.setTimeout(() => {
        waiting.delete(timer);
        activity.add(1);
        callback();
      }, milliseconds);
      waiting.add(timer);
      activity.add(-1);
      return timer;
    },
    clearTimeout: (timer) => {
      if (waiting.delete(timer)) activity.add(1);
      clock.clearTimeout(timer);
    },
  };
};

export class BackEndPart {
  readonly #options: BackEndPartOptions;
  readonly #store: BackEndStore;
  readonly #conduct: Conduct;
  readonly #revocation: RevocationConduct;
  readonly #service: RevocationService;
  readonly backEnd: BackEnd;
  /** What became of whose certificate; outlives the back end as its authority does. */
  readonly register: CertificateRegister;
  #server: BackEndServer | null = null;
  #status: StatusServer | null = null;
  #inProcess: InProcessClient | null = null;
  /** The port that was had once is kept over restarts, as a service's would be. */
  #port: number;

  constructor(options: BackEndPartOptions) {
    const { people, clock, entropy, observe, data, https } = options;
    this.#options = options;
    if (data !== null) makeFolder(data);
    this.#store = data === null ? memoryStore() : orThrow(openStore(join(data, 'back-end.db')));
    this.#conduct = createConduct({ clock, observe });
    this.register = new CertificateRegister(people);
    this.#revocation = createRevocationConduct(clock, observe);
    this.#service = revocationService(this.register, this.#revocation);
    this.backEnd = createBackEnd({
      register: this.register,
      trust: cardTrust(people),
      revocation: revocationCheck({
        register: this.register,
        service: this.#service,
        conduct: this.#revocation,
        entropy,
      }),
      clock,
      entropy,
      store: this.#store,
      observe,
    });
    this.#port = https?.port ?? 0;
  }

  get url(): string | null {
    return this.#server?.url ?? null;
  }

  /** Where the authorities publish over plain HTTP; null: nowhere. */
  get statusUrl(): string | null {
    return this.#status?.url ?? null;
  }

  async start(): Promise<void> {
    const { https, clock, activity, statusPort = null } = this.#options;
    if (statusPort !== null && this.#status === null)
      this.#status = orThrow(await startStatusServer({ revocation: this.#service, clock, port: statusPort }));
    if (https === null || this.#server !== null) return;
    this.#server = orThrow(
      await startServer({
        backEnd: this.backEnd,
        conduct: this.#conduct,
        revocation: this.#service,
        clock: heldBack(clock, activity),
        tls: https.pki.tls,
        port: this.#port,
      }),
    );
    this.#port = this.#server.port;
  }

  setConduct(order: ConductOrder): void {
    this.#conduct.setConduct(order);
  }

  setModes(order: ModeOrder): void {
    orderModes(this.backEnd.modes, order, this.#options.clock.now());
  }

  setRevocation(order: RevocationOrder): void {
    this.#revocation.set(order);
  }

  /** Gone at once: nobody answers until `start`. What it had committed stays. */
  async kill(): Promise<void> {
    this.#conduct.setConduct({ answer: 'down' });
    this.#inProcess?.dropAnswers();
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }

  async restart(): Promise<void> {
    this.#conduct.setConduct({ answer: 'normal' });
    await this.start();
  }

  /** A client for the bridge. Over HTTPS each call counts as under way until it is answered. */
  client(): BackEndClient {
    const { https, clock, activity, answersLast = false } = this.#options;
    if (https === null) {
      this.#inProcess = inProcessClient(this.backEnd, { conduct: this.#conduct, clock });
      const inner = this.#inProcess;
      if (!answersLast) return inner;
      return {
        async call(operation, request) {
          const answer = await inner.call(operation, request);
          await activity.afterAllElse();
          return answer;
        },
        close: () => inner.close(),
      };
    }
    const { authorityPem, client } = https.pki.tls;
    const inner = orThrow(
      httpsClient({
        url: `https://127.0.0.1:${this.#port}`,
        pki: { ca: authorityPem, cert: client.certificatePem, key: client.keyPem },
      }),
    );
    return {
      async call(operation, request) {
        const ended = activity.begin();
        try {
          return await inner.call(operation, request);
        } finally {
          ended();
          if (answersLast) await activity.afterAllElse();
        }
      },
      close: () => inner.close(),
    };
  }

  async stop(): Promise<void> {
    this.#conduct.close();
    this.#revocation.close();
    await this.#server?.close();
    this.#server = null;
    await this.#status?.close();
    this.#status = null;
    this.#store.close();
  }
}
