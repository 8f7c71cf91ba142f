/**
 * The reader put together: machines beside each other, the ports they hear and the ports they move. It routes and
 * decides nothing: which screen follows is the machines', what is said is the guidance's.
 */

import { type ActorRefFrom, createActor } from 'xstate';
import type { Language } from '../../protocol/errors.ts';
import { type VisitId, visitId } from '../../protocol/ids.ts';
import type { VisitHint, VisitOutcome } from '../../protocol/messages.ts';
import { CardInUse } from '../credential/card-in-use.ts';
import { hintOfFace } from '../credential/face-decision.ts';
import { isDefault } from '../guidance/comfort.ts';
import { speakingNow } from '../guidance/context.ts';
import type { GuidanceEmitted, GuidanceEvent } from '../guidance/events.ts';
import { Guidance } from '../guidance/guidance.ts';
import type { ContactlessField, Hal, Unlisten } from '../hal.ts';
import { HostSession, type HostSettings, type ReaderIdentity } from '../host/host-session.ts';
import { PhoneReaderField } from '../host/phone-reader-field.ts';
import type { ObserveReader } from '../observed.ts';
import type { ReaderProfile } from '../profiles.ts';
import { screens } from '../screens/catalogue.ts';
import { isAnnouncementId } from '../screens/spoken.ts';
import { completeLanguages } from '../screens/texts.ts';
import type { CueId, ScreenView } from '../screens/vocabulary.ts';
import { ComfortAtRest } from './comfort-at-rest.ts';
import { bindPorts, recogniseCard, type VisitInHand, visitEffects } from './connect-effects.ts';
import { type DeskEvent, deskMachine } from './desk.ts';
import { Keys } from './keys.ts';
import { type OverlayEvent, overlaysMachine } from './overlays.ts';
import { PhoneOfVisit } from './phone-of-visit.ts';
import { ShownScreen } from './shown-screen.ts';
import { screensByState } from './state-screens.ts';
import { TimeLimits } from './time-limits.ts';
import { needsCard, visitMachine } from './visit.ts';
import type { VisitContext, VisitEmitted } from './visit-setup.ts';

// Built once: a machine is some milliseconds to build, and the same for every reader.
const desk = deskMachine.provide({ actors: { visit: visitMachine.provide({ actors: visitEffects }) } });
const overlays = overlaysMachine.provide({ actors: { recogniseCard } });

const visitScreen = screensByState(visitMachine);
const deskScreen = screensByState(desk);
const overlayScreen = screensByState(overlays);

type VisitRef = ActorRefFrom<typeof visitMachine>;

export interface ReaderStatus {
  readonly view: ScreenView | null;
  readonly language: Language;
  readonly hostUp: boolean;
  readonly visit: { readonly id: VisitId; readonly outcome: VisitOutcome | null } | null;
}

/** What the visit hears of a card that does not come back. */
const afterCardLost = { key: 'choice.end', time: 'card.lost', other: 'card.other' } as const;

export class Reader {
  readonly #hal: Hal;
  readonly #profile: ReaderProfile;
  readonly #identity: ReaderIdentity;
  readonly #observe: ObserveReader;
  readonly #host: HostSession;
  /** null: the unit reads phones itself, or has no certificate to show to a phone reader's driver. */
  readonly #phoneReader: PhoneReaderField | null;
  /** Where phones are held. */
  readonly #field: ContactlessField;
  readonly #desk;
  readonly #overlays = createActor(overlays);
  readonly #guidance: Guidance;
  readonly #limits: TimeLimits;
  readonly #shown: ShownScreen;
  readonly #keys: Keys;
  readonly #comfortAtRest: ComfortAtRest;
  readonly #unlisten: Unlisten[] = [];
  #visitRef: VisitRef | null = null;
  #inHand: VisitInHand | null = null;
  /** What came about in the visit that the desk had better know. */
  readonly #hints = new Set<VisitHint>();
  #lastVisit: { readonly id: VisitId; readonly outcome: VisitOutcome | null } | null = null;
  #visits = 0;
  #waitingForHost: (() => void)[] = [];
  #started = false;
  /** The visit tells what its step has brought; the screen that follows is drawn when the step is done. */
  #visitSpeaks = false;
  /** Language, volume, speed and voice mode are still those of the visit that has just ended. */
  #comfortIsTheirs = false;

  constructor(
    hal: Hal,
    profile: ReaderProfile,
    identity: ReaderIdentity,
    observe: ObserveReader,
    restLanguage: Language = 'ja',
  ) {
    this.#hal = hal;
    this.#profile = profile;
    this.#identity = identity;
    this.#observe = observe;
    this.#limits = new TimeLimits(hal.clock, profile, {
      warn: () => this.#overlays.send({ type: 'time.warning' }),
      over: () => this.#timeOver(),
      repeat: () => this.#repeat(),
      workingTone: () => this.#guidance.send({ type: 'tone', tone: 'working' }),
    });
    this.#host = new HostSession(
      hal,
      identity,
      {
        hostUp: (settings) => this.#hostUp(settings),
        hostDown: () => this.#toDesk({ type: 'host.away' }),
        settingsChanged: (settings) => this.#toDesk({ type: 'settings.changed', settings }),
        restartAsked: () => hal.restart(),
        phoneReaderReachable: (there) => this.#phoneReaderReachable(there),
        fromPhoneReader: (packet) => this.#phoneReader?.received(packet),
      },
      observe,
    );
    this.#phoneReader =
      profile.phones === 'unit' || hal.channel === null
        ? null
        : new PhoneReaderField(hal.clock, hal.channel, (packet) => this.#host.toPhoneReader(packet));
    this.#field = this.#phoneReader ?? hal.field;
    this.#desk = createActor(desk, { clock: hal.clock, input: { profile, cardIn: hal.card.occupied } });
    this.#guidance = new Guidance(
      hal.clock,
      { profile, language: restLanguage, earphones: hal.speaker.earphones },
      {
        emitted: (emitted) => this.#sound(emitted),
        settled: () => {
          this.#waitForSpeech();
          // In the middle of a step of the visit the screen waits: first its outcome and replies are said, then its prompt.
          if (!this.#visitSpeaks) this.#refresh();
        },
      },
    );
    const ports = {
      hal,
      host: this.#host,
      visit: () => this.#visitInHand(),
      thresholds: profile.face,
      onCue: (cue: CueId | null) => this.#cueChanged(cue),
      onChallenge: (state: 'asked' | 'given') => this.#toVisit({ type: `challenge.${state}` }),
      hostUp: (signal: AbortSignal) => this.#untilHostUp(signal),
      phoneReaderThere: () => this.#phoneReader !== null && this.#host.phoneReaderThere,
    };
    bindPorts(this.#desk.system, ports);
    bindPorts(this.#overlays.system, ports);
    const tellGuidance = (event: GuidanceEvent): void => this.#guidance.send(event);
    this.#shown = new ShownScreen({ hal, profile, limits: this.#limits, tellGuidance, observe });
    this.#keys = new Keys({
      profile,
      shown: this.#shown,
      observe,
      tellGuidance,
      toOverlays: (event) => this.#overlays.send(event),
      toFlow: (event) => this.#toFlow(event),
      callStaff: () => this.#callStaff('asked'),
    });
    this.#comfortAtRest = new ComfortAtRest(hal.clock, () => this.#guidance.send({ type: 'visitEnded' }));
    this.#listen();
  }

  start(): void {
    this.#observe({ event: 'restarted', boot: this.#identity.boot });
    this.#overlays.start();
    this.#desk.start();
    this.#started = true;
    this.#refresh();
  }

  /** Ends without a word, as a power cut would. */
  stop(): void {
    this.#started = false;
    for (const unlisten of this.#unlisten) unlisten();
    this.#limits.stop();
    this.#comfortAtRest.stop();
    this.#host.stop();
    this.#desk.stop();
    this.#overlays.stop();
    this.#guidance.stop();
    this.#inHand?.card.wipe();
    this.#inHand?.phone.wipe();
  }

  get status(): ReaderStatus {
    return {
      view: this.#shown.view,
      language: this.#guidance.context.comfort.language,
      hostUp: this.#host.up,
      visit:
        this.#inHand === null
          ? this.#lastVisit
          : { id: this.#inHand.id, outcome: this.#visitContext()?.ending?.outcome ?? null },
    };
  }

  // ── ports in ────────────────────────────────────────────────────────────────────────────────────────

  #listen(): void {
    const { card, keys, speaker } = this.#hal;
    this.#unlisten.push(
      card.listen((event) => (event === 'placed' ? this.#cardPlaced() : this.#cardRemoved())),
      this.#field.listen((event) => {
        if (event !== 'disturbed') this.#phoneMoved(event);
      }),
      keys.listen((event) => {
        this.#personActed();
        const before = this.#guidance.context.comfort.voice;
        this.#keys.pressed(event);
        // Voice mode that this key has begun gives its time at once.
        if (this.#guidance.context.comfort.voice !== before) this.#personActed();
        this.#refresh();
      }),
      speaker.listen((event) => this.#earphones(event === 'earphonesIn')),
    );
    this.#desk.on('visitOver', () => this.#visitOver());
    this.#desk.on('approached', () =>
      this.#guidance.send({ type: 'announce', id: 'announce.out_of_service' }),
    );
    this.#desk.subscribe((snapshot) => {
      const visit = snapshot.children['visit'] as VisitRef | undefined;
      if (visit !== undefined && visit !== this.#visitRef) this.#follow(visit);
      // The farewell is said to the person who was here, in their language and at their speed.
      if (this.#comfortIsTheirs && snapshot.value !== 'farewell') {
        this.#comfortIsTheirs = false;
        this.#guidance.send({ type: 'visitEnded' });
      }
      this.#refresh();
    });
    this.#overlays.on('ended', () => this.#toVisit({ type: 'choice.end' }));
    this.#overlays.on('timeOver', () => this.#toFlow({ type: 'time.over' }));
    this.#overlays.on('extended', () => {
      this.#guidance.send({ type: 'reply', id: 'reply.extended' });
    });
    this.#overlays.on('cardBack', () => {
      this.#guidance.send({ type: 'announce', id: 'announce.card_back' });
      this.#toVisit({ type: 'card.back' });
    });
    this.#overlays.on('cardLost', ({ because }) => {
      this.#toVisit({ type: afterCardLost[because] });
    });
    this.#overlays.on('languageChosen', ({ place }) => {
      const language = completeLanguages[place];
      if (language !== undefined) this.#guidance.send({ type: 'languageChosen', language });
    });
    this.#overlays.subscribe(() => this.#refresh());
  }

  #hostUp(settings: HostSettings): void {
    const waiting = this.#waitingForHost;
    this.#waitingForHost = [];
    for (const resume of waiting) resume();
    this.#toDesk({ type: 'host.up', settings });
    this.#toVisit({ type: 'host.up' });
  }

  #untilHostUp(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        this.#waitingForHost = this.#waitingForHost.filter((other) => other !== over);
        signal.removeEventListener('abort', over);
        resolve();
      };
      this.#waitingForHost.push(over);
      signal.addEventListener('abort', over);
    });
  }

  #cardPlaced(): void {
    this.#observe({ event: 'card', what: 'placed' });
    this.#cuttingSpeech(() => {
      const visit = this.#visitRef;
      this.#personActed();
      this.#toDesk({ type: 'card.placed' });
      // A visit that this very card has begun knows of it already.
      if (visit !== null) this.#toVisit({ type: 'card.placed' });
      this.#toOverlay({ type: 'card.placed' });
    });
  }

  #cardRemoved(): void {
    this.#observe({ event: 'card', what: 'removed' });
    this.#cuttingSpeech(() => {
      const state = this.#visitState();
      const before = this.#visitContext();
      this.#toDesk({ type: 'card.removed' });
      this.#toVisit({ type: 'card.removed' });
      this.#toOverlay({ type: 'card.removed' });
      if (state !== null && before !== null && needsCard(state, before))
        this.#overlays.send({ type: 'card.gone' });
    });
  }

  /** A card that is moved cuts what is spoken, as a key does. Where nothing else comes of it, what was cut is said again. */
  #cuttingSpeech(moved: () => void): void {
    const cuts = speakingNow(this.#guidance.context) !== null;
    const screen = this.#shown.id;
    this.#guidance.send({ type: 'keyPressed' });
    moved();
    const isSilent = speakingNow(this.#guidance.context) === null;
    if (cuts && isSilent && this.#shown.id === screen) this.#guidance.send({ type: 'repeat' });
  }

  #phoneMoved(what: 'arrived' | 'left'): void {
    this.#observe({ event: 'phone', what });
    // Somebody is there: as good as a key where the time is running out.
    this.#personActed();
    this.#overlays.send({ type: 'key.any' });
    this.#refresh();
  }

  #earphones(plugged: boolean): void {
    this.#observe({ event: 'earphones', in: plugged });
    const beginsVoice = plugged && this.#visitRef === null && this.#profile.voiceMode;
    if (beginsVoice) this.#guidance.send({ type: 'voiceOn', forms: 'short' });
    this.#guidance.send({ type: plugged ? 'earphonesIn' : 'earphonesOut' });
    // Somebody is there: as good as a key where the time is running out.
    this.#personActed();
    this.#overlays.send({ type: 'key.any' });
    if (plugged) this.#toDesk({ type: 'earphones.in' });
    this.#refresh();
  }

  #cueChanged(cue: CueId | null): void {
    this.#shown.cue = cue;
    this.#observe({ event: 'cue', cue });
    this.#guidance.send({ type: 'cue', cue });
    this.#toVisit({ type: 'camera.cue', cue });
  }

  // ── time ────────────────────────────────────────────────────────────────────────────────────────────

  #personActed(): void {
    this.#limits.restart(this.#guidance.context.comfort.voice !== 'off');
    this.#comfortAtRest.acted();
  }

  #timeOver(): void {
    if (this.#shown.covered) this.#overlays.send({ type: 'time.over' });
    else this.#toFlow({ type: 'time.over' });
  }

  #repeat(): void {
    const id = this.#shown.id === null ? undefined : screens[this.#shown.id].repeats;
    if (id === undefined || !isAnnouncementId(id)) return;
    if (id === 'announce.card_left') this.#guidance.send({ type: 'tone', tone: 'warning' });
    this.#guidance.send({ type: 'announce', id });
  }

  #waitForSpeech(): void {
    const { context } = this.#guidance;
    const speaking = speakingNow(context);
    this.#limits.speech(
      speaking === 'first' || (speaking !== null && context.playing?.speech.kind === 'cue'),
    );
  }

  // ── the visit ───────────────────────────────────────────────────────────────────────────────────────

  #follow(visit: VisitRef): void {
    this.#visitRef = visit;
    this.#visitInHand();
    visit.on('*', (emitted) => {
      this.#visitSpeaks = true;
      this.#emitted(emitted);
      this.#visitSpeaks = false;
    });
    visit.subscribe(() => this.#refresh());
  }

  /** Begun the first time it is asked for: an effect may ask before anybody hears that a visit stands. */
  #visitInHand(): VisitInHand {
    if (this.#inHand !== null) return this.#inHand;
    const { host } = this.#desk.getSnapshot().context;
    if (host === null) throw new Error('a visit began before the host was greeted');
    this.#visits += 1;
    const id = visitId(this.#identity.serial, this.#identity.boot, this.#visits);
    this.#hints.clear();
    this.#inHand = {
      id,
      settings: host.facility,
      card: new CardInUse(this.#hal),
      phone: new PhoneOfVisit({ ...this.#hal, field: this.#field }),
    };
    this.#observe({ event: 'visitBegan', visit: id });
    this.#host.visitBegan(id);
    return this.#inHand;
  }

  #visitOver(): void {
    const visit = this.#inHand;
    if (visit === null) return;
    const context = this.#visitContext();
    const { outcome, reason } = context?.ending ?? ({ outcome: 'cancelled', reason: 'not_begun' } as const);
    const hints = this.#hintsNow(context);
    this.#lastVisit = { id: visit.id, outcome };
    this.#inHand = null;
    this.#visitRef = null;
    this.#shown.visitOver();
    visit.card.wipe();
    visit.phone.wipe();
    this.#phoneReader?.visitOver();
    this.#hal.keys.closeEntry();
    this.#observe({ event: 'visitEnded', visit: visit.id, outcome });
    this.#host.visitEnded(visit.id, { outcome, reason, hints });
    this.#toOverlay({ type: 'uncover' });
    this.#comfortIsTheirs = true;
  }

  /** What came right in the end, a face that matched or a phone that was read, leaves no word of what was before. */
  #hintsNow(context: VisitContext | null): readonly VisitHint[] | null {
    if (context?.method === 'face') this.#hints.delete('face_not_confirmed');
    if (context?.method === 'phone') this.#hints.delete('phone_reader_missing');
    if (context?.card?.pinTries === 0) this.#hints.add('pin_locked');
    if (context?.phone?.triesLeft === 0) this.#hints.add('phone_pin_locked');
    return this.#hints.size === 0 ? null : [...this.#hints];
  }

  #emitted(emitted: VisitEmitted): void {
    switch (emitted.type) {
      case 'announce':
        this.#guidance.send({
          type: 'announce',
          id: emitted.id,
          facts: this.#shown.factsNow(this.#visitContext()),
        });
        return;
      case 'reply':
        this.#guidance.send({
          type: 'reply',
          id: emitted.id,
          ...(emitted.label === undefined ? {} : { params: { label: emitted.label } }),
        });
        return;
      case 'tone':
        this.#guidance.send(emitted);
        return;
      case 'readAloud':
      case 'promptAgain':
        this.#guidance.send(emitted);
        return;
      case 'shortForms':
        this.#guidance.send({ type: 'voiceOn', forms: 'short' });
        return;
      case 'voiceOff':
        this.#guidance.send(emitted);
        return;
      case 'staff':
        this.#callStaff(emitted.why);
        return;
      case 'entry':
        this.#observe({
          event: 'entry',
          of: emitted.of,
          result: emitted.result,
          triesLeft: emitted.triesLeft,
        });
        return;
      case 'cardRead':
        this.#observe({ event: 'card', what: 'read' });
        return;
      case 'phoneRead':
        this.#observe({ event: 'phone', what: 'read' });
        return;
      case 'phoneForgotten':
        this.#inHand?.phone.forget();
        return;
      case 'noPhoneReader':
        this.#hints.add('phone_reader_missing');
        return;
      case 'phoneNotUsable':
        this.#observe({ event: 'phoneRefused', code: emitted.code });
        return;
      case 'cardNotRead':
      case 'cardNotTrusted':
        this.#observe({ event: 'cardRefused', code: emitted.code });
        return;
      case 'face': {
        const hint = hintOfFace(emitted.verdict);
        if (hint !== null) this.#hints.add(hint);
        this.#observe({ event: 'face', verdict: emitted.verdict });
      }
    }
  }

  #phoneReaderReachable(there: boolean): void {
    // Without its host the reader has no phone reader either, but then it is not the phone reader that is to be seen to.
    const context = this.#visitContext();
    if (!there && this.#host.up && context?.phone != null) this.#hints.add('phone_reader_missing');
    this.#phoneReader?.reachable(there);
  }

  #callStaff(why: 'asked' | 'identity' | 'card_left' | 'problem' | 'refused'): void {
    this.#observe({ event: 'staffCalled', why });
    this.#host.staffCalled(why);
  }

  #toDesk(event: DeskEvent): void {
    if (this.#started) this.#desk.send(event);
  }

  #toVisit(event: Parameters<VisitRef['send']>[0]): void {
    this.#visitRef?.send(event);
  }

  /** To what lies above the flow, if anything does. */
  #toOverlay(event: OverlayEvent): void {
    if (this.#overlays.getSnapshot().value !== 'clear') this.#overlays.send(event);
  }

  /** To whichever machine owns the screen beneath the overlays. */
  #toFlow(event: Parameters<VisitRef['send']>[0]): void {
    if (this.#visitRef !== null) this.#visitRef.send(event);
    else this.#toDesk(event as DeskEvent);
  }

  #visitContext(): VisitContext | null {
    return this.#visitRef?.getSnapshot().context ?? null;
  }

  #visitState(): string | null {
    const value = this.#visitRef?.getSnapshot().value;
    if (value === undefined) return null;
    return typeof value === 'string' ? value : (Object.keys(value)[0] ?? null);
  }

  // ── what is shown and heard ─────────────────────────────────────────────────────────────────────────

  #sound(emitted: GuidanceEmitted): void {
    switch (emitted.type) {
      case 'play':
        this.#hal.speaker.play(emitted.utterance);
        this.#spoken('started', emitted.utterance);
        return;
      case 'stop':
        this.#hal.speaker.stop();
        this.#spoken('cut', emitted.utterance);
        return;
      case 'ended':
        this.#spoken('ended', emitted.utterance);
        return;
      case 'firstPromptEnded':
        // Cut by a key it is that key's to say what follows.
        if (emitted.screen === 'welcome' && emitted.heard) this.#toVisit({ type: 'speech.ended' });
        return;
      case 'tone':
        this.#hal.speaker.tone(emitted.tone);
        this.#observe({ event: 'tone', tone: emitted.tone });
    }
  }

  #spoken(phase: 'started' | 'ended' | 'cut', utterance: Parameters<Hal['speaker']['play']>[0]): void {
    const { id, kind, channel, language, params } = utterance;
    this.#observe({
      event: 'utterance',
      phase,
      id,
      kind,
      channel,
      language,
      private: utterance.private,
      params,
    });
  }

  #refresh(): void {
    if (!this.#started) return;
    const visit = this.#visitRef?.getSnapshot();
    // It has just ended; the desk is about to hear of it.
    if (visit !== undefined && visit.status !== 'active') return;
    this.#shown.refresh(
      visit === undefined ? deskScreen(this.#desk.getSnapshot().value) : visitScreen(visit.value),
      overlayScreen(this.#overlays.getSnapshot().value),
      visit?.context ?? null,
      this.#guidance.context.comfort,
    );
    const { comfort, language } = this.#guidance.context;
    // A screen above the one at rest has a time limit of its own, and a voice that has begun there lasts as long.
    const atRest = visit === undefined && !this.#shown.covered;
    this.#comfortAtRest.watch(atRest && !this.#comfortIsTheirs && !isDefault(comfort, language));
  }
}
