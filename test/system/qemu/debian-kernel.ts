/** The kernel that Debian ships, with the modules that the guest needs: downloaded as a package, not installed. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** In the order in which they must be loaded. */
const modulePaths = [
  'hid/hid',
  'hid/hid-generic',
  'hid/uhid',
  'usb/common/usb-common',
  'usb/core/usbcore',
  'hid/usbhid/usbhid',
  'usb/class/cdc-acm',
  'usb/usbip/usbip-core',
  'usb/usbip/vhci-hcd',
] as const;

export interface Kernel {
  readonly image: string;
  /** Files, in the order in which they must be loaded. */
  readonly modules: readonly string[];
}

/** The package that `linux-image-amd64` stands for now. */
function packageName(): string {
  const text = execFileSync('apt-cache', ['depends', 'linux-image-amd64'], { encoding: 'utf8' });
  const [, name] = /Depends: (linux-image-\d\S*-amd64)$/m.exec(text) ?? [];
  if (name === undefined) throw new Error('apt knows no package behind linux-image-amd64');
  return name;
}

function download(folder: string): string {
  const options = ['-q', '-o', 'APT::Sandbox::User=root', 'download', packageName()];
  execFileSync('apt-get', options, { cwd: folder, stdio: 'pipe' });
  const file = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (file === undefined) throw new Error('apt-get download left no package');
  return join(folder, file);
}

/**
 * Unpacks the kernel into a folder.
 *
 * @param packageFile a linux-image package that is there already; null downloads Debian's current one
 * @throws what apt or dpkg said, where there is none to be had
 */
export function unpackDebianKernel(folder: string, packageFile: string | null): Kernel {
  mkdirSync(folder, { recursive: true });
  const file = packageFile ?? download(folder);
  const parts = [
    './boot/vmlinuz-*',
    ...modulePaths.map((path) => `./lib/modules/*/kernel/drivers/${path}.ko`),
  ];
  const archive = join(folder, 'kernel.tar');
  execFileSync('sh', ['-c', 'dpkg --fsys-tarfile "$1" > "$2"', 'sh', file, archive]);
  execFileSync('tar', ['-x', '-f', archive, '-C', folder, '--wildcards', ...parts]);
  const [release = ''] = readdirSync(join(folder, 'lib', 'modules'));
  const drivers = join(folder, 'lib', 'modules', release, 'kernel', 'drivers');
  return {
    image: join(folder, 'boot', `vmlinuz-${release}`),
    modules: modulePaths.map((path) => join(drivers, `${path}.ko`)),
  };
}
