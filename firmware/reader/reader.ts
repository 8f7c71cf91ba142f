/**
 * The reader put together: machines beside each other, the ports they hear and the ports they move. It routes and
 * decides nothing: which screen follows is the machines', what is said is the guidance's.
 */

import { type ActorRefFrom, type AnyStateNode, createActor, type StateValue } from 'xstate';
import type { Language } from '../../protocol/errors.ts';
import { type VisitId, visitId } from '../../protocol/ids.ts';
import type { VisitOutcome } from '../../protocol/messages.ts';
import { CardInUse } from '../credential/card-in-use.ts';
import { guidanceMachine, speakingNow } from '../guidance/machine.ts';
import type { Hal, KeyEvent, Unlisten } from '../hal.ts';
import { HostSession, type HostSettings, type ReaderIdentity } from '../host/host-session.ts';
import type { ObserveReader } from '../observed.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type ChoiceId, type ScreenId, screens } from '../screens/catalogue.ts';
import type { Facts } from '../screens/facts.ts';
import { isAnnouncementId, type ReplyId } from '../screens/spoken.ts';
import { completeLanguages } from '../screens/texts.ts';
import { composeView } from '../screens/view.ts';
import type { CueId, Key, ScreenView } from '../screens/vocabulary.ts';
import { bindPorts, recogniseCard, type VisitInHand, visitEffects } from './connect-effects.ts';
import { type DeskEvent, deskMachine } from './desk.ts';
import { factsOfVisit } from './facts-of-visit.ts';
import { keyMeaning } from './key-meaning.ts';
import { overlaysMachine } from './overlays.ts';
import { TimeLimits } from './time-limits.ts';
import { needsCard, visitMachine } from './visit.ts';
import type { StateScreen, VisitContext, VisitEmitted } from './visit-setup.ts';

// Built once: a machine is some milliseconds to build, and the same for every reader.
const desk = deskMachine.provide({ actors: { visit: visitMachine.provide({ actors: visitEffects }) } });
const overlays = overlaysMachine.provide({ actors: { recogniseCard } });

const nothing: StateScreen = { screen: null };
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

interface Shown {
  readonly screen: ScreenId;
  readonly variant: string | null;
}

/** The screen that each state of a machine shows, by the state's path: looked up at every step, so made once. */
function screensByState(machine: { readonly root: AnyStateNode }): (value: StateValue) => StateScreen {
  const screens = new Map<string, StateScreen>();
  const visit = (node: AnyStateNode, inherited: StateScreen): void => {
    const own = (node.meta as StateScreen | undefined) ?? inherited;
    screens.set(node.path.join('.'), own);
    for (const child of Object.values(node.states)) visit(child, own);
  };
  visit(machine.root, nothing);
  return (value) => screens.get(pathOf(value)) ?? nothing;
}

function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  for (const state in value) {
    const inner = value[state];
    return inner === undefined ? state : `${state}.${pathOf(inner)}`;
  }
  return '';
}

/** What the visit hears of a card that does not come back. */
const afterCardLost = { key: 'choice.end', time: 'card.lost', other: 'card.other' } as const;

export class Reader {
  readonly #hal: Hal;
  readonly #profile: ReaderProfile;
  readonly #identity: ReaderIdentity;
  readonly #observe: ObserveReader;
  readonly #host: HostSession;
  readonly #desk;
  readonly #overlays = createActor(overlays);
  readonly #guidance;
  readonly #limits: TimeLimits;
  readonly #unlisten: Unlisten[] = [];
  #visitRef: VisitRef | null = null;
  #inHand: VisitInHand | null = null;
  #lastVisit: { readonly id: VisitId; readonly outcome: VisitOutcome | null } | null = null;
  #visits = 0;
  #below: Shown = { screen: 'out_of_service', variant: null };
  #shown: (Shown & { readonly language: Language; readonly covered: boolean }) | null = null;
  #view: ScreenView | null = null;
  #facts: Facts;
  #digits = 0;
  #cue: CueId | null = null;
  #waitingForHost: (() => void)[] = [];
  #started = false;
  #seen: readonly unknown[] = [];

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
      },
      observe,
    );
    this.#desk = createActor(desk, { clock: hal.clock, input: { profile, cardIn: hal.card.occupied } });
    this.#guidance = createActor(guidanceMachine, {
      clock: hal.clock,
      input: { profile, language: restLanguage, earphones: hal.speaker.earphones },
    });
    const ports = {
      hal,
      host: this.#host,
      visit: () => this.#visitInHand(),
      onCue: (cue: CueId | null) => this.#cueChanged(cue),
      hostUp: (signal: AbortSignal) => this.#untilHostUp(signal),
    };
    bindPorts(this.#desk.system, ports);
    bindPorts(this.#overlays.system, ports);
    this.#facts = this.#factsNow();
    this.#listen();
  }

  start(): void {
    this.#observe({ event: 'restarted', boot: this.#identity.boot });
    this.#guidance.start();
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
    this.#host.stop();
    this.#desk.stop();
    this.#overlays.stop();
    this.#guidance.stop();
    this.#inHand?.card.wipe();
  }

  get status(): ReaderStatus {
    return {
      view: this.#view,
      language: this.#guidance.getSnapshot().context.comfort.language,
      hostUp: this.#host.up,
      visit:
        this.#inHand === null
          ? this.#lastVisit
          : { id: this.#inHand.id, outcome: this.#visitContext()?.outcome ?? null },
    };
  }

  // ── ports in ────────────────────────────────────────────────────────────────────────────────────────

  #listen(): void {
    const { card, keys, speaker } = this.#hal;
    this.#unlisten.push(
      card.listen((event) => (event === 'placed' ? this.#cardPlaced() : this.#cardRemoved())),
      keys.listen((event) => this.#keyEvent(event)),
      speaker.listen((event) => this.#earphones(event === 'earphonesIn')),
    );
    this.#desk.on('visitOver', () => this.#visitOver());
    this.#desk.on('approached', () =>
      this.#guidance.send({ type: 'announce', id: 'announce.out_of_service' }),
    );
    this.#desk.subscribe((snapshot) => {
      const visit = snapshot.children['visit'] as VisitRef | undefined;
      if (visit !== undefined && visit !== this.#visitRef) this.#follow(visit);
      this.#refresh();
    });
    this.#overlays.on('ended', () => this.#toVisit({ type: 'choice.end' }));
    this.#overlays.on('timeOver', () => this.#toFlow({ type: 'time.over' }));
    this.#overlays.on('extended', () => {
      this.#limits.extended();
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
    this.#guidance.on('play', ({ utterance }) => {
      this.#hal.speaker.play(utterance);
      this.#spoken('started', utterance);
    });
    this.#guidance.on('stop', ({ utterance }) => {
      this.#hal.speaker.stop();
      this.#spoken('cut', utterance);
    });
    this.#guidance.on('ended', ({ utterance }) => this.#spoken('ended', utterance));
    this.#guidance.on('firstPromptEnded', ({ screen, heard }) => {
      // Cut by a key it is that key's to say what follows.
      if (screen === 'welcome' && heard) this.#toVisit({ type: 'speech.ended' });
    });
    this.#guidance.on('tone', ({ tone }) => {
      this.#hal.speaker.tone(tone);
      this.#observe({ event: 'tone', tone });
    });
    this.#guidance.subscribe(() => {
      this.#waitForSpeech();
      this.#refresh();
    });
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
    const visit = this.#visitRef;
    this.#personActed();
    this.#toDesk({ type: 'card.placed' });
    // A visit that this very card has begun knows of it already.
    if (visit !== null) this.#toVisit({ type: 'card.placed' });
    this.#overlays.send({ type: 'card.placed' });
  }

  #cardRemoved(): void {
    this.#observe({ event: 'card', what: 'removed' });
    const state = this.#visitState();
    this.#toDesk({ type: 'card.removed' });
    this.#toVisit({ type: 'card.removed' });
    this.#overlays.send({ type: 'card.removed' });
    if (state !== null && needsCard.has(state)) this.#overlays.send({ type: 'card.gone' });
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
    this.#cue = cue;
    this.#observe({ event: 'cue', cue });
    this.#guidance.send({ type: 'cue', cue });
    this.#toVisit({ type: 'camera.cue', cue });
  }

  // ── keys ────────────────────────────────────────────────────────────────────────────────────────────

  #keyEvent(event: KeyEvent): void {
    if (event.type === 'key') this.#key(event.key, event.via);
    else this.#entryEvent(event);
    this.#refresh();
  }

  #key(key: Key, via: 'keypad' | 'touch'): void {
    this.#observe({ event: 'key', key, via });
    const shown = this.#shown;
    if (shown === null) return;
    this.#personActed();
    const meaning = keyMeaning(key, shown.screen, this.#profile, this.#facts);
    switch (meaning.kind) {
      case 'any':
        this.#guidance.send({ type: 'keyPressed' });
        this.#overlays.send({ type: 'key.any' });
        return;
      case 'language':
        this.#guidance.send({ type: 'keyPressed' });
        this.#overlays.send({ type: 'choice.language', place: meaning.place });
        return;
      case 'choice':
        this.#guidance.send({ type: 'keyPressed' });
        this.#choose(meaning.choice, shown);
        return;
      case 'reply':
        this.#guidance.send({ type: 'keyPressed' });
        this.#reply(meaning.reply);
        return;
      case 'announce':
        this.#guidance.send({ type: 'keyPressed' });
        this.#guidance.send({ type: 'announce', id: meaning.announcement });
        return;
      case 'comfort':
        this.#guidance.send({ type: meaning.comfort });
        return;
      case 'nothing':
        return;
    }
  }

  #choose(choice: ChoiceId, shown: Shown & { readonly covered: boolean }): void {
    switch (choice) {
      case 'staff':
        this.#overlays.send({ type: 'staff.asked' });
        this.#callStaff('asked');
        return;
      case 'language':
        this.#overlays.send({ type: 'language.asked' });
        return;
      case 'voice':
        this.#guidance.send({ type: 'voiceOn', forms: 'first' });
        break;
      default:
    }
    if (!shown.covered) this.#toFlow({ type: `choice.${choice}` });
    else if (choice === 'back' || choice === 'end') this.#overlays.send({ type: `choice.${choice}` });
  }

  #entryEvent(event: Exclude<KeyEvent, { readonly type: 'key' }>): void {
    this.#personActed();
    const field = this.#shown === null ? undefined : screens[this.#shown.screen].digits;
    if (field === undefined) return;
    const isPin = field.max === 4;
    switch (event.type) {
      case 'digitEntered': {
        const full = event.count === field.max && this.#digits < field.max;
        this.#digits = event.count;
        this.#guidance.send({ type: 'digitEntered' });
        if (full) this.#reply(isPin ? 'reply.pin_full' : 'reply.password_full');
        return;
      }
      case 'cleared':
        this.#digits = 0;
        this.#guidance.send({ type: 'keyPressed' });
        this.#reply('reply.cleared');
        return;
      case 'entryShort':
        this.#guidance.send({ type: 'keyPressed' });
        this.#guidance.send({
          type: 'reply',
          id: isPin ? 'reply.pin_count' : 'reply.password_count',
          params: { digits: event.count },
        });
        return;
      case 'entryComplete':
        this.#digits = 0;
        this.#guidance.send({ type: 'keyPressed' });
        this.#toVisit({ type: 'entry.complete' });
    }
  }

  #reply(id: ReplyId, label?: ChoiceId): void {
    this.#guidance.send(
      label === undefined ? { type: 'reply', id } : { type: 'reply', id, params: { label } },
    );
  }

  #personActed(): void {
    this.#limits.restart(this.#guidance.getSnapshot().context.comfort.voice !== 'off');
  }

  // ── time ────────────────────────────────────────────────────────────────────────────────────────────

  #timeOver(): void {
    if (this.#shown?.covered === true) this.#overlays.send({ type: 'time.over' });
    else this.#toFlow({ type: 'time.over' });
  }

  #repeat(): void {
    const id = this.#shown === null ? undefined : screens[this.#shown.screen].repeats;
    if (id === undefined || !isAnnouncementId(id)) return;
    if (id === 'announce.card_left') this.#guidance.send({ type: 'tone', tone: 'warning' });
    this.#guidance.send({ type: 'announce', id });
  }

  #waitForSpeech(): void {
    const { context } = this.#guidance.getSnapshot();
    const speaking = speakingNow(context);
    this.#limits.speech(
      speaking === 'first' || (speaking !== null && context.playing?.speech.kind === 'cue'),
    );
  }

  // ── the visit ───────────────────────────────────────────────────────────────────────────────────────

  #follow(visit: VisitRef): void {
    this.#visitRef = visit;
    this.#visitInHand();
    visit.on('*', (emitted) => this.#emitted(emitted));
    visit.subscribe(() => this.#refresh());
  }

  /** Begun the first time it is asked for: an effect may ask before anybody hears that a visit stands. */
  #visitInHand(): VisitInHand {
    if (this.#inHand !== null) return this.#inHand;
    const { host } = this.#desk.getSnapshot().context;
    if (host === null) throw new Error('a visit began before the host was greeted');
    this.#visits += 1;
    const id = visitId(this.#identity.serial, this.#identity.boot, this.#visits);
    this.#inHand = { id, settings: host.facility, card: new CardInUse(this.#hal) };
    this.#observe({ event: 'visitBegan', visit: id });
    this.#host.visitBegan(id);
    return this.#inHand;
  }

  #visitOver(): void {
    const visit = this.#inHand;
    if (visit === null) return;
    const outcome = this.#visitContext()?.outcome ?? 'cancelled';
    this.#lastVisit = { id: visit.id, outcome };
    this.#inHand = null;
    this.#visitRef = null;
    this.#cue = null;
    // Where nothing takes its place at once, what is shown stays; the screen beneath an overlay was that person's.
    if (this.#shown !== null) this.#below = { screen: this.#shown.screen, variant: this.#shown.variant };
    visit.card.wipe();
    this.#hal.keys.closeEntry();
    this.#observe({ event: 'visitEnded', visit: visit.id, outcome });
    this.#host.visitEnded(visit.id, outcome);
    this.#overlays.send({ type: 'uncover' });
    this.#guidance.send({ type: 'visitEnded' });
  }

  #emitted(emitted: VisitEmitted): void {
    switch (emitted.type) {
      case 'announce':
        this.#guidance.send({ type: 'announce', id: emitted.id, facts: this.#factsNow() });
        return;
      case 'reply':
        this.#reply(emitted.id, emitted.label);
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
      case 'cardNotRead':
        this.#observe({ event: 'cardRefused', code: emitted.code });
        return;
      case 'face':
        this.#observe({ event: 'face', verdict: emitted.verdict });
    }
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

  // ── what is shown ───────────────────────────────────────────────────────────────────────────────────

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

  #factsNow(secondsLeft: number | null = null): Facts {
    return factsOfVisit(this.#visitContext(), {
      digitsEntered: this.#digits,
      cue: this.#cue,
      earphones: this.#hal.speaker.earphones,
      secondsLeft,
    });
  }

  #secondsOf(screen: ScreenId): number | null {
    const { limits } = this.#profile;
    if (screen === 'timeout_warning') return limits.warning;
    return screen === 'card_missing' ? limits.cardGone : null;
  }

  /** Many things may have changed what is shown, few have: this is asked often and answers fast. */
  #unchanged(...now: readonly unknown[]): boolean {
    const before = this.#seen;
    this.#seen = now;
    return before.length === now.length && now.every((value, i) => value === before[i]);
  }

  #refresh(): void {
    if (!this.#started) return;
    const visit = this.#visitRef?.getSnapshot();
    // It has just ended; the desk is about to hear of it.
    if (visit !== undefined && visit.status !== 'active') return;
    const deskNow = this.#desk.getSnapshot();
    const overlaysNow = this.#overlays.getSnapshot();
    const { comfort } = this.#guidance.getSnapshot().context;
    if (this.#unchanged(visit, deskNow, overlaysNow, comfort, this.#digits, this.#cue)) return;
    const flow = visit !== undefined ? visitScreen(visit.value) : deskScreen(deskNow.value);
    // The next try does not begin with what the last one asked for.
    if (this.#cue !== null && flow.screen !== 'face_capture') this.#cue = null;
    if (flow.screen !== null) this.#below = { screen: flow.screen, variant: flow.variant ?? null };
    const over = overlayScreen(overlaysNow.value);
    const covered = over.screen !== null;
    const top: Shown = over.screen === null ? this.#below : { screen: over.screen, variant: null };
    const { language, voice } = comfort;
    const before = this.#shown;
    const entered = before === null || before.screen !== top.screen || before.variant !== top.variant;
    if (entered) {
      this.#shown = { ...top, language, covered };
      this.#openField(top.screen);
      this.#facts = this.#factsNow(this.#secondsOf(top.screen));
      this.#draw();
      this.#observe({ event: 'screen', screen: top.screen, variant: top.variant, language });
      this.#limits.shown(top.screen, voice !== 'off', before?.covered === true && !covered);
      this.#guidance.send({
        type: 'screenShown',
        screen: top.screen,
        variant: top.variant,
        facts: this.#facts,
      });
      return;
    }
    const facts = this.#factsNow(this.#secondsOf(top.screen));
    const changed = differs(facts, this.#facts);
    if (!changed && before.language === language && before.covered === covered) return;
    this.#facts = facts;
    this.#shown = { ...before, language, covered };
    this.#draw();
    if (before.language !== language) {
      this.#observe({ event: 'screen', screen: top.screen, variant: top.variant, language });
    }
    if (changed) this.#guidance.send({ type: 'factsChanged', facts });
  }

  #openField(screen: ScreenId): void {
    const { digits } = screens[screen];
    this.#digits = 0;
    if (digits === undefined) this.#hal.keys.closeEntry();
    else this.#hal.keys.openEntry(digits);
  }

  #draw(): void {
    if (this.#shown === null) return;
    this.#view = composeView({
      screen: this.#shown.screen,
      variant: this.#shown.variant,
      language: this.#shown.language,
      profile: this.#profile,
      facts: this.#facts,
    });
    this.#hal.display.show(this.#view);
  }
}

function differs(a: Facts, b: Facts): boolean {
  for (const name in a) {
    const key = name as keyof Facts;
    if (a[key] !== b[key] && key !== 'consent') return true;
  }
  return (
    a.consent?.surgery !== b.consent?.surgery ||
    a.consent?.treatment !== b.consent?.treatment ||
    a.consent?.checkup !== b.consent?.checkup
  );
}
