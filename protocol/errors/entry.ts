/** What an error of the catalogue says: its cause and its remedy, each in both languages. */

export interface ErrorEntry {
  readonly cause: { readonly en: string; readonly ja: string };
  readonly remedy: { readonly en: string; readonly ja: string };
}

export type ErrorEntries = Readonly<Record<`EMU-${string}`, ErrorEntry>>;
