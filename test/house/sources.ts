/** The project's own files, and what each source imports: read once, for tests of the house's rules. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = normalize(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));
export const rooms = ['protocol', 'firmware', 'host-bridge', 'simulator'] as const;
export type Room = (typeof rooms)[number];

const notOurs = new Set(['node_modules', '.git', '.fcr', 'coverage', 'out']);

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(path);
    return entry.isFile() ? [path] : [];
  });

/** Every file of the project, by its path in it. */
export const files = filesUnder('');
export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

export const roomOf = (file: string): string => file.slice(0, file.indexOf('/'));
export const sources = files.filter(
  (file) => /\.[cm]?[jt]sx?$/.test(file) && [...rooms, 'test'].includes(roomOf(file)),
);

/** Code without comments, strings, templates' text and regular expressions after `=` or `(`: what a rule about code looks at. */
export function codeOnly(text: string): string {
  const skipped =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=[=(,:]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;
  return text.replace(skipped, (part) => part.replace(/[^\n]/g, ' '));
}

const importForm =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports, as it is written. Comments do not count. */
export function importsOf(file: string): readonly string[] {
  const text = read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\n)\s*\/\/[^\n]*/g, '$1');
  const found = [...text.matchAll(importForm)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? []);
  // A program written into a template has its own imports, with holes in them.
  return found.filter((specifier) => !specifier.includes('${'));
}

/** The file of the project that a relative import means; null for a package. */
export const importedFile = (file: string, specifier: string): string | null =>
  specifier.startsWith('.')
    ? relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/')
    : null;

/** The package of an import: `@scope/name` or `name`; null for relative imports and Node's own modules. */
export const packageOf = (specifier: string): string | null => {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
};
