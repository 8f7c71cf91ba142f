/** What follows from a key: the choice it stands for goes to whoever owns the screen, comfort and replies to the guidance. */

import type { GuidanceEvent } from '../guidance/events.ts';
import type { KeyEvent } from '../hal.ts';
import type { ObserveReader } from '../observed.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type ChoiceId, screens } from '../screens/catalogue.ts';
import type { ReplyId } from '../screens/spoken.ts';
import type { Key } from '../screens/vocabulary.ts';
import type { PersonEvent } from './events.ts';
import { keyMeaning } from './key-meaning.ts';
import type { OverlayEvent } from './overlays.ts';
import type { ShownScreen } from './shown-screen.ts';

export interface KeysParts {
  readonly profile: ReaderProfile;
  readonly shown: ShownScreen;
  readonly observe: ObserveReader;
  readonly tellGuidance: (event: GuidanceEvent) => void;
  readonly toOverlays: (event: OverlayEvent) => void;
  /** To whichever machine owns the screen beneath the overlays. */
  readonly toFlow: (event: PersonEvent) => void;
  readonly callStaff: () => void;
}

const keyPressed: GuidanceEvent = { type: 'keyPressed' };
const starPressed: GuidanceEvent = { type: 'keyPressed', star: true };
const repeatPressed: GuidanceEvent = { type: 'repeat', keypad: true };

/** The key router of a reader. */
export class Keys {
  readonly #parts: KeysParts;

  constructor(parts: KeysParts) {
    this.#parts = parts;
  }

  pressed(event: KeyEvent): void {
    if (event.type === 'key') this.#key(event.key, event.via);
    else this.#entry(event);
  }

  #key(key: Key, via: 'keypad' | 'touch'): void {
    const { observe, profile, shown, tellGuidance, toOverlays } = this.#parts;
    observe({ event: 'key', key, via });
    if (shown.id === null) return;
    const meaning = keyMeaning(key, shown.id, profile, shown.facts);
    if (meaning.kind === 'nothing') return;
    if (meaning.kind === 'comfort') {
      if (meaning.comfort === 'repeat') this.#again(via);
      else tellGuidance({ type: meaning.comfort });
      return;
    }
    tellGuidance(key === '*' && via === 'keypad' ? starPressed : keyPressed);
    switch (meaning.kind) {
      case 'any':
        toOverlays({ type: 'key.any' });
        return;
      case 'language':
        toOverlays({ type: 'choice.language', place: meaning.place });
        return;
      case 'choice':
        this.#choose(meaning.choice);
        return;
      case 'display':
        tellGuidance({ type: 'displaySwitched', setting: meaning.setting });
        // Where the language is chosen the person goes back to where they were, as after choosing one.
        if (shown.covered) toOverlays({ type: 'choice.back' });
        return;
      case 'reply':
        tellGuidance({ type: 'reply', id: meaning.reply });
        return;
      case 'announce':
        tellGuidance({ type: 'announce', id: meaning.announcement });
    }
  }

  /** Key 5: the words once more, and what of them did not fit. Whoever reads large text turns the page and asks for no voice. */
  #again(via: 'keypad' | 'touch'): void {
    const { shown, tellGuidance } = this.#parts;
    const reads = shown.turnPage() && shown.view?.mode.text === 'large';
    tellGuidance(via === 'keypad' && !reads ? repeatPressed : { type: 'repeat' });
  }

  #choose(choice: ChoiceId): void {
    const { callStaff, shown, tellGuidance, toFlow, toOverlays } = this.#parts;
    switch (choice) {
      case 'staff':
        toOverlays({ type: 'staff.asked' });
        callStaff();
        return;
      case 'language':
        toOverlays({ type: 'language.asked' });
        return;
      case 'voice':
        tellGuidance({ type: 'voiceOn', forms: 'first' });
        break;
      default:
    }
    if (!shown.covered) toFlow({ type: `choice.${choice}` });
    else if (choice === 'back' || choice === 'end') toOverlays({ type: `choice.${choice}` });
  }

  #entry(event: Exclude<KeyEvent, { readonly type: 'key' }>): void {
    const { shown, tellGuidance, toFlow } = this.#parts;
    const field = shown.id === null ? undefined : screens[shown.id].digits;
    if (field === undefined) return;
    const reply = (id: ReplyId): void => tellGuidance({ type: 'reply', id });
    if (event.type === 'digitEntered') {
      const full = event.count === field.max;
      shown.digits = event.count;
      tellGuidance({ type: 'digitEntered' });
      if (full) reply(`reply.${field.of}_full`);
      return;
    }
    tellGuidance(keyPressed);
    switch (event.type) {
      case 'cleared':
        shown.digits = 0;
        reply('reply.cleared');
        return;
      case 'entryShort':
        tellGuidance({
          type: 'reply',
          id: `reply.${field.of}_count`,
          params: { digits: event.count },
        });
        return;
      case 'entryComplete':
        shown.digits = 0;
        toFlow({ type: 'entry.complete' });
    }
  }
}
