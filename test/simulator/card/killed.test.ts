import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { cardMemoryFile } from '../../../simulator/card/engine/card-memory.ts';
import { Random, runSeed } from '../../protocol/random.ts';
import { apdu, ascii, jpki, pin, placed } from './placed-card.ts';

const folder = mkdtempSync(join(tmpdir(), 'killed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = fileURLToPath(new URL('tries-until-killed.ts', import.meta.url));
const right = apdu('00200098', pin);
const wrong = apdu('00200098', ascii('0000'));
const full = 3;

/** Sends the script over and over in a process of its own, which is killed after so many answers; gives the answers. */
async function killedAfter(answers: number, file: string, script: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, file, ...script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === answers) child.kill('SIGKILL');
  }
  expect(lines.length).toBeGreaterThanOrEqual(answers);
  return lines;
}

/** The tries left after a row of answers to right and wrong PINs. */
const after = (left: number, answers: readonly string[]): number =>
  answers.reduce((tries, answer) => {
    if (answer === '9000') return full;
    return answer.startsWith('63C') ? Number.parseInt(answer.slice(3), 16) : tries;
  }, left);

const triesIn = (file: string): number =>
  Number.parseInt(placed('insured', cardMemoryFile(file)).send(jpki, '00200098').slice(3), 16);

describe('a card whose process is killed', () => {
  const random = new Random(runSeed);

  it.each([1, 2, 3])('at any answer keeps what it had counted (%i)', async (round) => {
    const file = join(folder, `counted-${round}.json`);
    const script = [right, wrong, wrong, right, wrong];
    const answers = await killedAfter(random.between(2, 400), file, [jpki, ...script]);
    const said = answers.filter((_, i) => i % (script.length + 1) !== 0);
    const known = after(full, said);
    // One command more may have been under way: counted, and perhaps found right.
    const next = script[said.length % script.length];
    const possible = next === right ? [known, known - 1, full] : [known, known - 1];
    expect(possible, `seed ${runSeed}, after ${answers.length} answers`).toContain(triesIn(file));
  });

  it('again and again gives no try for free: wrong PINs are answered as often as there are tries, and never more', async () => {
    const file = join(folder, 'wrong.json');
    let answered = 0;
    let before = full;
    for (let kills = 0; kills < 3; kills += 1) {
      const answers = await killedAfter(2, file, [jpki, wrong]);
      answered += answers.filter((answer) => answer.startsWith('63C')).length;
      const left = triesIn(file);
      expect(left).toBeLessThanOrEqual(before);
      expect(left).toBeLessThanOrEqual(full - answered);
      before = left;
    }
    expect(answered).toBeLessThanOrEqual(full);
    expect(before).toBe(0);
    expect(placed('insured', cardMemoryFile(file)).send(jpki, right)).toBe('6984');
  });
});
