import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '../../../protocol/result.ts';
import { findPlayer, playerProgram } from '../../../simulator/voice/player.ts';
import { toneSound } from '../../../simulator/voice/tones.ts';
import { writeWav } from '../../../simulator/voice/wav.ts';
import { type StandIns, standIns } from './stand-in.ts';

let programs: StandIns;
beforeEach(() => {
  programs = standIns();
});
afterEach(() => programs.remove());

const told = () => JSON.parse(readFileSync(join(programs.folder, 'told'), 'utf8'));
/** Tells which file it was given, and what it is. */
const tells = `
const fs = require('node:fs');
const file = process.argv.at(-1);
fs.writeFileSync(__dirname + '/told', JSON.stringify({
  words: process.argv.slice(2, -1), file, mode: fs.statSync(file).mode & 0o777, bytes: fs.readFileSync(file).toString('base64'),
}));
`;

describe('A player', () => {
  it('is given a WAV file that only this user can read, and that is gone afterwards', async () => {
    const player = playerProgram(programs.write('aplay', tells));
    orThrow(await player.play(toneSound('key')).over);
    const { words, file, mode, bytes } = told();
    expect([words, mode]).toEqual([['-q'], 0o600]);
    expect(Buffer.from(bytes, 'base64').equals(writeWav(toneSound('key')))).toBe(true);
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('is killed at once when it is to be silent, though it would play on', async () => {
    const waits = `process.on('SIGTERM', () => {});\n${tells}\nsetInterval(() => {}, 1000);`;
    const playing = playerProgram(programs.write('paplay', waits)).play(toneSound('key'));
    while (!existsSync(join(programs.folder, 'told'))) await new Promise((resolve) => setImmediate(resolve));
    playing.stop();
    orThrow(await playing.over);
  });

  it('is not even started where it was stopped before', async () => {
    const playing = playerProgram(programs.write('paplay', tells)).play(toneSound('key'));
    playing.stop();
    orThrow(await playing.over);
    expect(existsSync(join(programs.folder, 'told'))).toBe(false);
  });

  it.each([
    ['fails', 'process.exit(1);', 'EMU-702'],
    ['cannot be started', null, 'EMU-700'],
  ])('that %s is told', async (_, script, code) => {
    const program = script === null ? '/nowhere/aplay' : programs.write('aplay', script);
    expect(await playerProgram(program).play(toneSound('key')).over).toMatchObject({
      ok: false,
      problem: { code },
    });
  });

  it('is the first of paplay, aplay and afplay that is there and may be run', () => {
    expect(findPlayer(programs.folder)).toBeNull();
    expect(findPlayer(undefined)).toBeNull();
    writeFileSync(join(programs.folder, 'paplay'), '', { mode: 0o644 });
    programs.write('afplay', '');
    programs.write('aplay', '');
    // Root may run what nobody may run only where some bit says so.
    expect(statSync(join(programs.folder, 'paplay')).mode & 0o111).toBe(0);
    expect(findPlayer(programs.folder)?.name).toBe('aplay');
    programs.write('paplay', '');
    expect(findPlayer(programs.folder)?.name).toBe('paplay');
  });
});
