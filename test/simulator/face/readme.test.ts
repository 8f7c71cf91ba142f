import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { MatcherProgram } from '../../../simulator/face/evaluation/matcher-program.ts';
import { samplesSchema } from '../../../simulator/face/evaluation/samples-file.ts';
import { sights } from '../../../simulator/peripherals/camera.ts';
import { realClock } from '../../../simulator/time/real-clock.ts';

const text = readFileSync(new URL('../../../simulator/face/README.md', import.meta.url), 'utf8');
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';

const folder = mkdtempSync(join(tmpdir(), 'readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page about faces', () => {
  it('says before anything else that its faces and figures are invented', () => {
    const [, first] = text.split('\n\n');
    expect(first).toMatch(/synthetic.*Nothing that is printed\s+says how well any device/s);
    expect(first).toContain('実在の機器');
  });

  it('names everything that may stand before the camera', () => {
    const named = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, word]) => word);
    expect(named.toSorted()).toEqual([...sights].toSorted());
  });

  it('shows a list of samples that is one', () => {
    expect(samplesSchema.safeParse(parse(block('yaml'))).success).toBe(true);
  });

  it('shows a matcher that works', async () => {
    const file = join(folder, 'my-matcher.mjs');
    writeFileSync(file, block('js'));
    const program = new MatcherProgram({
      command: `"${process.execPath}" "${file}"`,
      clock: realClock(),
      patience: 60_000,
      said: () => {},
    });
    const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];
    expect(await program.compare(one, one)).toMatchObject({ comparison: { similarity: 1, attack: 0 } });
    expect(await program.compare(one, two)).toMatchObject({ comparison: { similarity: 0 } });
    expect(await program.compare(one, new Uint8Array(0))).toEqual({ kind: 'failed', of: 'probe' });
    await program.end();
  });
});
