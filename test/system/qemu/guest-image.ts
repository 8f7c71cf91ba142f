/**
 * The guest's file system: Node, this project as plain JavaScript (an emulated machine is too slow to strip types), the
 * packages it needs at run time, and the libraries that these need. Built in a folder, packed as one initramfs.
 */

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kernel } from './debian-kernel.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** Needed to run TypeScript, which the guest does not. */
const notForGuest = /^node_modules\/(?:tsx|esbuild|@esbuild\/.*)$/;
/** A native module for another machine than this one and the guest. */
const isForeign = (file: string): boolean =>
  file.endsWith('.node') && (!/linux[-_]x64/.test(file) || /musl/.test(file));

/** Strips the types of the whole project. */
function compile(into: string): void {
  const tsc = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(
    process.execPath,
    [
      ...[
        tsc,
        '--project',
        project,
        '--noEmit',
        'false',
        '--noCheck',
        '--rootDir',
        project,
        '--outDir',
        into,
      ],
      ...['--allowImportingTsExtensions', 'false', '--rewriteRelativeImportExtensions'],
    ],
    { stdio: 'pipe' },
  );
  for (const file of dataFiles) cpSync(join(project, file), join(into, file), { recursive: true });
  // The command as it is, but for the types that need no stripping any more.
  writeFileSync(
    join(into, 'simulator', 'cli', 'fcr.js'),
    "import { main } from './main.js';\nprocess.exitCode = await main(process.argv.slice(2), process);\n",
  );
}

/** What the code reads beside itself. */
const dataFiles = ['package.json', 'simulator/people/people.yaml', 'simulator/pki/test-keys'] as const;

/** The certificates that the guest's programs share. */
function makeCertificates(into: string): void {
  const command = join(project, 'simulator', 'cli', 'fcr.js');
  execFileSync(process.execPath, [command, 'pki', '--out', into], { stdio: 'pipe' });
}

/** Copies the packages of `dependencies` and `optionalDependencies`, and all that these need. */
function copyPackages(into: string): void {
  const lock: { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> } = JSON.parse(
    readFileSync(join(project, 'package-lock.json'), 'utf8'),
  );
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    if (path === '' || dev === true || notForGuest.test(path)) continue;
    const from = join(project, path);
    if (!existsSync(from)) continue;
    cpSync(realpathSync(from), join(into, path), {
      recursive: true,
      filter: (file) => !isForeign(file) && !/\.(?:map|md|d\.[cm]?ts)$/.test(file),
    });
  }
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

/** Shared libraries that a program or native module is linked with. */
function librariesOf(file: string): readonly string[] {
  const listed = execFileSync('ldd', [file], { encoding: 'utf8' });
  return [...listed.matchAll(/(\/\S+\.so\S*)/g)].flatMap(([, path]) => path ?? []);
}

function copyLibraries(root: string, files: readonly string[]): void {
  for (const library of new Set(files.flatMap(librariesOf))) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
}

/**
 * @param folder where it is built; nothing is written anywhere else
 * @returns the file of the initramfs
 */
export function buildGuestImage(folder: string, kernel: Kernel): string {
  const root = join(folder, 'root');
  for (const name of ['bin', 'dev', 'proc', 'sys', 'tmp', 'modules'])
    mkdirSync(join(root, name), { recursive: true });
  copyFileSync('/bin/busybox', join(root, 'bin', 'busybox'));
  const node = join(root, 'bin', 'node');
  copyFileSync(realpathSync(process.execPath), node);
  for (const module of kernel.modules) copyFileSync(module, join(root, 'modules', basename(module)));
  writeFileSync(
    join(root, 'modules', 'order'),
    `${kernel.modules.map((path) => basename(path)).join('\n')}\n`,
  );
  const app = join(root, 'app');
  compile(app);
  makeCertificates(join(app, 'pki'));
  copyPackages(app);
  copyLibraries(root, [node, ...filesUnder(app).filter((file) => file.endsWith('.node'))]);
  copyFileSync(join(project, 'test', 'system', 'qemu', 'guest', 'init'), join(root, 'init'));
  chmodSync(join(root, 'init'), 0o755);
  const image = join(folder, 'initramfs.cpio');
  // Not compressed: unpacking is what an emulated machine is slow at.
  const pack = 'find . | cpio --create --format=newc --owner=0:0 --quiet > "$1"';
  execFileSync('sh', ['-c', pack, 'sh', image], { cwd: root });
  return image;
}
