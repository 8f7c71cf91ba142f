/**
 * The desk on a terminal: draws the picture again when it has changed, takes one key at a time, and gives the
 * terminal back as it was. What is drawn is picture.ts; what keys do to the desk is Acts.
 */

import { emitKeypressEvents, type Key as TypedKey } from 'node:readline';
import type { ReadStream } from 'node:tty';
import type { Clock } from '../../../firmware/hal.ts';
import { palettes } from '../../../firmware/screens/colours.ts';
import { cueIds } from '../../../firmware/screens/vocabulary.ts';
import { explain } from '../../../protocol/errors.ts';
import type { Problem, Result } from '../../../protocol/result.ts';
import type { ReaderAct } from '../../automation/acts.ts';
import { readerState } from '../../automation/reader-state.ts';
import { isLinkFault, linkFaultNames, linkFaults } from '../../faults/link-faults.ts';
import { isSight, sights } from '../../peripherals/camera.ts';
import type { Audible } from '../../voice/audible.ts';
import { lastSpoken } from '../caption.ts';
import type { OperatedDesk } from '../operated-desk.ts';
import type { Output } from '../output.ts';
import { type KeypadOrder, readerKey } from '../typed-keypad.ts';
import { uiWords } from '../words.ts';
import { HeldKey } from './held-key.ts';
import { deskUtterance, keyName } from './key-check.ts';
import { openPicker, type Picker, pickerKey } from './picker.ts';
import { drawnLines, type Line } from './picture.ts';

/** Other screen, no cursor, and no wrapping: a letter that the terminal draws wider than we count moves nothing. */
const enter = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const leave = '\x1b[?7h\x1b[?25h\x1b[?1049l';
const home = '\x1b[H';
const toLineEnd = '\x1b[K';
const strong = (text: string): string => `\x1b[1m${text}\x1b[22m`;

const inColour = (place: 38 | 48, colour: string): string =>
  `${place};2;${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(';')}`;
const { text: ink, ground } = palettes.terminal.high;
const highContrast = `\x1b[${inColour(38, ink)};${inColour(48, ground)}m`;
const ownColours = '\x1b[39;49m';

export interface TerminalDeskOptions {
  readonly operated: OperatedDesk;
  readonly input: ReadStream;
  readonly output: Output;
  /** Shown for those who want the automation API. */
  readonly url: string;
  /** Makes the reader that is shown audible; null where the machine cannot, or is not to. */
  readonly sound: OpenSound | null;
  /** How the keys lie on the keypad that types. */
  readonly keypad: KeypadOrder;
  /** By which a key that is held down is told from one pressed again. */
  readonly clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>;
  /** The person wants to end the desk. */
  readonly onQuit: () => void;
}

/** @param onTrouble told why something is not heard */
export type OpenSound = (onTrouble: (problem: Problem) => void) => Pick<Audible, 'hear' | 'close'>;

/** Takes the terminal over; gives back the way to return it. */
export function openTerminalDesk(options: TerminalDeskOptions): { close(): void } {
  const { operated, input, output, url, sound, keypad, clock, onQuit } = options;
  const { desk, acts, events, onView, onHeard, people, language } = operated;
  const words = uiWords[language];
  let place = 0;
  let panel:
    | { kind: 'none' | 'help' }
    | { kind: 'pick'; picker: Picker; act: (id: string) => ReaderAct | null } = {
    kind: 'none',
  };
  let notice: string | null = null;
  let backEndDown = false;
  let checksKeys = false;
  let drawn = '';
  let drawing = false;
  let closed = false;

  const reader = () => {
    const [first] = desk.readers;
    const here = desk.readers[place] ?? first;
    if (here === undefined) throw new RangeError('a desk has a reader');
    return here;
  };

  const draw = (): void => {
    drawing = false;
    if (closed) return;
    const lines = drawnLines(
      {
        language,
        reader: readerState(reader()),
        place: place + 1,
        readers: desk.readers.length,
        masked: reader().status?.view?.masked ?? null,
        phoneReader: reader().phoneReader?.connected ?? null,
        caption: lastSpoken(reader()),
        camera: reader().sight,
        backEndDown: desk.backEnd === null ? null : backEndDown,
        panel,
        notice,
        url,
      },
      { columns: output.columns || 80, rows: output.rows || 24 },
    );
    const text = lines.map(written).join('\r\n');
    if (text === drawn) return;
    drawn = text;
    output.write(home + text);
  };
  /** Many things happen in one turn; one picture is enough. */
  const changed = (): void => {
    if (drawing) return;
    drawing = true;
    setImmediate(draw);
  };

  const audible = sound?.((problem) => {
    notice = explain(problem, language);
    changed();
  });

  /** Words of the desk itself, seen and heard. */
  const say = (text: string): void => {
    notice = text;
    audible?.hear({ utterance: deskUtterance(text, language) });
  };

  const settle = (done: Promise<Result<void>>): void => {
    void done.then((result) => {
      if (!result.ok) notice = explain(result.problem, language);
      changed();
    });
  };
  const act = (what: ReaderAct): void => settle(acts.at(reader(), what));

  const worldKeys: Readonly<Record<string, () => void>> = {
    c: () => {
      if (reader().cardIn) return act({ does: 'remove' });
      const all = [...people].map(({ id, about }) => ({ id, about: about[language] }));
      panel = {
        kind: 'pick',
        picker: openPicker(words.choosePerson, all),
        act: (of) => ({ does: 'place', of }),
      };
    },
    p: () => {
      if (reader().devicesPresented > 0) return act({ does: 'takeAway' });
      const all = [...people]
        .filter(({ phone }) => phone !== undefined)
        .map(({ id, about }) => ({ id, about: about[language] }));
      panel = {
        kind: 'pick',
        picker: openPicker(words.choosePhone, all),
        act: (of) => ({ does: 'present', of, biometrics: 'agreed' }),
      };
    },
    v: () => {
      const all = [...sights, ...cueIds].map((id) => ({ id, about: words.sights?.[id] ?? '' }));
      panel = {
        kind: 'pick',
        picker: openPicker(words.chooseSight, all),
        act: (sees) => (isSight(sees) ? { does: 'camera', sees } : null),
      };
    },
    u: () => act({ does: 'link', fault: reader().plugged ? 'unplug' : 'plug' }),
    l: () => {
      const all = linkFaultNames.map((id) => ({ id, about: linkFaults[id].about[language] }));
      panel = {
        kind: 'pick',
        picker: openPicker(words.chooseFault, all),
        act: (fault) => (isLinkFault(fault) ? { does: 'link', fault } : null),
      };
    },
    s: () => act({ does: 'phoneReader', in: reader().phoneReader?.connected !== true }),
    e: () => act({ does: 'earphones', in: !reader().earphones }),
    r: () => {
      place = (place + 1) % desk.readers.length;
      audible?.hear({ silence: true });
    },
    b: () => {
      if (desk.backEnd !== null) backEndDown = !backEndDown;
      settle(acts.orderBackEnd({ answer: backEndDown ? 'down' : 'normal' }));
    },
    k: () => {
      checksKeys = !checksKeys;
      say(checksKeys ? words.keyCheck.begun : words.keyCheck.over);
    },
    h: () => {
      panel = { kind: 'help' };
    },
    q: onQuit,
  };

  const held = new HeldKey(clock, (key) => {
    if (checksKeys) say(keyName(key, language));
    else act(reader().profile.keypad ? { does: 'press', keys: [key] } : { does: 'touch', key });
    changed();
  });

  const onKey = (text: string | undefined, { name, ctrl }: TypedKey): void => {
    const typed = text ?? '';
    const key = readerKey(keypad, typed, name);
    notice = null;
    if (ctrl && name === 'c') onQuit();
    else if (panel.kind === 'help') panel = { kind: 'none' };
    else if (panel.kind === 'pick') {
      const step = pickerKey(panel.picker, name, typed);
      if ('picker' in step) panel = { ...panel, picker: step.picker };
      else {
        const chosen = 'picked' in step ? panel.act(step.picked) : null;
        panel = { kind: 'none' };
        if (chosen !== null) act(chosen);
      }
    } else if (key !== null) held.typed(key);
    else worldKeys[typed]?.();
    changed();
  };
  const onResize = (): void => {
    drawn = '';
    changed();
  };
  const giveBack = (): void => {
    if (closed) return;
    closed = true;
    input.setRawMode(false);
    output.write(leave);
  };

  emitKeypressEvents(input);
  input.setRawMode(true);
  input.resume();
  input.on('keypress', onKey);
  output.on('resize', onResize);
  // Whatever ends the process, the terminal is given back.
  process.once('exit', giveBack);
  output.write(enter);
  const unsubscribe = [
    events.subscribe(changed),
    onView(changed),
    onHeard((id, heard) => {
      if (id === reader().serial) audible?.hear(heard);
    }),
  ];
  draw();

  return {
    close() {
      for (const stop of unsubscribe) stop();
      held.close();
      audible?.close();
      input.off('keypress', onKey);
      output.off('resize', onResize);
      process.off('exit', giveBack);
      input.pause();
      giveBack();
    },
  };
}

/** Emptied first: emptied after a line that fills the width, its last letter would go too. */
const written = ({ text, strong: isStrong, contrast }: Line): string => {
  const line = toLineEnd + (isStrong ? strong(text) : text);
  return contrast ? `${highContrast}${line}${ownColours}` : line;
};
