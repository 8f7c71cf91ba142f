/**
 * Scenario files as scenarios that can be run: every word is checked here, before anything runs. What is wrong is told
 * with file and line, and never with what was typed into a masked field.
 */

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { z } from 'zod';
import { profiles, type ReaderProfile } from '../../firmware/profiles.ts';
import type { Facility } from '../../host-bridge/facility.ts';
import type { Language } from '../../protocol/errors.ts';
import { EmulatorError, isErrorCode } from '../../protocol/errors.ts';
import { linkFaults } from '../faults/link-faults.ts';
import type { People } from '../people/registry.ts';
import { type Placement, usualPlacement } from '../phone-reader/placement.ts';
import { holderOf } from './presented-phone.ts';
import type { NamedRequirement } from './requirements.ts';
import type { RuleId } from './rules.ts';
import { type Expectation, examplesSchema, scenarioHeadSchema } from './schema.ts';
import { isStepWord, type Step, steps, stepWords } from './steps.ts';
import { type PlainScenario, plainScenarios } from './yaml-source.ts';

export interface Scenario {
  /** Unique in its file. */
  readonly name: string;
  /** Name of the file, without its folder. */
  readonly file: string;
  /** SHA-256 of the file in hexadecimal digits, line ends as LF: the same wherever it was checked out. */
  readonly sha256: string;
  readonly requirements: readonly NamedRequirement[];
  readonly rules: readonly RuleId[];
  readonly profile: ReaderProfile;
  /** Where the phone readers stand, if the profile has any. */
  readonly phoneReader: Placement;
  /** In which the readers rest. */
  readonly language: Language;
  readonly readers: number;
  readonly facility: Facility;
  readonly steps: readonly Step[];
  readonly expect: Expectation;
}

/** What tells a file as it is now from one as it was: of its text, line ends as LF, in hexadecimal digits. */
export const sha256Of = (text: string): string =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');

/**
 * The scenarios of a file's text.
 * @param path what messages call the file
 * @throws EmulatorError EMU-601 to EMU-611, EMU-613, EMU-614, EMU-742.
 */
export function parseScenarios(text: string, path: string, people: People): Scenario[] {
  const sha256 = sha256Of(text);
  const names = new Set<string>();
  return plainScenarios(text, path).map((source) => {
    const reader = new ScenarioReader(source, path, people);
    const scenario = reader.scenario({ file: basename(path), sha256 });
    if (names.has(scenario.name)) reader.refuse('EMU-613', ['name'], { name: scenario.name });
    names.add(scenario.name);
    return scenario;
  });
}

type Path = readonly PropertyKey[];

class ScenarioReader {
  readonly #source: PlainScenario;
  readonly #file: string;
  readonly #people: People;

  constructor(source: PlainScenario, file: string, people: People) {
    this.#source = source;
    this.#file = file;
    this.#people = people;
  }

  refuse(
    code: EmulatorError['problem']['code'],
    path: Path,
    detail: Record<string, string | number> = {},
  ): never {
    const line = this.#source.lineOf(path);
    throw new EmulatorError({ code, detail: { file: this.#file, line, ...detail } });
  }

  scenario(origin: Pick<Scenario, 'file' | 'sha256'>): Scenario {
    const { examples, ...body } = this.#source.data;
    if (examples !== undefined) this.#checked(examplesSchema, examples, ['examples']);
    const { reader, ...head } = this.#checked(scenarioHeadSchema, body, []);
    const profile = { ...profiles[reader.profile], iphone: reader.iphone };
    if (reader.phoneReader !== undefined && profile.phones === 'unit')
      this.refuse('EMU-742', ['reader', 'phoneReader'], { profile: profile.id });
    const read = head.steps.map((step, i) => this.#step(step, ['steps', i]));
    for (const [i, step] of read.entries())
      this.#fits(step, ['steps', i], { profile, readers: head.readers });
    const { language, phoneReader = usualPlacement } = reader;
    return { ...origin, ...head, profile, phoneReader, language, steps: read };
  }

  #step(value: unknown, path: Path): Step {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.refuse('EMU-602', path, {
        path: written(path),
        reason: 'a step is a map such as see: idle',
      });
    }
    const words = Object.keys(value);
    const word = words.find(isStepWord);
    if (word === undefined) {
      return this.refuse('EMU-603', [...path, words[0] ?? ''], {
        word: words[0] ?? '',
        known: stepWords.join(', '),
      });
    }
    const fields: object = this.#checked<object>(steps[word].schema, value, path);
    // The schema is the word's own, so the fields are those that go with it.
    return { ...fields, does: word, line: this.#source.lineOf(path) } as Step;
  }

  /** What the step's own schema cannot know: who there is, and what these readers have. */
  #fits(step: Step, path: Path, { profile, readers }: Pick<Scenario, 'profile' | 'readers'>): void {
    if ('at' in step && step.at > readers) this.refuse('EMU-610', [...path, 'at'], { at: step.at, readers });
    switch (step.does) {
      case 'away':
      case 'lookup':
      case 'place':
        if (this.#people.get(step.of) === undefined)
          this.refuse('EMU-604', [...path, 'of'], { word: step.of });
        return;
      case 'present': {
        const holder = holderOf(step);
        const person = this.#people.get(holder);
        if (person === undefined) this.refuse('EMU-604', [...path, 'of'], { word: holder });
        if (person?.phone === undefined || person.phone.kind !== (step.kind ?? person.phone.kind))
          this.refuse('EMU-609', path, { person: holder, kind: person?.phone?.kind ?? 'none' });
        return;
      }
      case 'phone-reader':
        if (profile.phones === 'unit') this.refuse('EMU-742', path, { profile: profile.id });
        return;
      case 'press':
        if (!profile.keypad) this.refuse('EMU-611', path, { profile: profile.id });
        return;
      case 'link':
        if (linkFaults[step.link].needsNext && readers < 2)
          this.refuse('EMU-610', path, { at: step.at + 1, readers });
        return;
      default:
    }
  }

  #checked<T>(schema: z.ZodType<T>, value: unknown, path: Path): T {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const issue = innermost(read.error.issues);
    const there = [...path, ...issue.path];
    const { code, ...particulars } = (issue.code === 'custom' ? issue.params : undefined) ?? {};
    if (typeof code === 'string' && isErrorCode(code)) {
      const word = valueAt(value, issue.path);
      // A list of keys may be somebody's PIN.
      const detail = code === 'EMU-606' ? {} : { word: typeof word === 'string' ? word : typeof word };
      return this.refuse(code, there, { ...detail, ...particulars });
    }
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    return this.refuse('EMU-602', unknown === undefined ? there : [...there, unknown], {
      path: written(there) || '(whole scenario)',
      reason: unknown === undefined ? issue.message : `there is no ${unknown} here`,
    });
  }
}

type Issue = z.core.$ZodIssue;

/** Of an either-or, the problem of the branch that came closest. */
function innermost(issues: readonly Issue[]): Issue {
  const [first] = issues;
  if (first === undefined) throw new Error('a schema refused without an issue');
  if (first.code !== 'invalid_union') return first;
  const branches = first.errors.map(innermost);
  const misfit = (issue: Issue): boolean => issue.path.length === 0 && issue.code === 'invalid_type';
  const closest = branches.find((issue) => !misfit(issue)) ?? first;
  return { ...closest, path: [...first.path, ...closest.path] };
}

const written = (path: Path): string =>
  path.map((part) => (typeof part === 'number' ? `${part + 1}` : String(part))).join('.');

const valueAt = (value: unknown, path: Path): unknown => {
  let at = value;
  for (const part of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  return at;
};
