/** What the terminal desk draws: the lines of one picture, made from the state of the desk. Pure. */

import type { Language } from '../../../protocol/errors.ts';
import type { ReaderState } from '../../automation/reader-state.ts';
import type { TranscriptEntry } from '../../desk/transcript.ts';
import { fitted, textWidth, wrapped } from '../text-width.ts';
import { uiWords } from '../words.ts';
import { offered, type Picker } from './picker.ts';

export interface DeskPicture {
  readonly language: Language;
  readonly reader: ReaderState;
  /** Which of how many, counted from 1. */
  readonly place: number;
  readonly readers: number;
  /** Digits in a masked field; null where there is none. */
  readonly masked: number | null;
  /** Whether the PC sees the phone reader beside the reader; null: none stands there. */
  readonly phoneReader: boolean | null;
  readonly caption: Pick<TranscriptEntry, 'channel' | 'text'> | null;
  readonly camera: string;
  /** null: there is no back end here. */
  readonly backEndDown: boolean | null;
  readonly panel: { readonly kind: 'none' | 'help' } | { readonly kind: 'pick'; readonly picker: Picker };
  /** What went wrong last, until the next key. */
  readonly notice: string | null;
  readonly url: string;
}

export interface Line {
  readonly text: string;
  readonly strong?: true;
  /** In the colours of high contrast, whatever the terminal's own are. */
  readonly contrast?: true;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** At most `rows` lines, each at most `columns` wide. */
export function drawnLines(picture: DeskPicture, { columns, rows }: Size): readonly Line[] {
  const rule: Line = { text: '─'.repeat(columns) };
  const top = [...stateLines(picture, columns), rule];
  const caption = captionLines(picture, columns);
  const room = Math.max(1, rows - top.length - usualCaption - 2);
  const middle = panelLines(picture, columns, room) ?? seenLines(picture, columns, room);
  const cut = middle.length > room ? [...middle.slice(0, room - 1), { text: '…' }] : middle;
  // A long caption takes the lines that the screen above leaves empty.
  const captionRoom = usualCaption + room - cut.length;
  const captionHeight = Math.max(usualCaption, Math.min(caption.length, captionRoom));
  const blank = Array.from({ length: captionRoom - captionHeight }, (): Line => ({ text: '' }));
  const bottom = [rule, ...captionIn(captionHeight, caption, columns), footLine(picture, columns)];
  return [...top, ...cut, ...blank, ...bottom].slice(0, rows);
}

/** What does not fit one line goes to the next. */
function stateLines(
  { language, reader, place, readers, phoneReader, camera, backEndDown }: DeskPicture,
  columns: number,
): readonly Line[] {
  const words = uiWords[language];
  const here = (there: boolean): string => (there ? words.in : words.out);
  const parts = [
    readers > 1 ? `${reader.id} (${place}/${readers})` : reader.id,
    words.link[reader.link],
    `${words.card}: ${here(reader.card)}${reader.cardMark === undefined ? '' : `「${reader.cardMark}」`}`,
    `${words.phone}: ${here(reader.phone)}`,
    ...(phoneReader === null
      ? []
      : [`${words.phoneReader}: ${phoneReader ? words.link.connected : words.link.unplugged}`]),
    `${words.camera}: ${camera}`,
    `${words.earphones}: ${here(reader.earphones)}`,
    ...(backEndDown === null ? [] : [`${words.backEnd}: ${backEndDown ? words.down : words.up}`]),
  ];
  return sideBySide(parts, columns);
}

/**
 * A terminal cannot draw larger letters: large text is bold with room between the lines, where there is room. High
 * contrast is white on black.
 */
function seenLines(picture: DeskPicture, columns: number, room: number): readonly Line[] {
  const display = picture.reader.screen?.display;
  if (display?.hidden === true) return [{ text: fitted(uiWords[picture.language].hidden, columns) }];
  const plain = screenLines(picture, columns, room);
  const large = display?.text === 'large';
  const spaced =
    large && plain.length * 2 - 1 <= room
      ? plain.flatMap((line) => [line, { text: '' }]).slice(0, -1)
      : plain;
  return spaced.map((line) => ({
    ...line,
    ...(large ? ({ strong: true } as const) : {}),
    ...(display?.contrast === 'high' ? ({ contrast: true } as const) : {}),
  }));
}

function screenLines(
  { language, reader, masked }: DeskPicture,
  columns: number,
  room: number,
): readonly Line[] {
  const words = uiWords[language];
  const { screen } = reader;
  if (screen === null) return [{ text: fitted(words.noPower, columns) }];
  const head: Line[] = [{ text: fitted(screen.title, columns), strong: true }, { text: '' }];
  for (const line of screen.text) for (const text of wrapped(line, columns)) head.push({ text });
  if (masked !== null)
    head.push({ text: fitted(`[${'•'.repeat(masked)}] ${words.digits(masked)}`, columns) });
  if (screen.page !== undefined && screen.page.of > 1)
    head.push({ text: fitted(words.page(screen.page.at, screen.page.of), columns) });
  if (screen.status !== null) head.push({ text: fitted(`» ${screen.status}`, columns), strong: true });
  head.push({ text: '' });
  const choices = screen.choices.map(
    ({ key, label, marked }) => `${marked ? '●' : ' '}[${key === 'any' ? words.anyKey : key}] ${label}`,
  );
  // One a line where there is room, else side by side.
  return head.length + choices.length <= room
    ? [...head, ...choices.map((choice) => ({ text: fitted(choice, columns) }))]
    : [...head, ...sideBySide(choices, columns)];
}

function sideBySide(texts: readonly string[], columns: number): Line[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 2 + textWidth(text) <= columns) {
      lines[lines.length - 1] = `${last}  ${text}`;
    } else {
      lines.push(fitted(text, columns));
    }
  }
  return lines.map((text) => ({ text }));
}

function panelLines(
  { language, panel, url }: DeskPicture,
  columns: number,
  room: number,
): readonly Line[] | null {
  const words = uiWords[language];
  if (panel.kind !== 'pick') {
    return panel.kind === 'none'
      ? null
      : [...words.help, url].map((line) => ({ text: fitted(line, columns) }));
  }
  const { picker } = panel;
  const list = offered(picker);
  const shown = Math.max(1, room - 3);
  const first = Math.max(0, Math.min(picker.at - Math.floor(shown / 2), list.length - shown));
  const width = Math.max(...list.map(({ id }) => id.length));
  return [
    { text: fitted(`${picker.title} ${picker.typed}`, columns), strong: true },
    { text: fitted(words.pickHint, columns) },
    { text: '' },
    ...list.slice(first, first + shown).map(({ id, about }, index): Line => {
      const here = first + index === picker.at;
      const text = fitted(`${here ? '>' : ' '} ${id.padEnd(width)}  ${about}`, columns);
      return here ? { text, strong: true } : { text };
    }),
  ];
}

/** The caption takes two lines at least, so that the rule above it rarely moves. */
const usualCaption = 2;

function captionLines({ language, caption }: DeskPicture, columns: number): readonly string[] {
  const words = uiWords[language];
  const of = caption?.channel === 'earphones' ? words.earphoneVoice : words.speaker;
  return caption === null ? [] : wrapped(`${of}: ${caption.text ?? ''}`, columns);
}

function captionIn(height: number, caption: readonly string[], columns: number): readonly Line[] {
  return Array.from({ length: height }, (_, i): Line => {
    const text = caption[i] ?? '';
    return { text: i === height - 1 ? fitted(text + (caption[height] ?? ''), columns) : text };
  });
}

function footLine({ language, notice }: DeskPicture, columns: number): Line {
  return notice === null
    ? { text: fitted(uiWords[language].keys, columns) }
    : { text: fitted(notice, columns), strong: true };
}
