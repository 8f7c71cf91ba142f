/**
 * The screen that stands: draws it, opens its masked field, and lets time limits and guidance know of it. Which screen
 * it is follows from the states of the machines; this only notices that it has become another.
 */

import type { Language } from '../../protocol/errors.ts';
import type { Comfort } from '../guidance/comfort.ts';
import type { GuidanceEvent } from '../guidance/events.ts';
import type { Hal } from '../hal.ts';
import type { ObserveReader } from '../observed.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type ScreenId, screens } from '../screens/catalogue.ts';
import type { DisplayMode } from '../screens/display-mode.ts';
import type { Facts } from '../screens/facts.ts';
import { composeView, isHidable } from '../screens/view.ts';
import type { CueId, ScreenView } from '../screens/vocabulary.ts';
import { factsOfVisit } from './facts-of-visit.ts';
import type { TimeLimits } from './time-limits.ts';
import type { StateScreen, VisitContext } from './visit-setup.ts';

interface Shown {
  readonly screen: ScreenId;
  readonly variant: string | null;
  readonly language: Language;
  readonly display: DisplayMode;
  /** An overlay lies above the flow's screen. */
  readonly covered: boolean;
}

/** What may change what is shown. Much is asked for and little of it has changed, so the values themselves are kept. */
interface Seen {
  readonly flow: StateScreen;
  readonly over: StateScreen;
  readonly context: VisitContext | null;
  readonly comfort: Comfort;
  readonly digits: number;
  readonly cue: CueId | null;
}

export interface ShownScreenParts {
  readonly hal: Pick<Hal, 'display' | 'keys' | 'speaker'>;
  readonly profile: ReaderProfile;
  readonly limits: TimeLimits;
  readonly tellGuidance: (event: GuidanceEvent) => void;
  readonly observe: ObserveReader;
}

export class ShownScreen {
  readonly #parts: ShownScreenParts;
  #below: Pick<Shown, 'screen' | 'variant'> = { screen: 'out_of_service', variant: null };
  #shown: Shown | null = null;
  #view: ScreenView | null = null;
  #context: VisitContext | null = null;
  #facts: Facts;
  #seen: Seen | null = null;
  /** How often the page of the screen was turned. */
  #turned = 0;
  #awaitsCard = false;
  /** How many digits the masked field holds. */
  digits = 0;
  /** What the camera asks for. */
  cue: CueId | null = null;

  constructor(parts: ShownScreenParts) {
    this.#parts = parts;
    this.#facts = this.factsNow(null);
  }

  get id(): ScreenId | null {
    return this.#shown?.screen ?? null;
  }

  /** The flow's own, whatever lies above it. */
  get beneath(): ScreenId {
    return this.#below.screen;
  }

  get covered(): boolean {
    return this.#shown?.covered === true;
  }

  /** A card lies there of which it is not known yet what comes of it. */
  get awaitsCard(): boolean {
    return this.#awaitsCard;
  }

  get view(): ScreenView | null {
    return this.#view;
  }

  /** What the screen knew when it was last drawn. */
  get facts(): Facts {
    return this.#facts;
  }

  factsNow(context: VisitContext | null): Facts {
    return factsOfVisit(context, {
      digitsEntered: this.digits,
      cue: this.cue,
      earphones: this.#parts.hal.speaker.earphones,
      secondsLeft: this.#secondsLeft(),
      hidable: isHidable(this.#below.screen),
    });
  }

  #secondsLeft(): number | null {
    const { limits } = this.#parts.profile;
    switch (this.#shown?.screen) {
      case 'timeout_warning':
        return limits.warning;
      case 'card_missing':
        return limits.cardGone;
      default:
        return null;
    }
  }

  /**
   * The visit whose screens these were is over. Where nothing takes its place at once, what is shown stays; the screen
   * beneath an overlay was that person's.
   */
  visitOver(): void {
    this.cue = null;
    if (this.#shown !== null) this.#below = { screen: this.#shown.screen, variant: this.#shown.variant };
  }

  /**
   * Asked whenever something may have changed; answers fast when nothing has.
   * @param flow the screen of the visit, or of the desk between visits
   * @param over the overlay above it
   */
  refresh(flow: StateScreen, over: StateScreen, context: VisitContext | null, comfort: Comfort): void {
    const { digits, cue } = this;
    const seen = this.#seen;
    if (
      seen !== null &&
      seen.flow === flow &&
      seen.over === over &&
      seen.context === context &&
      seen.comfort === comfort &&
      seen.digits === digits &&
      seen.cue === cue
    ) {
      return;
    }
    this.#seen = { flow, over, context, comfort, digits, cue };
    this.#context = context;
    // The next try does not begin with what the last one asked for.
    if (flow.screen !== 'face_capture') this.cue = null;
    const from = this.#below;
    if (flow.screen !== null) this.#below = { screen: flow.screen, variant: flow.variant ?? null };
    const top = over.screen === null ? this.#below : { screen: over.screen, variant: null };
    const covered = over.screen !== null;
    const before = this.#shown;
    const { language, display } = comfort;
    const now: Shown = { screen: top.screen, variant: top.variant, language, display, covered };
    const awaited = this.#awaitsCard;
    this.#awaitsCard = flow.awaitsCard === true || over.awaitsCard === true;
    if (before === null || before.screen !== top.screen || before.variant !== top.variant)
      this.#enter(now, comfort, (covered ? over : flow).awaitsCard === true);
    else this.#update(now, before);
    const { screen, variant } = this.#below;
    if (screen !== from.screen || variant !== from.variant) this.#parts.limits.works(screen);
    if (awaited && !this.#awaitsCard) this.#parts.tellGuidance({ type: 'cardSettled' });
  }

  /** @param held nothing is said of it as long as it waits for a card that lies there already */
  #enter(now: Shown, comfort: Comfort, held: boolean): void {
    const { limits, observe, tellGuidance } = this.#parts;
    this.#shown = now;
    this.#turned = 0;
    const { screen, variant, language } = now;
    this.#openField(screen);
    this.#facts = this.factsNow(this.#context);
    this.#draw();
    observe({ event: 'screen', screen, variant, language });
    limits.shown(screen, comfort.voice !== 'off', now.covered ? this.#below.screen : null);
    tellGuidance({ type: 'screenShown', screen, variant, facts: this.#facts, held });
  }

  #update(now: Shown, before: Shown): void {
    const facts = this.factsNow(this.#context);
    const changed = differs(facts, this.#facts);
    const seenAlike = before.language === now.language && before.display === now.display;
    if (!changed && seenAlike && before.covered === now.covered) return;
    this.#facts = facts;
    this.#shown = now;
    if (!seenAlike) this.#turned = 0;
    this.#draw();
    if (before.language !== now.language) {
      this.#parts.observe({
        event: 'screen',
        screen: now.screen,
        variant: now.variant,
        language: now.language,
      });
    }
    if (changed) this.#parts.tellGuidance({ type: 'factsChanged', facts });
  }

  /** The next page, after the last the first. @returns false where the screen has one only */
  turnPage(): boolean {
    if (this.#view === null || this.#view.page.of === 1) return false;
    this.#turned += 1;
    this.#draw();
    return true;
  }

  #openField(screen: ScreenId): void {
    const { keys } = this.#parts.hal;
    const { digits } = screens[screen];
    this.digits = 0;
    if (digits === undefined) keys.closeEntry();
    else keys.openEntry(digits);
  }

  #draw(): void {
    if (this.#shown === null) return;
    const { screen, variant, language, display: mode } = this.#shown;
    const { profile, hal } = this.#parts;
    const turned = this.#turned;
    this.#view = composeView({ screen, variant, language, profile, facts: this.#facts, mode, turned });
    hal.display.show(this.#view);
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
