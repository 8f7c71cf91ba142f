/**
 * Where everything of a screen lies on a device, in millimetres from its upper left corner: title, body, choices, the
 * keys that mean the same everywhere, caption. One arrangement for all screens, so that a place learnt once holds; what
 * is too long for it goes to a further page, and nothing is cut or scrolled. Our design: how real readers place their
 * buttons is not public.
 */

import { type DeviceProfile, screenSize } from '../../device-profile.ts';
import { keyOrder } from '../keys.ts';
import { text } from '../texts.ts';
import type { Key, ScreenView } from '../vocabulary.ts';
import { linesOf, textWidth } from './letters.ts';
import { type Sizes, sizesOf } from './sizes.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedText {
  readonly box: Box;
  readonly lines: readonly string[];
  /** Millimetres. */
  readonly em: number;
  readonly bold: boolean;
}

export interface Target {
  /** `choice`: 1 to 4; `general`: the lower row; `digit`: of a touched entry; `comfort`: volume and language; `page`: turns the page. */
  readonly kind: 'choice' | 'general' | 'digit' | 'comfort' | 'page';
  readonly key: Key | 'any';
  readonly box: Box;
  readonly label: PlacedText;
  readonly marked: boolean;
}

export interface Page {
  readonly title: PlacedText;
  readonly body: PlacedText;
  /** The masked field: how many digits are in it. */
  readonly field: PlacedText | null;
  readonly targets: readonly Target[];
  /** Where the words that are spoken stand while they are spoken. */
  readonly caption: Box;
}

/** Words that do not fit where they are to stand. */
export interface Overflow {
  readonly of: 'title' | 'body' | 'label' | 'field';
  readonly words: string;
  /** Millimetres, of the side that is too short. */
  readonly needs: number;
  readonly has: number;
}

export interface Layout {
  readonly screen: Box;
  readonly sizes: Sizes;
  readonly pages: readonly Page[];
  /** Empty, or the device is too small for this screen. */
  readonly overflow: readonly Overflow[];
}

export type LaidOut = Pick<
  ScreenView,
  'id' | 'language' | 'title' | 'text' | 'choices' | 'masked' | 'status' | 'mode'
>;

type Shown = LaidOut['choices'][number];

/** The lower row, by key; a part of its width each. Help and end lie where they lay on the screen before. */
const generalSlots = [
  { key: '9', part: 26 },
  { key: '0', part: 42 },
  { key: '#', part: 39 },
  { key: '*', part: 37.5 },
] as const;
type GeneralKey = (typeof generalSlots)[number]['key'];

interface Areas {
  readonly title: Box;
  /** From here down to whatever lies below. */
  readonly bodyTop: number;
  readonly choices: readonly [Box, Box, Box, Box];
  readonly general: Readonly<Record<GeneralKey, Box>>;
}

function areasOf(screen: Box, { titleEm, bodyPitch, margin, gap, row }: Sizes): Areas {
  const width = screen.width - 2 * margin;
  const title = { x: margin, y: margin, width, height: titleEm * bodyPitch };
  const generalTop = screen.height - margin - row;
  const secondTop = generalTop - gap - row;
  const firstTop = secondTop - gap - row;
  const half = (width - gap) / 2;
  const right = margin + half + gap;
  const choice = (x: number, y: number): Box => ({ x, y, width: half, height: row });
  const parts = generalSlots.reduce((sum, { part }) => sum + part, 0);
  const perPart = (width - gap * (generalSlots.length - 1)) / parts;
  const general: Partial<Record<GeneralKey, Box>> = {};
  let x = margin;
  for (const { key, part } of generalSlots) {
    general[key] = { x, y: generalTop, width: part * perPart, height: row };
    x += part * perPart + gap;
  }
  return {
    title,
    bodyTop: title.y + title.height + gap,
    choices: [
      choice(margin, firstTop),
      choice(right, firstTop),
      choice(margin, secondTop),
      choice(right, secondTop),
    ],
    general: general as Record<GeneralKey, Box>,
  };
}

/** A key whose place is taken by nothing of its own finds one here. */
const standsInFor: Readonly<Partial<Record<Key, GeneralKey>>> = { '6': '9', '8': '#' };

/** Lays a screen out. A hidden screen has one page, and nothing on it. */
export function layoutOf(view: LaidOut, device: DeviceProfile): Layout {
  const sizes = sizesOf(device, view.mode.text);
  const screen: Box = { x: 0, y: 0, ...screenSize(device) };
  return new Arrangement(view, device, screen, sizes).layout();
}

/** What the body of a screen has room for; its words have no part in it. */
export interface BodyRoom {
  readonly lines: number;
  /** In em. */
  readonly width: number;
}

/** The room on a page that nothing but the body's own words may make too small. */
export function bodyRoomOf(view: LaidOut, device: DeviceProfile): BodyRoom {
  const sizes = sizesOf(device, view.mode.text);
  const screen: Box = { x: 0, y: 0, ...screenSize(device) };
  return new Arrangement(view, device, screen, sizes).bodyRoom();
}

class Arrangement {
  readonly #view: LaidOut;
  readonly #device: DeviceProfile;
  readonly #screen: Box;
  readonly #sizes: Sizes;
  readonly #areas: Areas;
  readonly #overflow: Overflow[] = [];

  constructor(view: LaidOut, device: DeviceProfile, screen: Box, sizes: Sizes) {
    this.#view = view;
    this.#device = device;
    this.#screen = screen;
    this.#sizes = sizes;
    this.#areas = areasOf(screen, sizes);
  }

  layout(): Layout {
    const title = this.#fitted('title', [this.#view.title], this.#areas.title, this.#sizes.titleEm, true);
    const { targets, field, room } = this.#around();
    const caption = this.#captionBox(targets);
    const pages = this.#pagesOfBody(room).map(({ text: lines, turn }) => ({
      title,
      body: lines,
      field,
      targets: turn === null ? targets : [...targets, turn],
      caption: caption ?? lines.box,
    }));
    return { screen: this.#screen, sizes: this.#sizes, pages, overflow: this.#overflow };
  }

  bodyRoom(): BodyRoom {
    const { room } = this.#around();
    return { lines: this.#linesIn(room), width: room.width / this.#sizes.em };
  }

  /** Everything but the words of title and body, and the room that is left for these. */
  #around(): { readonly targets: readonly Target[]; readonly field: PlacedText | null; readonly room: Box } {
    const { masked, mode } = this.#view;
    const touched = this.#device.keypad === null;
    const digits = masked !== null && touched && !mode.hidden;
    const targets = digits ? this.#digitTargets() : this.#targets(touched);
    const body = this.#bodyBox(targets);
    const field = masked === null || mode.hidden ? null : this.#field(masked, body, targets);
    const room =
      field === null || field.box.y >= body.y + body.height ? body : above(body, field.box, this.#sizes);
    return { targets, field, room };
  }

  #linesIn(room: Box): number {
    return Math.floor(room.height / (this.#sizes.em * this.#sizes.bodyPitch) + 1e-9);
  }

  // ── buttons ─────────────────────────────────────────────────────────────────────────────────────────

  #targets(touched: boolean): readonly Target[] {
    const { choices, general } = this.#areas;
    const targets = this.#view.choices.map((choice) => {
      const place = choice.key === 'any' ? 0 : keyOrder.indexOf(choice.key);
      const box = choices[place];
      if (box !== undefined) return this.#target('choice', choice, box);
      const slot = generalSlots.find(({ key }) => key === choice.key)?.key ?? standsInFor[choice.key as Key];
      return this.#target('general', choice, general[slot ?? '#']);
    });
    return touched && !this.#view.mode.hidden ? [...targets, ...this.#comfortTargets(targets)] : targets;
  }

  /** Without a keypad volume and language have to be touched, on every screen that may be left for them. */
  #comfortTargets(taken: readonly Target[]): readonly Target[] {
    const { id, language } = this.#view;
    const { choices, general } = this.#areas;
    const keys = new Set(taken.map(({ key }) => key));
    if (keys.has('any')) return [];
    const wanted: Shown[] = [];
    if (this.#device.loudness !== null) wanted.push({ key: '6', label: text('label.volume', language) });
    if (!keys.has('8') && id !== 'language')
      wanted.push({ key: '8', label: text('label.language', language) });
    const free = keys.has('4') ? null : choices[3];
    const half = free === null ? 0 : (free.width - this.#sizes.gap) / 2;
    return wanted.flatMap((choice) => {
      if (free !== null) {
        const x = choice.key === '6' ? free.x : free.x + half + this.#sizes.gap;
        return [this.#target('comfort', choice, { ...free, x, width: half })];
      }
      const slot = standsInFor[choice.key as Key];
      return slot === undefined || keys.has(slot) ? [] : [this.#target('comfort', choice, general[slot])];
    });
  }

  /** The twelve keys of an entry that is touched, in telephone order. */
  #digitTargets(): readonly Target[] {
    const { bodyTop } = this.#areas;
    const { margin, gap, row } = this.#sizes;
    const height = (this.#screen.height - margin - bodyTop - 3 * gap) / 4;
    const width = Math.max(row, (this.#screen.width - 2 * margin) * 0.18);
    const left = this.#screen.width - margin - 3 * width - 2 * gap;
    const order = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
    return order.map((key, place) => {
      const own = this.#view.choices.find((choice) => choice.key === key);
      const box = {
        x: left + (place % 3) * (width + gap),
        y: bodyTop + Math.floor(place / 3) * (height + gap),
        width,
        height,
      };
      return this.#target(own === undefined ? 'digit' : 'general', own ?? { key, label: key }, box);
    });
  }

  #target(kind: Target['kind'], { key, label, marked }: Shown, box: Box): Target {
    const { em, padding, labelPitch } = this.#sizes;
    const words =
      this.#device.keypad === null || key === 'any' ? label : `${key === '*' ? '＊' : key} ${label}`;
    const inner = shrunk(box, padding);
    const lines = linesOf(words, inner.width / em);
    this.#check('label', words, lines, inner, em, labelPitch);
    return {
      kind,
      key,
      box,
      label: { box: inner, lines, em, bold: false },
      marked: marked === true,
    };
  }

  // ── words ───────────────────────────────────────────────────────────────────────────────────────────

  /** Down to the uppermost button, beside the keys of an entry that is touched. */
  #bodyBox(targets: readonly Target[]): Box {
    const { bodyTop, title, choices } = this.#areas;
    const { gap } = this.#sizes;
    const digits = targets.find(({ kind }) => kind === 'digit');
    if (digits !== undefined) {
      const width = digits.box.x - gap - title.x;
      return { x: title.x, y: bodyTop, width, height: this.#screen.height - this.#sizes.margin - bodyTop };
    }
    // The second row of choices is the caption's where no choice lies there.
    const lowest = choices[2].y;
    const uppermost = Math.min(lowest, ...targets.map(({ box }) => box.y));
    return { x: title.x, y: bodyTop, width: title.width, height: uppermost - gap - bodyTop };
  }

  #field(masked: number, body: Box, targets: readonly Target[]): PlacedText {
    const { em, row, gap } = this.#sizes;
    const { general } = this.#areas;
    const box = targets.some(({ kind }) => kind === 'digit')
      ? { x: body.x, y: body.y + body.height - row, width: body.width, height: row }
      : { ...general['9'], width: general['9'].width + gap + general['0'].width };
    return this.#fitted('field', ['●'.repeat(masked)], box, em, true);
  }

  /** The second row where it is free; null: over the body, for as long as somebody speaks. */
  #captionBox(targets: readonly Target[]): Box | null {
    const [, , third] = this.#areas.choices;
    const isTaken = (box: Box): boolean => targets.some((target) => overlaps(target.box, box));
    const wide = { ...third, width: this.#areas.title.width };
    if (!isTaken(wide)) return wide;
    return isTaken(third) ? null : third;
  }

  #pagesOfBody(room: Box): readonly { readonly text: PlacedText; readonly turn: Target | null }[] {
    const { em, bodyPitch, gap, row } = this.#sizes;
    const { text: body, status, masked } = this.#view;
    const words = [...body, ...(status === null ? [] : [status])].filter((line) => line !== '');
    const placed = (lines: readonly string[], box: Box): PlacedText => ({ box, lines, em, bold: false });
    const wrap = (width: number): readonly string[] => words.flatMap((line) => linesOf(line, width / em));
    const fits = this.#linesIn(room);
    const whole = wrap(room.width);
    if (whole.length <= fits) {
      this.#check('body', words.join('\n'), whole, room, em, bodyPitch);
      return [{ text: placed(whole, room), turn: null }];
    }
    // Digits are data here: no key is left to turn a page with.
    if (masked !== null || fits === 0) {
      this.#check('body', words.join('\n'), whole, room, em, bodyPitch);
      return [{ text: placed(whole, room), turn: null }];
    }
    const turnWidth = Math.max(row, 4.2 * em);
    const narrow = { ...room, width: room.width - gap - turnWidth };
    const box = {
      x: narrow.x + narrow.width + gap,
      y: room.y,
      width: turnWidth,
      height: Math.min(row, room.height),
    };
    const lines = wrap(narrow.width);
    this.#check('body', words.join('\n'), lines.slice(0, fits), narrow, em, bodyPitch);
    const count = Math.ceil(lines.length / fits);
    return Array.from({ length: count }, (_, at) => {
      const label = `${text('label.page', this.#view.language)} ${at + 1}/${count}`;
      return {
        text: placed(lines.slice(at * fits, (at + 1) * fits), narrow),
        turn: this.#target('page', { key: '5', label }, box),
      };
    });
  }

  #fitted(of: 'title' | 'field', lines: readonly string[], box: Box, em: number, bold: boolean): PlacedText {
    this.#check(of, lines.join('\n'), lines, box, em, this.#sizes.bodyPitch);
    return { box, lines, em, bold };
  }

  #check(
    of: Overflow['of'],
    words: string,
    lines: readonly string[],
    box: Box,
    em: number,
    pitch: number,
  ): void {
    const width = Math.max(0, ...lines.map(textWidth)) * em;
    const height = lines.length * pitch * em;
    const tolerance = 1e-6;
    if (width > box.width + tolerance) this.#overflow.push({ of, words, needs: width, has: box.width });
    if (height > box.height + tolerance) this.#overflow.push({ of, words, needs: height, has: box.height });
  }
}

const shrunk = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

const above = (box: Box, other: Box, { gap }: Sizes): Box => ({ ...box, height: other.y - gap - box.y });

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
