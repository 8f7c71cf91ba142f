/**
 * The reader put together: machines beside each other, the ports they hear and the ports they move. It routes and
 * decides nothing: which screen follows is the machines', what is said is the guidance's.
 */

import { createActor } from 'xstate';
import type { Language } from '../../protocol/errors.ts';
import { visitId } from '../../protocol/ids.ts';
import { isDefault } from '../guidance/comfort.ts';
import { speakingNow } from '../guidance/context.ts';
import type { GuidanceEmitted, GuidanceEvent } from '../guidance/events.ts';
import { Guidance } from '../guidance/guidance.ts';
import type { ContactlessField, Hal, Unlisten } from '../hal.ts';
import { HostSession, type HostSettings, type ReaderIdentity } from '../host/host-session.ts';
import { PhoneReaderField } from '../host/phone-reader-field.ts';
import type { ObserveReader } from '../observed.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type ScreenId, screens } from '../screens/catalogue.ts';
import { isAnnouncementId } from '../screens/spoken.ts';
import { completeLanguages } from '../screens/texts.ts';
import type { CueId, ScreenView } from '../screens/vocabulary.ts';
import { ComfortAtRest } from './comfort-at-rest.ts';
import { bindPorts, recogniseCard, visitEffects } from './connect-effects.ts';
import { type DeskEvent, deskMachine } from './desk.ts';
import type { ReaderEvent } from './events.ts';
import { Keys } from './keys.ts';
import { type OverlayEvent, overlaysMachine } from './overlays.ts';
import { ShownScreen } from './shown-screen.ts';
import { screensByState } from './state-screens.ts';
import { TimeLimits } from './time-limits.ts';
import { visitMachine } from './visit.ts';
import { type VisitFlow, VisitInHand, type VisitParts, type VisitStatus } from './visit-in-hand.ts';

// Built once: a machine is some milliseconds to build, and the same for every reader.
const desk = deskMachine.provide({ actors: { visit: visitMachine.provide({ actors: visitEffects }) } });
const overlays = overlaysMachine.provide({ actors: { recogniseCard } });

const visitScreen = screensByState(visitMachine);
const deskScreen = screensByState(desk);
const overlayScreen = screensByState(overlays);

export interface ReaderStatus {
  readonly view: ScreenView | null;
  readonly language: Language;
  readonly hostUp: boolean;
  /** The visit under way, or the last. */
  readonly visit: VisitStatus | null;
}

/** What the visit hears of a card that does not come back. */
const afterCardLost = { key: 'choice.end', time: 'card.lost', other: 'card.other' } as const;

export class Reader {
  readonly #hal: Hal;
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
  readonly #visitParts: VisitParts;
  #visit: VisitInHand | null = null;
  #lastVisit: VisitStatus | null = null;
  #visits = 0;
  #waitingForHost: (() => void)[] = [];
  #started = false;
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
    this.#identity = identity;
    this.#observe = observe;
    this.#limits = new TimeLimits(hal.clock, profile, {
      warn: () => this.#overlays.send({ type: 'time.warning' }),
      over: () => this.#timeOver(),
      repeat: (screen) => this.#repeat(screen),
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
          if (this.#visit?.speaks !== true) this.#refresh();
        },
      },
    );
    const ports = {
      hal,
      host: this.#host,
      visit: () => this.#visitUnderWay(),
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
    this.#visitParts = {
      hal,
      field: this.#field,
      host: this.#host,
      shown: this.#shown,
      observe,
      tellGuidance,
      callStaff: (why) => this.#callStaff(why),
    };
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
    this.#visit?.wipe();
  }

  get status(): ReaderStatus {
    return {
      view: this.#shown.view,
      language: this.#guidance.context.comfort.language,
      hostUp: this.#host.up,
      visit: this.#visit?.status ?? this.#lastVisit,
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
    this.#desk.on('visitBegins', () => this.#visitBegins());
    this.#desk.on('visitOver', () => this.#visitOver());
    this.#desk.on('approached', () =>
      this.#guidance.send({ type: 'announce', id: 'announce.out_of_service' }),
    );
    this.#desk.on('voiceBegins', () => {
      this.#forgetComfort();
      this.#guidance.send({ type: 'voiceOn', forms: 'short' });
    });
    this.#desk.subscribe(() => this.#refresh());
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
      const visit = this.#visit;
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
      const neededCard = this.#visit?.needsCard === true;
      this.#toDesk({ type: 'card.removed' });
      this.#toVisit({ type: 'card.removed' });
      this.#toOverlay({ type: 'card.removed' });
      if (neededCard) this.#overlays.send({ type: 'card.gone' });
    });
  }

  /**
   * A card that is moved cuts what is spoken, as a key does. Where nothing else comes of it, what was cut is said again:
   * at once, or as soon as that is known of a card that is being read.
   */
  #cuttingSpeech(moved: () => void): void {
    this.#guidance.send({ type: 'cardMoved' });
    moved();
    if (!this.#shown.awaitsCard) this.#guidance.send({ type: 'cardSettled' });
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
    this.#guidance.send({ type: plugged ? 'earphonesIn' : 'earphonesOut' });
    // Somebody is there: as good as a key where the time is running out.
    this.#personActed();
    this.#overlays.send({ type: 'key.any' });
    this.#toFlow({ type: plugged ? 'earphones.in' : 'earphones.out' });
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

  #repeat(screen: ScreenId): void {
    const id = screens[screen].repeats;
    if (id === undefined || !isAnnouncementId(id)) return;
    if (id === 'announce.card_left') this.#guidance.send({ type: 'tone', tone: 'warning' });
    this.#guidance.send(screen === this.#shown.id ? { type: 'announce', id } : { type: 'announceLast', id });
  }

  #waitForSpeech(): void {
    const { context } = this.#guidance;
    const speaking = speakingNow(context);
    this.#limits.speech(
      speaking === 'first' || (speaking !== null && context.playing?.speech.kind === 'cue'),
    );
  }

  // ── the visit ───────────────────────────────────────────────────────────────────────────────────────

  /** The desk says so before the machine of the visit starts: from its first step on the visit is there. */
  #visitBegins(): void {
    const flow = this.#desk.getSnapshot().children['visit'] as VisitFlow;
    this.#visits += 1;
    const id = visitId(this.#identity.serial, this.#identity.boot, this.#visits);
    this.#visit = new VisitInHand(id, flow, this.#visitParts);
    this.#visit.begin();
    flow.subscribe(({ value }) => {
      this.#uncoverOutcome(visitScreen(value).screen);
      this.#refresh();
    });
  }

  /** @param screen of the flow, which may just have come to it */
  #uncoverOutcome(screen: ScreenId | null): void {
    if (screen === null || screen === this.#shown.beneath) return;
    if (screens[screen].outcome === true) this.#toOverlay({ type: 'outcome' });
  }

  #visitUnderWay(): VisitInHand {
    if (this.#visit === null) throw new Error('an effect ran while no visit was under way');
    return this.#visit;
  }

  #visitOver(): void {
    const visit = this.#visit;
    if (visit === null) return;
    this.#lastVisit = { id: visit.id, outcome: visit.ending.outcome };
    this.#visit = null;
    this.#shown.visitOver();
    visit.wipe();
    this.#phoneReader?.visitOver();
    this.#hal.keys.closeEntry();
    visit.over();
    this.#toOverlay({ type: 'uncover' });
    this.#comfortIsTheirs = true;
  }

  #phoneReaderReachable(there: boolean): void {
    // Without its host the reader has no phone reader either, but then it is not the phone reader that is to be seen to.
    if (!there && this.#host.up) this.#visit?.phoneReaderGone();
    this.#phoneReader?.reachable(there);
  }

  #callStaff(why: 'asked' | 'identity' | 'card_left' | 'problem' | 'refused'): void {
    this.#observe({ event: 'staffCalled', why });
    this.#host.staffCalled(why);
  }

  #toDesk(event: DeskEvent): void {
    if (this.#started) this.#desk.send(event);
  }

  #toVisit(event: ReaderEvent): void {
    this.#visit?.send(event);
  }

  /** To what lies above the flow, if anything does. */
  #toOverlay(event: OverlayEvent): void {
    if (this.#overlays.getSnapshot().value !== 'clear') this.#overlays.send(event);
  }

  /** To whichever machine owns the screen beneath the overlays. */
  #toFlow(event: ReaderEvent): void {
    if (this.#visit !== null) this.#visit.send(event);
    else this.#toDesk(event as DeskEvent);
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
        // Cut by a key it is that key's to say what follows: another screen, or the prompt again.
        if (screens[emitted.screen].goesOnWhenHeard === true && emitted.heard) {
          this.#toVisit({ type: 'speech.ended' });
        }
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

  /** What the person who was here has set. */
  #forgetComfort(): void {
    if (!this.#comfortIsTheirs) return;
    this.#comfortIsTheirs = false;
    this.#guidance.send({ type: 'visitEnded' });
  }

  #refresh(): void {
    if (!this.#started) return;
    // The farewell is said to the person who was here, in their language and at their speed.
    if (this.#desk.getSnapshot().value !== 'farewell') this.#forgetComfort();
    const visit = this.#visit?.snapshot;
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
