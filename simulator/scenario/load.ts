/** Reads scenario files, and folders of them, from the disk. */

import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readUtf8File } from '../../host-bridge/characters/utf8-file.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { loadPeople, type People } from '../people/registry.ts';
import { parseScenarios, type Scenario, sha256Of } from './parse.ts';
import { plainScenarios } from './yaml-source.ts';

/** The scenarios that come with the project. */
export const builtInScenarios = fileURLToPath(new URL('../scenarios', import.meta.url));

/**
 * The scenarios of files, and of all `.yaml` files of folders, those in folders within too, in order of their names.
 * @param people whose cards the scenarios may use; the built-in people unless told
 * @throws EmulatorError EMU-600 (cannot be read), EMU-612 (nothing there), and as `parseScenarios`.
 */
export function loadScenarios(paths: readonly string[], people: People = loadPeople()): Scenario[] {
  return paths.flatMap((path) => {
    const files = scenarioFiles(path);
    const scenarios = files.flatMap((file) => parseScenarios(read(file), file, people));
    if (scenarios.length === 0) throw new EmulatorError({ code: 'EMU-612', detail: { path } });
    return scenarios;
  });
}

/** A scenario of a file that is another than was recorded: only what it is called is looked at. */
export type OtherScenario = Pick<Scenario, 'file' | 'name' | 'sha256'>;

/**
 * Of the same, those in files of these names. A file that none of the digests is of may be meant for other people, so
 * its scenarios are named only.
 * @throws EmulatorError EMU-600 (cannot be read), and as `parseScenarios`.
 */
export function loadRecordedScenarios(
  names: ReadonlySet<string>,
  digests: ReadonlySet<string>,
  paths: readonly string[],
  people: People,
): (Scenario | OtherScenario)[] {
  return paths
    .flatMap(scenarioFiles)
    .filter((file) => names.has(basename(file)))
    .flatMap((file) => {
      const text = read(file);
      const sha256 = sha256Of(text);
      if (digests.has(sha256)) return parseScenarios(text, file, people);
      return plainScenarios(text, file).map(({ data }): OtherScenario => {
        const name = typeof data.name === 'string' ? data.name : '';
        return { file: basename(file), name, sha256 };
      });
    });
}

/** The scenario files of a path, in the order of code points, so that every machine runs them in the same order. EMU-600. */
export function scenarioFiles(path: string): string[] {
  return attempt(path, () => {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(path, name));
  });
}

const read = (file: string): string => attempt(file, () => readUtf8File(file));

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new EmulatorError({ code: 'EMU-600', detail: { file, reason } });
  }
}
