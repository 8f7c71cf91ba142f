/**
 * The desk as lines that are only ever added to: for screen readers, for logs, for terminals without cursor control.
 * Each state is written once. Lines are read too, where there is somebody to type them.
 */

import { explain } from '../../../protocol/errors.ts';
import type { Result } from '../../../protocol/result.ts';
import type { ReaderAct } from '../../automation/acts.ts';
import type { EmulatedReader } from '../../desk/emulated-reader.ts';
import type { TranscriptEntry } from '../../desk/transcript.ts';
import { lastSpoken } from '../caption.ts';
import type { OperatedDesk } from '../operated-desk.ts';
import type { KeypadOrder } from '../typed-keypad.ts';
import { uiWords } from '../words.ts';
import { hiddenTyping, type LineSource } from './hidden-typing.ts';
import { parsePlainCommand, plainHelp } from './plain-command.ts';
import { isRestOf, screenLine, spokenLine } from './plain-lines.ts';
import { readLines } from './typed-lines.ts';

export interface PlainDeskOptions {
  readonly operated: OperatedDesk;
  /** Takes one line without its end. */
  readonly write: (line: string) => void;
  /** null: nobody types. */
  readonly input: LineSource | null;
  readonly keypad: KeypadOrder;
  /** Text about the person is written only where it is not kept: on a terminal. */
  readonly withPrivate: boolean;
  readonly onQuit: () => void;
}

/** Events after which the state of the link may be another. */
const ofTheLink = new Set(['link', 'linkFault', 'linkFaultEnded']);

/** What was written of a reader last. */
interface Written {
  screen: string;
  masked: number | null;
  status: string | null;
  link: string;
  mark: EmulatedReader['cardMark'];
}

export function openPlainDesk(options: PlainDeskOptions): { close(): void } {
  const { operated, write, input, keypad, withPrivate, onQuit } = options;
  const { desk, acts, events, onView, language } = operated;
  const words = uiWords[language];
  const last = new Map<string, Written>();
  const lastSaid = new Map<string, TranscriptEntry>();
  const typing = input === null ? null : hiddenTyping(input, onQuit);
  let place = 0;

  const hidePin = (): void => typing?.hide((desk.readers[place]?.status?.view?.masked ?? null) !== null);

  const tell = (reader: EmulatedReader): void => {
    const { serial, status, plugged, cardMark: mark } = reader;
    const written = last.get(serial) ?? { screen: '', masked: null, status: null, link: '', mark: null };
    last.set(serial, written);
    const link = plugged ? (status?.hostUp ? 'connected' : 'lost') : 'unplugged';
    const told = words.link[link] === link ? link : `${link} ${words.link[link]}`;
    if (link !== written.link) write(`${serial} link ${told}`);
    written.link = link;
    if (mark !== null && mark !== written.mark) write(`${serial} card 「${mark}」`);
    written.mark = mark;
    const view = status?.view ?? null;
    const screen =
      view === null
        ? `${serial} ${words.noPower}`
        : screenLine(serial, { ...view, masked: null, status: null }, withPrivate);
    const masked = view?.masked ?? null;
    const state = view?.status ?? null;
    if (screen !== written.screen) {
      write(view === null ? screen : screenLine(serial, view, withPrivate));
    } else {
      if (masked !== written.masked) write(`${serial} digits ${masked ?? 0}`);
      if (state !== written.status && state !== null) write(`${serial} status ${state}`);
    }
    Object.assign(written, { screen, masked, status: state });
    hidePin();
  };
  const heard = (reader: EmulatedReader): void => {
    const spoken = lastSpoken(reader);
    if (spoken === null) return;
    const before = lastSaid.get(reader.serial);
    lastSaid.set(reader.serial, spoken);
    // What is left of an utterance when a sentence is skipped stands there already.
    if (before !== undefined && isRestOf(spoken, before)) return;
    const line = spokenLine(reader.serial, spoken, withPrivate);
    if (line !== null) write(line);
  };
  const find = (id: string): EmulatedReader | undefined => desk.readers.find(({ serial }) => serial === id);

  const settle = async (done: Promise<Result<void>>): Promise<void> => {
    const result = await done;
    if (!result.ok) write(explain(result.problem, language));
  };
  const perform = (act: ReaderAct): void => {
    const reader = desk.readers[place];
    if (reader === undefined) return;
    // A unit without a keypad has its keys on the display.
    if (act.does !== 'press' || reader.profile.keypad) void settle(acts.at(reader, act));
    else for (const key of act.keys) void settle(acts.at(reader, { does: 'touch', key }));
  };
  const onLine = (line: Result<string>): void => {
    const read = line.ok ? parsePlainCommand(line.value, keypad) : line;
    if (!read.ok) {
      write(explain(read.problem, language));
      return;
    }
    const command = read.value;
    switch (command.kind) {
      case 'act':
        perform(command.act);
        break;
      case 'reader':
        if (desk.readers[command.place - 1] === undefined) {
          write(explain({ code: 'EMU-653', detail: { reader: command.place } }, language));
        } else {
          place = command.place - 1;
          hidePin();
        }
        break;
      case 'back-end':
        void settle(acts.orderBackEnd({ answer: command.answer }));
        break;
      case 'help':
        for (const help of plainHelp[language]) write(help);
        break;
      case 'quit':
        onQuit();
        break;
      case 'nothing':
        break;
    }
  };

  const lines = typing === null ? null : readLines(typing.input, onLine);
  const unsubscribe = [
    onView((id) => {
      const reader = find(id);
      if (reader !== undefined) tell(reader);
    }),
    events.subscribe(({ observation: { at, observation } }) => {
      const reader = find(at);
      if (reader === undefined) return;
      if (observation.event === 'utterance' && observation.phase === 'started') heard(reader);
      else if (ofTheLink.has(observation.event)) tell(reader);
    }),
  ];
  for (const reader of desk.readers) tell(reader);

  return {
    close() {
      for (const stop of unsubscribe) stop();
      lines?.close();
      typing?.close();
    },
  };
}
