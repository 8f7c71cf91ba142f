/**
 * A person who uses a reader without eyes: hears, understands by the words, presses what was told. Knows beforehand only
 * what a person must have been shown once: how the keys lie, that ＊ begins the voice, 8 chooses the language and 5 repeats.
 * All else must be said. Whoever is not told what to press fails.
 */

import type { Clock } from '../../firmware/hal.ts';
import { type Key, keyOrder, type ToneId } from '../../firmware/screens/vocabulary.ts';
import { type Group, groupOrder } from '../../firmware/screens/wording.ts';
import type { Consent } from '../../protocol/messages.ts';
import type { Goal, Method } from './goal.ts';
import type { Hands } from './hands.ts';
import type { HeardSentence, Listener } from './hearing.ts';
import {
  answerReadOut,
  type ChoiceMeaning,
  groupAskedIn,
  meaningOfChoice,
  moveAskedIn,
  type Telling,
  toldBy,
} from './meanings.ts';
import { choicesIn } from './spoken-choices.ts';
import type { Temper } from './temper.ts';

/** Milliseconds; our design. */
const pace = {
  /** From hearing to doing. */
  reaction: 400,
  betweenDigits: 350,
  /** Silence after which a person does something by themselves. */
  silence: 3000,
  /** … and where something is being waited for. */
  waiting: 45_000,
  /** Between two visits. */
  pause: 4000,
} as const;

/** So often the same is asked for again, and so often a visit is begun, before a person gives up. */
const patience = { repeats: 12, visits: 4, faceTries: 2 } as const;

const noConsent: Consent = { surgery: false, treatment: false, checkup: false };

export type Ending = 'accepted' | 'not told what to press' | 'turned away';

/** Known beforehand. */
const voiceKey: Key = '*';
const languageKey: Key = '8';
const repeatKey: Key = '5';

/** The best that was said of a choice that is wanted only where nothing better comes. */
interface SecondBest {
  readonly key: Key;
  readonly meaning: ChoiceMeaning;
  readonly weight: number;
  readonly heard: number;
}

export interface BlindTesterParts {
  readonly goal: Goal;
  readonly temper: Temper;
  readonly hands: Hands;
  readonly clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>;
  /** From 0 to 1. */
  readonly random: () => number;
}

export class BlindTester implements Listener {
  readonly #parts: BlindTesterParts;
  #ending: Ending | null = null;
  /** What the person has agreed to: heard, and meant by the key that was pressed for it. */
  #meant: Consent | null = null;

  // What was understood in this visit.
  #began = 0;
  #accepted = false;
  #hopeless = false;
  #waiting = false;
  #staffComes = false;
  #field: 'pin' | 'password' | null = null;
  #typed = false;
  #pinsTried = 0;
  #faceTries = 0;
  #lastTried: Method | null = null;
  #isOut = new Set<Method>();
  #consentAsked = false;
  #readOut = new Map<Group | 'all' | 'other', boolean>();
  #marked: 'register' | 'other' | null = null;
  #dawdling: 'not yet' | 'now' | 'over';

  // What is in the ear.
  #repeatsHere: Key | null = null;
  #repeats = 0;
  #heardSince = false;
  #foreign = false;
  #topic: { readonly group: Group; readonly at: number } | null = null;
  #secondBest: SecondBest | null = null;

  #act: unknown = null;
  #silence: unknown = null;
  #speaking = false;

  constructor(parts: BlindTesterParts) {
    this.#parts = parts;
    this.#dawdling = parts.goal.dawdles ? 'not yet' : 'over';
  }

  /** Null while the person goes on. */
  get ending(): Ending | null {
    return this.#ending;
  }

  get meant(): Consent | null {
    return this.#meant;
  }

  get visitsBegun(): number {
    return this.#began;
  }

  begin(): void {
    this.#forgetVisit();
    this.#began += 1;
    const { goal, hands } = this.#parts;
    if (goal.earphones && this.#began === 1) hands.plugEarphones(true);
    else this.#press(voiceKey);
    this.#waitForSound();
  }

  /** Has left: does nothing any more. */
  stop(): void {
    this.#parts.clock.clearTimeout(this.#act);
    this.#parts.clock.clearTimeout(this.#silence);
  }

  // ── hearing ─────────────────────────────────────────────────────────────────────────────────────────

  speechBegins(): void {
    this.#speaking = true;
    this.#parts.clock.clearTimeout(this.#silence);
  }

  fallsSilent(): void {
    this.#speaking = false;
    this.#waitForSound();
  }

  sounds(_tone: ToneId): void {
    this.#waitForSound();
  }

  hears({ words, language }: HeardSentence): void {
    const { goal, temper, random } = this.#parts;
    if (this.#ending !== null || random() < temper.misses) return;
    this.#heardSince = true;
    if (language !== goal.language) {
      if (!this.#foreign) this.#soon(() => this.#press(languageKey));
      this.#foreign = true;
      return;
    }
    this.#foreign = false;
    const told = toldBy(words, language);
    this.#learn(told);
    const move = moveAskedIn(words, language);
    if (move !== null) {
      this.#waiting = true;
      this.#soon(() => this.#parts.hands.move(move));
    }
    const asked = groupAskedIn(words, language);
    if (asked !== null) this.#topic = { group: asked, at: this.#parts.clock.ticks() };
    const answer = answerReadOut(words, language);
    if (answer !== null) this.#readOut.set(answer.of, answer.agreed);
    if (this.#follow(told)) return;
    this.#weighChoices(words);
  }

  #learn(told: ReadonlySet<Telling>): void {
    if (told.has('accepted')) this.#accepted = true;
    if (told.has('hopeless')) this.#hopeless = true;
    if (told.has('staffComes')) this.#staffComes = true;
    if (told.has('pinWrong')) this.#lastTried = 'pin';
    if (told.has('pinLocked')) this.#isOut.add('pin');
    if (told.has('notConfirmed')) {
      this.#lastTried = 'face';
      this.#faceTries += 1;
      if (this.#faceTries > patience.faceTries) this.#isOut.add('face');
    }
    if (told.has('pinWrong') || told.has('pinLocked') || told.has('notConfirmed') || told.has('hopeless'))
      this.#waiting = false;
    if (told.has('consentAsked')) this.#hearsConsentAsked();
    if (told.has('summary')) this.#readOut.clear();
    if (told.has('otherChosen')) this.#marked = told.has('registerChosen') ? 'register' : 'other';
    if (told.has('wait')) this.#waiting = true;
    if (told.has('accepted')) this.#waiting = false;
  }

  /** What is asked for without a choice. True where that is all there is to the sentence. */
  #follow(told: ReadonlySet<Telling>): boolean {
    const { hands } = this.#parts;
    if (told.has('farewell')) this.#soon(() => this.#over());
    else if (told.has('takeCard')) this.#soon(() => this.#takeCard());
    else if (told.has('layCard')) {
      this.#waiting = true;
      this.#soon(() => hands.layCard());
    } else if (told.has('anyKey')) {
      this.#dawdling = 'over';
      this.#soon(() => this.#press('5'));
    } else if (told.has('password')) {
      this.#field = 'password';
      this.#soon(() => this.#press('*'));
    } else if (told.has('holdPhone')) {
      this.#waiting = true;
      this.#soon(() => hands.holdPhone());
    } else if (told.has('enterPin') || told.has('enterPhonePin')) {
      this.#field = 'pin';
      this.#soon(() => this.#typePin());
    } else if (told.has('allDigitsIn')) {
      this.#soon(() => this.#press(this.#typed ? '#' : '*'));
    } else if (told.has('digitsIn')) {
      this.#soon(() => this.#press('*'));
    } else if (told.has('startAgain')) {
      this.#soon(() => (this.#field === 'pin' ? this.#typePin() : this.#press('#')));
    } else return false;
    return true;
  }

  // ── choices ─────────────────────────────────────────────────────────────────────────────────────────

  #weighChoices(words: string): void {
    const { goal, temper, clock } = this.#parts;
    for (const { what, key, keyFirst } of choicesIn(words, goal.language)) {
      const meaning = meaningOfChoice(what, goal.language);
      if (meaning === null) continue;
      if (meaning === 'hearAgain' || (meaning === 'again' && this.#lastTried === null)) {
        this.#repeatsHere = key;
        continue;
      }
      if (['agreeToAll', 'oneByOne', 'refuse', 'agree'].includes(meaning)) this.#hearsConsentAsked();
      if (keyFirst && !temper.keepsEarlyKeys && meaning !== 'end') continue;
      const weight = this.#wish(meaning);
      if (weight === 0) continue;
      this.#waiting = false;
      if (weight === 3 && this.#dawdles(meaning)) return;
      if (weight === 3) {
        const group = this.#topicNow();
        this.#soon(() => this.#choose(key, meaning, group));
        return;
      }
      if (this.#secondBest === null || this.#secondBest.weight < weight)
        this.#secondBest = { key, meaning, weight, heard: clock.ticks() };
    }
  }

  /** What was read out before is past: it may be answered otherwise now. */
  #hearsConsentAsked(): void {
    this.#consentAsked = true;
    this.#readOut.clear();
  }

  #dawdles(meaning: ChoiceMeaning): boolean {
    if (
      this.#dawdling === 'not yet' &&
      (meaning === 'agreeToAll' || meaning === 'oneByOne' || meaning === 'refuse')
    )
      this.#dawdling = 'now';
    return this.#dawdling === 'now';
  }

  /** 3: at once. 2, 1: where nothing better is said. 0: not wanted. */
  #wish(meaning: ChoiceMeaning): 0 | 1 | 2 | 3 {
    const { goal } = this.#parts;
    switch (meaning) {
      case 'briefly':
        return goal.briefly ? 3 : 0;
      case 'agreeToAll':
        return goal.consent.way === 'all' ? 3 : 0;
      case 'oneByOne':
        return goal.consent.way === 'one by one' ? 3 : 0;
      case 'agree':
      case 'refuse': {
        const group = this.#topicNow();
        if (group === null) return meaning === 'refuse' && goal.consent.way === 'none' ? 3 : 0;
        return goal.consent.answers[group] === (meaning === 'agree') ? 3 : 0;
      }
      case 'hearChoices':
        return this.#heardChoices() === 'not yet' ? 3 : 0;
      case 'confirm':
        if (this.#marked !== null) return this.#marked === 'register' ? 3 : 0;
        return this.#heardChoices() === 'as meant' ? 3 : 0;
      case 'chooseAgain':
        return this.#heardChoices() === 'otherwise' ? 3 : 0;
      case 'face':
      case 'pin':
        return this.#wishFor(meaning);
      case 'again':
        return this.#lastTried === 'face' || this.#lastTried === 'pin' ? this.#wishFor(this.#lastTried) : 0;
      case 'staff':
        if (this.#staffComes || this.#accepted || this.#hopeless) return 0;
        return goal.method === 'staff' ? (this.#consentAsked ? 0 : 3) : 1;
      case 'card':
        return goal.phone === null || this.#hopeless ? 3 : 0;
      case 'phone':
        return goal.phone === null ? 0 : 3;
      case 'android':
      case 'iphone':
        return goal.phone === meaning ? 3 : 0;
      case 'goOn':
      case 'register':
      case 'use':
      case 'electronic':
      case 'ownLanguage':
        return 3;
      case 'end':
        return this.#accepted || this.#hopeless ? 3 : 0;
      case 'hearAgain':
      case 'notRegister':
      case 'notUse':
      case 'paper':
        return 0;
    }
  }

  #wishFor(method: 'face' | 'pin'): 0 | 2 | 3 {
    const { goal } = this.#parts;
    if (this.#isOut.has(method) || (method === 'pin' && goal.pins === null)) return 0;
    return goal.method === method || goal.phone !== null ? 3 : 2;
  }

  #topicNow(): Group | null {
    const { clock, temper } = this.#parts;
    return this.#topic !== null && clock.ticks() - this.#topic.at <= temper.memory ? this.#topic.group : null;
  }

  #heardChoices(): 'not yet' | 'as meant' | 'otherwise' {
    const { answers } = this.#parts.goal.consent;
    const heard = (group: Group): boolean | undefined => this.#readOut.get(group) ?? this.#readOut.get('all');
    if (groupOrder.some((group) => heard(group) === !answers[group])) return 'otherwise';
    // An answer to a question that was not heard is nobody's own, whatever it is: back to the question.
    if (!this.#consentAsked && groupOrder.some((group) => heard(group) !== undefined)) return 'otherwise';
    const complete = this.#consentAsked
      ? groupOrder.every((group) => heard(group) !== undefined)
      : this.#readOut.size > 0;
    return complete ? 'as meant' : 'not yet';
  }

  #choose(key: Key, meaning: ChoiceMeaning, group: Group | null): void {
    const { answers } = this.#parts.goal.consent;
    if (meaning === 'staff') this.#lastTried = 'staff';
    if (meaning === 'agreeToAll') this.#meant = answers;
    if (group !== null && (meaning === 'agree' || meaning === 'refuse'))
      this.#meant = { ...(this.#meant ?? noConsent), [group]: meaning === 'agree' };
    if (meaning === 'confirm' && this.#marked === null && this.#consentAsked) this.#meant = answers;
    if (meaning === 'chooseAgain') {
      this.#readOut.clear();
      this.#meant = null;
    }
    if (meaning === 'confirm') this.#marked = null;
    this.#repeats = 0;
    this.#waiting = false;
    this.#press(key);
  }

  // ── silence ─────────────────────────────────────────────────────────────────────────────────────────

  #waitForSound(): void {
    const { clock } = this.#parts;
    clock.clearTimeout(this.#silence);
    if (this.#ending !== null || this.#speaking) return;
    this.#silence = clock.setTimeout(() => this.#helpOneself(), this.#waiting ? pace.waiting : pace.silence);
  }

  /** Nothing is heard, and nothing that was heard has told what to do. */
  #helpOneself(): void {
    const { clock, temper } = this.#parts;
    if (this.#dawdling === 'now') return;
    const best = this.#secondBest;
    this.#secondBest = null;
    if (best !== null && clock.ticks() - best.heard <= temper.memory + pace.silence) {
      this.#choose(best.key, best.meaning, null);
    } else if (this.#repeats >= patience.repeats) {
      this.#ending = 'not told what to press';
    } else {
      this.#repeats += 1;
      this.#waiting = false;
      const key = this.#keyInNeed();
      this.#heardSince = false;
      this.#press(key);
    }
    this.#waitForSound();
  }

  /** Never one that confirms. Where asking again does not help, ＊: it begins the voice, clears digits, goes back. */
  #keyInNeed(): Key {
    if (this.#repeats % 3 === 0) return voiceKey;
    return this.#foreign && this.#heardSince ? languageKey : (this.#repeatsHere ?? repeatKey);
  }

  // ── doing ───────────────────────────────────────────────────────────────────────────────────────────

  /** One thing at a time: what is heard last decides. */
  #soon(act: () => void): void {
    const { clock } = this.#parts;
    clock.clearTimeout(this.#act);
    this.#act = clock.setTimeout(() => {
      act();
      this.#waitForSound();
    }, pace.reaction);
  }

  #press(key: Key): void {
    const { hands, random, temper } = this.#parts;
    const others = keyOrder.filter((other) => other !== key);
    const slips = random() < temper.slips;
    // What was said before is said of something else now.
    this.#topic = null;
    this.#secondBest = null;
    this.#repeatsHere = null;
    hands.press(slips ? (others[Math.floor(random() * others.length)] ?? key) : key);
  }

  #typePin(): void {
    const { goal, clock } = this.#parts;
    const { pins } = goal;
    if (pins === null) {
      this.#press('*');
      return;
    }
    const digits = pins[Math.min(this.#pinsTried, pins.length - 1)] ?? '';
    this.#lastTried = 'pin';
    this.#typed = false;
    const type = (at: number): void => {
      if (at === digits.length) {
        this.#typed = true;
        this.#pinsTried += 1;
        this.#press('#');
        this.#waitForSound();
        return;
      }
      this.#press(digits[at] as Key);
      this.#act = clock.setTimeout(() => type(at + 1), pace.betweenDigits);
    };
    type(0);
  }

  /** Whoever is accepted and has the card goes. */
  #takeCard(): void {
    this.#parts.hands.takeCard();
    if (this.#accepted) this.#over();
  }

  #over(): void {
    if (this.#accepted) this.#ending = 'accepted';
    else if (this.#began >= patience.visits || this.#hopeless)
      this.#ending = this.#hopeless ? 'turned away' : 'not told what to press';
    else this.#act = this.#parts.clock.setTimeout(() => this.begin(), pace.pause);
  }

  #forgetVisit(): void {
    this.#accepted = false;
    this.#hopeless = false;
    this.#waiting = false;
    this.#staffComes = false;
    this.#field = null;
    this.#typed = false;
    this.#faceTries = 0;
    this.#lastTried = null;
    this.#isOut = new Set();
    this.#consentAsked = false;
    this.#readOut = new Map();
    this.#marked = null;
    this.#repeats = 0;
    this.#heardSince = false;
    this.#topic = null;
    this.#secondBest = null;
  }
}
