/** The cards of `fcr card` in their slots: what a person types, what is told of what happens, what is counted. */

import { explain, type Language } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { type Place, placeText, type SlotHappening, type VpcdSlot } from '../devices/vpcd/slot.ts';
import type { Words } from './command.ts';

export interface CardMove {
  readonly kind: 'pull' | 'put';
  /** Counted from 1; null: all of them. */
  readonly slot: number | null;
}
export type SlotCommand = CardMove | { readonly kind: 'quit' } | { readonly kind: 'nothing' };

/** Reads a typed line. EMU-324: it is none of `pull [slot]`, `put [slot]`, `quit`, or there is no such slot. */
export function parseSlotCommand(line: string, slots: number): Result<SlotCommand> {
  const typed = line.normalize('NFKC').trim();
  if (typed === '') return ok({ kind: 'nothing' });
  if (typed === 'quit') return ok({ kind: 'quit' });
  const [, kind, number] = /^(pull|put)(?:\s+(\d{1,4}))?$/.exec(typed) ?? [];
  const slot = number === undefined ? null : Number(number);
  const isKnown = slot === null || (slot >= 1 && slot <= slots);
  if (kind === undefined || !isKnown) return refuse('EMU-324', { words: typed.slice(0, 40), slots });
  return ok({ kind: kind === 'pull' ? 'pull' : 'put', slot });
}

/** What a slot has seen since the command was started. */
export interface SlotCounts {
  insertions: number;
  powerOns: number;
  resets: number;
  commands: number;
  /** How often each status word was answered, as four hexadecimal digits. */
  readonly statusWords: Record<string, number>;
}

const happenings: Readonly<Record<Exclude<SlotHappening['event'], 'command' | 'problem'>, Words>> = {
  put: { en: 'put', ja: 'put カードを入れました' },
  connected: { en: 'connected', ja: 'connected 接続しました' },
  inserted: { en: 'inserted', ja: 'inserted リーダーが認識しました' },
  powerOn: { en: 'power-on', ja: 'power-on 電源オン' },
  powerOff: { en: 'power-off', ja: 'power-off 電源オフ' },
  reset: { en: 'reset', ja: 'reset リセット' },
  lost: { en: 'lost', ja: 'lost リーダーが切断しました' },
  pulled: { en: 'pulled', ja: 'pulled カードを抜きました' },
};
/** Beside the word for it. */
const noAnswer: Words = { en: '', ja: ' 応答なし' };
/** After these the card begins anew, so that they tell what it has done until then. */
const endings: ReadonlySet<string> = new Set(['powerOff', 'reset', 'lost', 'pulled']);
const manyCommands = (count: number): Words => ({
  en: `${count} ${count === 1 ? 'command' : 'commands'}`,
  ja: `コマンド ${count} 件`,
});

export interface SlotTold {
  /** Of what a person reads: `slot 1 insured connected 127.0.0.1:35963`. */
  readonly line: (text: string) => void;
  /** A problem, with its remedy. */
  readonly problem: (text: string) => void;
  /** Tell each command, too. */
  readonly trace: boolean;
  readonly language: Language;
}

/** Tells and counts what happens to one slot. */
export function slotTeller(
  number: number,
  person: string,
  place: Place,
  { line, problem, trace, language }: SlotTold,
): { readonly counts: SlotCounts; observe(happening: SlotHappening): void } {
  const counts: SlotCounts = { insertions: 0, powerOns: 0, resets: 0, commands: 0, statusWords: {} };
  let toldOf = 0;
  const tell = (text: string): void => line(`slot ${number} ${person} ${text}`);

  const count = (happening: SlotHappening): void => {
    if (happening.event === 'inserted') counts.insertions += 1;
    if (happening.event === 'powerOn') counts.powerOns += 1;
    if (happening.event === 'reset') counts.resets += 1;
    if (happening.event !== 'command') return;
    counts.commands += 1;
    const word = statusWord(happening.status);
    counts.statusWords[word] = (counts.statusWords[word] ?? 0) + 1;
  };
  return {
    counts,
    observe(happening) {
      count(happening);
      const { event } = happening;
      if (event === 'problem') problem(`slot ${number} ${person} ${explain(happening.problem, language)}`);
      else if (event === 'command') {
        const silence = happening.status === null ? noAnswer[language] : '';
        if (trace) tell(`${happening.name} ${statusWord(happening.status)}${silence}`);
      } else {
        const where = event === 'connected' ? ` ${placeText(place)}` : '';
        const since = manyCommands(counts.commands - toldOf)[language];
        if (endings.has(event)) toldOf = counts.commands;
        tell(`${happenings[event][language]}${where}${endings.has(event) ? ` (${since})` : ''}`);
      }
    },
  };
}

/** `none` where the card did not answer. */
const statusWord = (word: number | null): string =>
  word === null ? 'none' : word.toString(16).toUpperCase().padStart(4, '0');

/** Does what was typed. */
export function moveCards(slots: readonly VpcdSlot[], { kind, slot }: CardMove): void {
  for (const one of slot === null ? slots : slots.slice(slot - 1, slot)) {
    if (kind === 'pull') one.pull();
    else one.put();
  }
}
