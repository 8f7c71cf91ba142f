/** `fcr`: finds the command, runs it, and tells a failure in one line. Loads nothing that the command does not need. */

import { CommanderError } from 'commander';
import { errnoOf } from '../../host-bridge/errno.ts';
import { EmulatorError, explain } from '../../protocol/errors.ts';
import type { Problem } from '../../protocol/result.ts';
import type { Command, CommandGroup } from './command.ts';
import { type CommandName, commands, isCommandName, type Listed } from './commands.ts';
import type { ExitCode, Io } from './io.ts';
import { languageOf } from './language.ts';
import { createParser, problemOf, programName } from './program.ts';

/**
 * @param words what stands after `fcr`
 * @returns how the process should end
 */
export async function main(words: readonly string[], streams: Omit<Io, 'language'>): Promise<ExitCode> {
  const { stdin, stdout, stderr, env } = streams;
  const io: Io = { stdin, stdout, stderr, env, language: languageOf(words, env) };
  let lost: string | null = null;
  // A desk goes on serving all the same.
  stdout.on('error', (error) => {
    const reason = errnoOf(error);
    // Whoever has read enough closes the pipe.
    if (reason !== 'EPIPE') lost = reason;
  });
  const asked = asCommand(words);
  const name = asked[0]?.startsWith('-') ? '' : (asked[0] ?? '');
  try {
    let ended: Promise<ExitCode> | null = null;
    const parser = createParser(
      isCommandName(name) ? { name, command: await loadedOf(name) } : null,
      io,
      (run) => {
        ended = run();
      },
    );
    await parser.parseAsync([...asked], { from: 'user' });
    const code = (await (ended as Promise<ExitCode> | null)) ?? 0;
    // What was written last fails a turn later.
    await new Promise((resolve) => setImmediate(resolve));
    if (lost !== null) throw new EmulatorError({ code: 'EMU-649', detail: { file: 'stdout', reason: lost } });
    return code;
  } catch (error) {
    const problem =
      error instanceof CommanderError
        ? problemOf(error, `${programName} ${name}`.trimEnd())
        : asProblem(error);
    if (problem === null) return 0;
    stderr.write(`${programName}: ${explain(problem, io.language)}\n`);
    return 2;
  }
}

/** The words with the command first: `fcr help start` is `fcr start --help`, and `fcr` alone is `fcr --help`. */
function asCommand(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, i) => !word.startsWith('-') && words[i - 1] !== '--lang');
  const name = words[at];
  if (name === undefined) return words.length === 0 ? ['--help'] : words;
  const others = words.filter((_, i) => i !== at);
  return name === 'help' ? [...others, '--help'] : [name, ...others];
}

async function loadedOf(name: CommandName): Promise<Command | CommandGroup> {
  const listed: Listed = commands[name];
  const loaded = await listed.load();
  return 'group' in loaded ? loaded.group : loaded.command;
}

const asProblem = (error: unknown): Problem =>
  error instanceof EmulatorError
    ? error.problem
    : { code: 'EMU-645', detail: { reason: error instanceof Error ? error.message : String(error) } };
