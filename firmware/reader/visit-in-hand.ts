/**
 * One visit while it is under way: its id, the card and the phone it is made with, the machine that decides it. Tells how
 * it begins and ends, passes on what the machine says meanwhile, and keeps what the desk had better know of it.
 */

import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import type { VisitId } from '../../protocol/ids.ts';
import type { FacilitySettings, VisitHint, VisitOutcome } from '../../protocol/messages.ts';
import { CardInUse } from '../credential/card-in-use.ts';
import { hintOfFace } from '../credential/face-decision.ts';
import type { GuidanceEvent } from '../guidance/events.ts';
import type { ContactlessField, Hal } from '../hal.ts';
import type { HostSession } from '../host/host-session.ts';
import type { ObserveReader } from '../observed.ts';
import type { ReaderEvent } from './events.ts';
import { PhoneOfVisit } from './phone-of-visit.ts';
import type { ShownScreen } from './shown-screen.ts';
import { needsCard, type visitMachine } from './visit.ts';
import type { Ending, VisitContext, VisitEmitted } from './visit-setup.ts';

export type VisitFlow = ActorRefFrom<typeof visitMachine>;

export interface VisitStatus {
  readonly id: VisitId;
  /** null: it is not known yet. */
  readonly outcome: VisitOutcome | null;
}

export interface VisitParts {
  readonly hal: Hal;
  /** Where phones are held. */
  readonly field: ContactlessField;
  readonly host: HostSession;
  readonly shown: ShownScreen;
  readonly observe: ObserveReader;
  readonly tellGuidance: (event: GuidanceEvent) => void;
  readonly callStaff: (why: Extract<VisitEmitted, { readonly type: 'staff' }>['why']) => void;
}

const notBegun: Ending = { outcome: 'cancelled', reason: 'not_begun' };

export class VisitInHand {
  readonly id: VisitId;
  readonly card: CardInUse;
  readonly phone: PhoneOfVisit;
  readonly #flow: VisitFlow;
  readonly #parts: VisitParts;
  readonly #hints = new Set<VisitHint>();
  #speaks = false;

  /** @param flow not started yet, so that nothing it says goes unheard */
  constructor(id: VisitId, flow: VisitFlow, parts: VisitParts) {
    const { hal, field } = parts;
    this.id = id;
    this.card = new CardInUse(hal);
    this.phone = new PhoneOfVisit({ ...hal, field });
    this.#flow = flow;
    this.#parts = parts;
    flow.on('*', (emitted) => {
      this.#speaks = true;
      this.#emitted(emitted);
      this.#speaks = false;
    });
  }

  get snapshot(): SnapshotFrom<typeof visitMachine> {
    return this.#flow.getSnapshot();
  }

  /** Its own to the end, whatever the facility changes meanwhile. */
  get settings(): FacilitySettings {
    return this.#context.settings;
  }

  get status(): VisitStatus {
    return { id: this.id, outcome: this.#context.ending?.outcome ?? null };
  }

  /** How it ends, if it ends now: whoever never got beyond choosing has not begun. */
  get ending(): Ending {
    return this.#context.ending ?? notBegun;
  }

  /** What the step under way has brought is being told; the screen that follows is drawn when the step is done. */
  get speaks(): boolean {
    return this.#speaks;
  }

  /** It cannot go on without its card. */
  get needsCard(): boolean {
    const { value, context } = this.snapshot;
    return needsCard(typeof value === 'string' ? value : (Object.keys(value)[0] ?? ''), context);
  }

  /** The visit begins: says so, to whoever watches and to the host. */
  begin(): void {
    this.#parts.observe({ event: 'visitBegan', visit: this.id });
    this.#parts.host.visitBegan(this.id);
  }

  send(event: ReaderEvent): void {
    this.#flow.send(event);
  }

  /** The separate reader for phones is out of reach, though the host is there. */
  phoneReaderGone(): void {
    if (this.#context.phone !== null) this.#hints.add('phone_reader_missing');
  }

  /** Forgets everything about card and phone. */
  wipe(): void {
    this.card.wipe();
    this.phone.wipe();
  }

  /** The visit is over: says how it ended, to whoever watches and to the host. */
  over(): void {
    const { id } = this;
    const { outcome, reason } = this.ending;
    this.#parts.observe({ event: 'visitEnded', visit: id, outcome });
    this.#parts.host.visitEnded(id, { outcome, reason, hints: this.#hintsNow() });
  }

  get #context(): VisitContext {
    return this.snapshot.context;
  }

  /** What came right in the end, a face that matched or a phone that was read, leaves no word of what was before. */
  #hintsNow(): readonly VisitHint[] | null {
    const { method, card, phone } = this.#context;
    if (method === 'face') this.#hints.delete('face_not_confirmed');
    if (method === 'phone') this.#hints.delete('phone_reader_missing');
    if (card?.pinTries === 0) this.#hints.add('pin_locked');
    if (phone?.triesLeft === 0) this.#hints.add('phone_pin_locked');
    return this.#hints.size === 0 ? null : [...this.#hints];
  }

  #emitted(emitted: VisitEmitted): void {
    const { callStaff, observe, shown, tellGuidance } = this.#parts;
    switch (emitted.type) {
      case 'announce':
        tellGuidance({ type: 'announce', id: emitted.id, facts: shown.factsNow(this.#context) });
        return;
      case 'reply':
        tellGuidance({
          type: 'reply',
          id: emitted.id,
          ...(emitted.label === undefined ? {} : { params: { label: emitted.label } }),
        });
        return;
      case 'tone':
      case 'readAloud':
      case 'promptAgain':
      case 'voiceOff':
        tellGuidance(emitted);
        return;
      case 'shortForms':
        tellGuidance({ type: 'voiceOn', forms: 'short' });
        return;
      case 'staff':
        callStaff(emitted.why);
        return;
      case 'entry':
        observe({
          event: 'entry',
          of: emitted.of,
          result: emitted.result,
          triesLeft: emitted.triesLeft,
        });
        return;
      case 'cardRead':
        observe({ event: 'card', what: 'read' });
        return;
      case 'phoneRead':
        observe({ event: 'phone', what: 'read' });
        return;
      case 'phoneForgotten':
        this.phone.forget();
        return;
      case 'noPhoneReader':
        this.#hints.add('phone_reader_missing');
        return;
      case 'phoneNotUsable':
        observe({ event: 'phoneRefused', code: emitted.code });
        return;
      case 'cardNotRead':
      case 'cardNotTrusted':
        observe({ event: 'cardRefused', code: emitted.code });
        return;
      case 'face': {
        const hint = hintOfFace(emitted.verdict);
        if (hint !== null) this.#hints.add(hint);
        observe({ event: 'face', verdict: emitted.verdict });
      }
    }
  }
}
