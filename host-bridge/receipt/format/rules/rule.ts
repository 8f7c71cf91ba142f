/** What a rule of the format is, what a file is to it, and how rules look into a file. */

import type { Facility } from '../../../facility.ts';
import type { Basis } from '../basis.ts';
import { type FormName, forms } from '../forms.ts';
import type { NamedFile } from '../kinds.ts';
import type { MessageElement, ReadMessage } from '../read-message.ts';
import type { Words } from '../words.ts';

export interface Rule {
  readonly id: string;
  /** `refused`: the file is none of this format. `note`: the format allows it, and somebody should know. */
  readonly grade: 'refused' | 'note';
  /** Who says so. */
  readonly source: Words;
  readonly basis: Basis;
  readonly states: Words;
  readonly remedy: Words;
}

/** What the facility has chosen for its files; what is left out is not looked at. */
export type CheckSettings = Partial<Pick<Facility, 'encoding' | 'lineEnd'>>;

export interface JudgedFile extends NamedFile {
  readonly message: ReadMessage;
  /** null: the message has none. */
  readonly header: MessageElement | null;
  readonly body: MessageElement | null;
  /** `ResultOfQualificationConfirmation`, in order; in answers about many people, of all of them. */
  readonly records: readonly MessageElement[];
  readonly settings: CheckSettings;
}

/** A rule with what finds where a file breaks it. It is silent where another rule is broken that it builds on. */
export interface Judgement extends Rule {
  /** Each element at which it is broken; the root where it is broken by the file as a whole. */
  readonly brokenAt: (file: JudgedFile) => readonly MessageElement[];
}

/** As often as one rule is reported of one file: a file that breaks it everywhere is not worth more lines. */
export const findingsOfOneRule = 100;

export const consumers: Words = { en: 'public consumers', ja: '公開されている読み取りプログラム' };
export const sampleFile: Words = {
  en: 'a public sample of a face file',
  ja: '公開されている face ファイルの実例',
};
export const ourReading: Words = { en: 'our reading', ja: 'この製品の解釈' };

export const childrenNamed = (element: MessageElement | null, name: string): readonly MessageElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

export const childNamed = (element: MessageElement | null, name: string): MessageElement | null =>
  element?.children.find((child) => child.name === name) ?? null;

/** The text of the element's first child of that name; null where it is not there or blank. */
export function textIn(element: MessageElement | null, name: string): string | null {
  const text = childNamed(element, name)?.text ?? '';
  return text.trim() === '' ? null : text;
}

/** The same, null also where it has not the form: that is for the rule of the form to say. */
export function formedIn(element: MessageElement | null, name: string, form: FormName): string | null {
  const text = textIn(element, name);
  return text !== null && forms[form].fits(text) ? text : null;
}

/** `element` where `broken`, for rules that look at one place. */
export const at = (element: MessageElement | null, broken: boolean): readonly MessageElement[] =>
  broken && element !== null ? [element] : [];

export const isFace = (file: JudgedFile): boolean => file.kind.folder === 'face';

/** Whether the file is an answer about one person's eligibility: the kinds whose whole body is known. */
export const isEligibility = ({ kind }: JudgedFile): boolean =>
  kind.prefix === 'OQSsiquc01res' || kind.prefix === 'OQSsiquc01res_face';

export const isRequest = ({ kind }: JudgedFile): boolean => kind.folder === 'req';
