/**
 * OpenSC's own test of PKCS #11 modules, which no package brings: its source comes as a Debian source package, and this
 * one program of it is compiled. Nothing outside the given folder is changed; the machine's lists of packages neither.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The machine's own package sources, asked for sources. */
function writeSourceLists(folder: string): void {
  mkdirSync(folder);
  const machine = '/etc/apt';
  const parts = readdirSync(join(machine, 'sources.list.d')).map((name) => join('sources.list.d', name));
  for (const name of ['sources.list', ...parts]) {
    const file = join(machine, name);
    if (!/\.(?:list|sources)$/.test(name) || !existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      join(folder, basename(name)),
      text.replace(/^Types:.*$/gm, 'Types: deb-src').replace(/^deb(?=\s)/gm, 'deb-src'),
    );
  }
}

function downloadSource(folder: string): string {
  const lists = join(folder, 'sources.list.d');
  writeSourceLists(lists);
  for (const name of ['lists', 'cache']) mkdirSync(join(folder, name));
  const options = {
    'APT::Sandbox::User': 'root',
    'Dir::Etc::sourcelist': '-',
    'Dir::Etc::sourceparts': lists,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
  };
  const words = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const apt = (...rest: readonly string[]): void => {
    execFileSync('apt-get', ['-q', ...words, ...rest], { cwd: folder, stdio: 'pipe' });
  };
  try {
    apt('update');
  } catch {
    // Some other source of packages has no sources: Debian's may have come all the same.
  }
  apt('source', '--download-only', 'opensc');
  const archive = readdirSync(folder).find((name) => name.includes('.orig.tar.'));
  if (archive === undefined) throw new Error('apt-get source left no archive');
  return join(folder, archive);
}

/** What the build of OpenSC would find out about this machine, as far as the test asks. */
const configuration = '#define ENABLE_OPENSSL 1\n#define PACKAGE_VERSION ""\n';

/**
 * @param folder empty
 * @returns the program
 * @throws what apt, tar or the compiler said
 */
export function buildP11test(folder: string): string {
  const archive = downloadSource(folder);
  const source = join(folder, 'source');
  mkdirSync(source);
  execFileSync('tar', ['-x', '-f', archive, '-C', source, '--strip-components=1']);
  writeFileSync(join(folder, 'config.h'), configuration);
  const parts = join(source, 'src', 'tests', 'p11test');
  const files = readdirSync(parts).flatMap((name) => (name.endsWith('.c') ? [join(parts, name)] : []));
  const program = join(folder, 'p11test');
  const includes = ['-I', folder, '-I', join(source, 'src')];
  execFileSync('cc', ['-w', ...includes, '-o', program, ...files, '-lcmocka', '-lcrypto', '-ldl'], {
    stdio: 'pipe',
  });
  return program;
}
