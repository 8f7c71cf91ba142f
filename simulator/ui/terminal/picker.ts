/** A list from which a person picks one by arrow keys or by typing its beginning. Pure. */

export interface Pick {
  readonly id: string;
  readonly about: string;
}

export interface Picker {
  readonly title: string;
  readonly all: readonly Pick[];
  readonly typed: string;
  /** Place in `offered`. */
  readonly at: number;
}

export const openPicker = (title: string, all: readonly Pick[]): Picker => ({ title, all, typed: '', at: 0 });

/** Those whose id begins with what was typed; all of them where none does. */
export function offered({ all, typed }: Picker): readonly Pick[] {
  const found = all.filter(({ id }) => id.startsWith(typed));
  return found.length === 0 ? all : found;
}

export type PickerStep = { readonly picker: Picker } | { readonly picked: string } | { readonly left: true };

/** What a key does to it, by the names that node:readline gives keys; `text` is what the key types. */
export function pickerKey(picker: Picker, name: string | undefined, text: string): PickerStep {
  const list = offered(picker);
  const moved = (by: number): PickerStep => ({
    picker: { ...picker, at: (picker.at + by + list.length) % list.length },
  });
  switch (name) {
    case 'up':
      return moved(-1);
    case 'down':
      return moved(1);
    case 'return':
    case 'enter': {
      const chosen = list[picker.at];
      return chosen === undefined ? { left: true } : { picked: chosen.id };
    }
    case 'escape':
      return { left: true };
    case 'backspace':
      return { picker: { ...picker, typed: picker.typed.slice(0, -1), at: 0 } };
    default:
      return /^[a-z0-9_-]$/.test(text)
        ? { picker: { ...picker, typed: picker.typed + text, at: 0 } }
        : { picker };
  }
}
