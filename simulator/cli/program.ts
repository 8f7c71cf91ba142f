/** The command line as commander reads it: made from the definitions of commands, in the person's language. */

import { type CommanderError, Option, Command as Parser } from 'commander';
import { EmulatorError } from '../../protocol/errors.ts';
import type { Problem } from '../../protocol/result.ts';
import { textWidth, wrapped } from '../ui/text-width.ts';
import type { Command, CommandGroup, Given, Words } from './command.ts';
import { type CommandName, commandNames, commands } from './commands.ts';
import type { ExitCode, Io } from './io.ts';
import { languages } from './language.ts';
import { version } from './version.ts';

export const programName = 'fcr';

const helpWords = {
  program: {
    en: 'An emulator of Japan’s face-authenticating card reader (顔認証付きカードリーダー), with the PC’s bridge and a mock back end. Everybody in it is invented; nothing in it is an official interface.',
    ja: '顔認証付きカードリーダーのエミュレーターです。PC 側のブリッジと模擬バックエンドが付いています。登場する人物はすべて架空で、公式の仕様ではありません。',
  },
  help: { en: 'shows this', ja: 'この説明を表示します' },
  version: { en: 'shows the version', ja: '版を表示します' },
  lang: { en: 'language of help and messages: ja or en', ja: '説明とメッセージの言語：ja または en' },
  examples: { en: 'Examples:', ja: '例：' },
  more: { en: 'fcr COMMAND --help tells more.', ja: '詳しくは fcr コマンド --help で確認できます。' },
} as const satisfies Record<string, Words>;

const japaneseTitles: Readonly<Record<string, string>> = {
  'Usage:': '使い方：',
  'Arguments:': '引数：',
  'Options:': 'オプション：',
  'Commands:': 'コマンド：',
};

/** Runs what was asked for with the values that were given; resolves with how it ended. */
export type Call = (run: () => Promise<ExitCode>) => void;

/**
 * The parser for all of `fcr`, with the one command whole that `loaded` names; of the others it knows the sentence of
 * the list. It throws commander's errors; `problemOf` says what they mean.
 */
export function createParser(
  loaded: { readonly name: CommandName; readonly command: Command | CommandGroup } | null,
  io: Io,
  call: Call,
): Parser {
  const { language } = io;
  const program = dressed(new Parser(programName), helpWords.program, io)
    .version(version, '-V, --version', helpWords.version[language])
    .usage(language === 'ja' ? '[options] コマンド' : '[options] COMMAND')
    .addHelpText('after', `\n${helpWords.more[language]}`);
  for (const name of commandNames) {
    const child = dressed(program.command(name), commands[name].about, io);
    if (loaded?.name !== name) continue;
    if ('commands' in loaded.command) {
      for (const [part, { about, command }] of Object.entries(loaded.command.commands)) {
        fill(dressed(child.command(part), about, io), `${name} ${part}`, command, io, call);
      }
    } else fill(child, name, loaded.command, io, call);
  }
  return program;
}

/** What every level of the command line has: language, help, and no way to write or exit by itself. */
function dressed(parser: Parser, about: Words, { language, stdout }: Io): Parser {
  const option = new Option('--lang <language>', helpWords.lang[language]).argParser(languageWord);
  return parser
    .description(about[language])
    .addOption(option)
    .helpOption('-h, --help', helpWords.help[language])
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => {} })
    .configureHelp({
      displayWidth: textWidth,
      subcommandTerm: (command) => command.name(),
      styleUsage: (usage) =>
        language === 'ja'
          ? usage.replace('[options]', '[オプション]').replace('[command]', 'コマンド')
          : usage,
      boxWrap: (text, width) =>
        text
          .split('\n')
          .flatMap((line) => wrapped(line, width))
          .join('\n'),
      styleTitle: (title) => (language === 'ja' ? (japaneseTitles[title] ?? title) : title),
    });
}

function languageWord(word: string): string {
  if (languages.some((language) => language === word)) return word;
  const detail = { option: '--lang', value: word, expected: languages.join(', ') };
  throw new EmulatorError({ code: 'EMU-633', detail });
}

function fill(parser: Parser, name: string, command: Command, io: Io, call: Call): void {
  const { language } = io;
  const places = Object.keys(command.arguments);
  if (command.details !== null) {
    const lines = wrapped(command.details[language], io.stdout.columns ?? 80);
    parser.addHelpText('after', `\n${lines.join('\n')}`);
  }
  for (const given of Object.values(command.arguments)) parser.argument(given.flags, given.about[language]);
  // Commander derives names of its own from the flags; ours are the keys of the table.
  const names = new Map<string, string>();
  for (const [key, given] of Object.entries(command.options)) {
    const option = optionOf(given, given.about[language]);
    names.set(option.attributeName(), key);
    parser.addOption(option);
  }
  const examples = command.examples.map((example) => `  ${example}`).join('\n');
  parser.addHelpText('after', `\n${helpWords.examples[language]}\n${examples}`);
  parser.action((...words: unknown[]) => {
    const given: Record<string, unknown> = {};
    for (const [i, key] of places.entries()) given[key] = words[i];
    for (const [attribute, key] of names) given[key] = parser.opts()[attribute];
    call(() => command.call(name, given, io));
  });
}

const optionOf = (given: Given, about: string): Option => {
  const option = new Option(given.flags, about);
  if (given.several)
    option.argParser((word: string, before: string[] | undefined) => [...(before ?? []), word]);
  return option;
};

/**
 * What commander found wrong, as a problem of the catalogue; null where it only has shown help or the version.
 *
 * @param command as it is called: `fcr run`
 */
export function problemOf(error: CommanderError, command: string): Problem | null {
  const [, quoted = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const flag = quoted.split(/[ =]/)[0] ?? '';
  switch (error.code) {
    // A group of commands of which none was named.
    case 'commander.help':
      return { code: 'EMU-634', detail: { command, what: 'COMMAND' } };
    case 'commander.helpDisplayed':
    case 'commander.version':
      return null;
    case 'commander.unknownCommand':
      return { code: 'EMU-630', detail: { command: quoted } };
    case 'commander.unknownOption':
      return { code: 'EMU-631', detail: { command, option: flag } };
    case 'commander.optionMissingArgument':
      return { code: 'EMU-632', detail: { command, option: flag } };
    case 'commander.missingArgument':
      return { code: 'EMU-634', detail: { command, what: quoted } };
    case 'commander.excessArguments':
      return { code: 'EMU-635', detail: { command } };
    default:
      return { code: 'EMU-645', detail: { reason: error.code } };
  }
}
