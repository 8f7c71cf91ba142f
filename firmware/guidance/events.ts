/** What the voice guidance hears, and what it lets others know. */

import type { Language } from '../../protocol/errors.ts';
import type { ReaderProfile } from '../profiles.ts';
import type { ScreenId } from '../screens/catalogue.ts';
import type { DisplaySetting } from '../screens/display-mode.ts';
import type { Facts } from '../screens/facts.ts';
import type { AnnouncementId, ReplyId } from '../screens/spoken.ts';
import type { CueId, ToneId, Utterance } from '../screens/vocabulary.ts';
import type { SpeechParams } from './speech.ts';

export interface GuidanceInput {
  readonly profile: ReaderProfile;
  /** The language the reader rests in. */
  readonly language: Language;
  readonly earphones: boolean;
}

export type GuidanceEvent =
  // ── from the flow ─────────────────────────────────────────────────────────────────────────────────
  /** Another screen, or the same one anew: its announcement and prompt are spoken. */
  | {
      readonly type: 'screenShown';
      readonly screen: ScreenId;
      readonly variant: string | null;
      readonly facts: Facts;
      /** Waits for a card that lies there already: what there is to say of the screen is owed until `cardSettled`. */
      readonly held?: boolean;
    }
  /** The same screen; only what it knows has changed. Says nothing. */
  | { readonly type: 'factsChanged'; readonly facts: Facts }
  /** `facts` where they have changed since the screen was shown. */
  | { readonly type: 'announce'; readonly id: AnnouncementId; readonly facts?: Facts }
  /** Of the screen beneath: cuts nothing, and comes after what the screen that is shown has to say. */
  | { readonly type: 'announceLast'; readonly id: AnnouncementId }
  | { readonly type: 'reply'; readonly id: ReplyId; readonly params?: SpeechParams }
  | { readonly type: 'tone'; readonly tone: ToneId }
  /** The person asks to hear the answers on `consent_summary`. */
  | { readonly type: 'readAloud' }
  /** The prompt of the screen once more, not asked for by key 5. */
  | { readonly type: 'promptAgain' }
  /** Voice mode: `＊` begins it with first forms, earphones or `#` on `welcome` with short ones. */
  | { readonly type: 'voiceOn'; readonly forms: 'first' | 'short' }
  | { readonly type: 'voiceOff' }
  | { readonly type: 'languageChosen'; readonly language: Language }
  /** Large text, high contrast or the hidden screen, switched on or off. */
  | { readonly type: 'displaySwitched'; readonly setting: DisplaySetting }
  | { readonly type: 'visitEnded' }
  // ── from the camera ───────────────────────────────────────────────────────────────────────────────
  | { readonly type: 'cue'; readonly cue: CueId | null }
  // ── keys: one event a key press ───────────────────────────────────────────────────────────────────
  /** Any key without an event of its own below: cuts what is said. `star`: it is ＊ on the keypad. */
  | { readonly type: 'keyPressed'; readonly star?: true }
  /** A digit in a masked field: cuts, and one tone that is the same for all of them. */
  | { readonly type: 'digitEntered' }
  /** Key 5; `keypad`: not its button on the glass. */
  | { readonly type: 'repeat'; readonly keypad?: true }
  /** `#` where nothing waits for it. */
  | { readonly type: 'skipSentence' }
  /** Key 6. */
  | { readonly type: 'volume' }
  /** Key 7. */
  | { readonly type: 'speed' }
  // ── from the card rest ────────────────────────────────────────────────────────────────────────────
  /** Laid down or taken away: cuts as a key does, and what it has cut is owed. */
  | { readonly type: 'cardMoved' }
  /** It is known what comes of the card. What is still owed, since nothing was said instead, is said. */
  | { readonly type: 'cardSettled' }
  // ── from the jack ─────────────────────────────────────────────────────────────────────────────────
  | { readonly type: 'earphonesIn' }
  | { readonly type: 'earphonesOut' };

export type GuidanceEmitted =
  | { readonly type: 'play'; readonly utterance: Utterance }
  /** Cut before its end. */
  | { readonly type: 'stop'; readonly utterance: Utterance }
  /** Spoken to its end. */
  | { readonly type: 'ended'; readonly utterance: Utterance }
  | { readonly type: 'tone'; readonly tone: ToneId }
  /** The prompt that the screen began with is over: heard to its end, or cut. Time limits that waited for it run. */
  | { readonly type: 'firstPromptEnded'; readonly screen: ScreenId; readonly heard: boolean };
