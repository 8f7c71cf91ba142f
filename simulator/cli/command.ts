/**
 * What a command of `fcr` is, as data: its words in both languages, and a schema for each thing that it is given.
 * Help, checks and the types of what a command's code receives are made from it.
 */

import type { z } from 'zod';
import { EmulatorError, type Language } from '../../protocol/errors.ts';
import type { ExitCode, Io } from './io.ts';

export type Words = Readonly<Record<Language, string>>;

export interface Given<S extends z.ZodType = z.ZodType> {
  /** `--page <port>`, `--secrets`; of an argument `<path...>`, `[name]`. */
  readonly flags: string;
  readonly about: Words;
  /** What it takes, for those who gave something else. */
  readonly expects: Words;
  readonly schema: S;
  /** May be given several times, or takes several words. */
  readonly several?: true;
  /** What was given is never repeated in a refusal. */
  readonly secret?: true;
}
type GivenTable = Readonly<Record<string, Given>>;
type ValuesOf<T extends GivenTable> = { readonly [N in keyof T]: z.output<T[N]['schema']> };

interface CommandParts<A extends GivenTable, O extends GivenTable> {
  /** What its sentence in the list leaves open. */
  readonly details?: Words;
  readonly arguments: A;
  readonly options: O;
  readonly examples: readonly string[];
  readonly run: (given: ValuesOf<A> & ValuesOf<O>, io: Io) => Promise<ExitCode>;
}

/** A command of which only its words are known: what it takes is checked when it is called. */
export interface Command {
  readonly details: Words | null;
  readonly arguments: GivenTable;
  readonly options: GivenTable;
  readonly examples: readonly string[];
  /** Throws an EmulatorError (EMU-633, EMU-634) where something given is not what it takes. */
  call(name: string, given: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode>;
}

/** A command that only holds others: `fcr person list`. */
export interface CommandGroup {
  readonly commands: Readonly<Record<string, { readonly about: Words; readonly command: Command }>>;
}

export function defineCommand<const A extends GivenTable, const O extends GivenTable>(
  parts: CommandParts<A, O>,
): Command {
  const { details = null, examples, options, run } = parts;
  const table: GivenTable = { ...parts.arguments, ...options };
  return {
    details,
    arguments: parts.arguments,
    options,
    examples,
    call: (name, given, io) => {
      const values: Record<string, unknown> = {};
      for (const [key, takes] of Object.entries(table))
        values[key] = checkedValue(name, takes, given[key], io.language);
      return run(values as ValuesOf<A> & ValuesOf<O>, io);
    },
  };
}

function checkedValue(command: string, takes: Given, given: unknown, language: Language): unknown {
  const read = takes.schema.safeParse(given);
  if (read.success) return read.data;
  const what = takes.flags.split(' ')[0] ?? '';
  if (given === undefined)
    throw new EmulatorError({ code: 'EMU-634', detail: { command: `fcr ${command}`, what } });
  throw new EmulatorError({
    code: 'EMU-633',
    detail: {
      option: what,
      value: takes.secret ? '••••' : [given].flat().join(' '),
      expected: takes.expects[language],
    },
  });
}
