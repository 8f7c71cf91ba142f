/** Programs that a test writes, to stand in for engines and players: small scripts that node runs. */

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface StandIns {
  readonly folder: string;
  /** The path of a program of this name; `lines` is CommonJS. */
  write(name: string, lines: string): string;
  remove(): void;
}

export function standIns(): StandIns {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-stand-in-'));
  return {
    folder,
    write(name, lines) {
      const file = join(folder, name);
      writeFileSync(file, `#!${process.execPath}\n${lines}\n`);
      chmodSync(file, 0o755);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * In a stand-in: `wav(seconds, claimed)` gives a WAV file of a 440 Hz sine at 48 kHz; `claimed` stands in its header as the
 * length of the data.
 */
export const wavInScript = `
function wav(seconds, claimed) {
  const count = Math.round(seconds * 48000);
  const bytes = Buffer.alloc(44 + 2 * count);
  bytes.write('RIFF', 0); bytes.writeUInt32LE(36 + 2 * count, 4); bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16); bytes.writeUInt16LE(1, 20); bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(48000, 24); bytes.writeUInt32LE(96000, 28); bytes.writeUInt16LE(2, 32); bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36); bytes.writeUInt32LE(claimed ?? 2 * count, 40);
  for (let i = 0; i < count; i += 1) bytes.writeInt16LE(Math.round(9000 * Math.sin(2 * Math.PI * 440 * i / 48000)), 44 + 2 * i);
  return bytes;
}
const input = require('node:fs').readFileSync(0, 'utf8');
const option = (name) => process.argv[process.argv.indexOf(name) + 1];
`;
