import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { longestAnswer, MatcherProgram } from '../../../../simulator/face/evaluation/matcher-program.ts';
import { realClock } from '../../../../simulator/time/real-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'matcher-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
/** A program that answers each request by what `answer` makes of it. */
function command(answer: string): string {
  written += 1;
  const file = join(folder, `${written}.cjs`);
  writeFileSync(
    file,
    `const answer = (request) => { ${answer} };
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => answer(JSON.parse(line)));`,
  );
  return `"${process.execPath}" "${file}"`;
}
const say = (what: string) => `process.stdout.write(JSON.stringify(${what}) + '\\n');`;
const size = "(text) => Buffer.from(text, 'base64url').length";

function started(words: string, changed: Partial<ConstructorParameters<typeof MatcherProgram>[0]> = {}) {
  const said: string[] = [];
  const program = new MatcherProgram({
    command: words,
    clock: realClock(),
    patience: 60_000,
    said: (text) => said.push(text),
    ...changed,
  });
  return { program, said };
}
const one = Uint8Array.of(1);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error) => error.problem?.code,
  );

describe('a matcher that is a program', () => {
  it('is given both pictures whole, and its figures are taken', async () => {
    const { program } = started(
      command(`const size = ${size};
        ${say('{ id: request.id, similarity: size(request.reference) / 1000, attack: size(request.probe) / 1000, quality: 0.5 }')}`),
    );
    const answer = await program.compare(new Uint8Array(700), new Uint8Array(300));
    expect(answer).toEqual({ kind: 'compared', comparison: { similarity: 0.7, attack: 0.3, quality: 0.5 } });
    expect((await program.compare(new Uint8Array(10), new Uint8Array(20))).kind).toBe('compared');
    await program.end();
  });

  it('that does not look for attacks finds none', async () => {
    const { program } = started(command(say('{ id: request.id, similarity: 0.7 }')));
    expect(await program.compare(one, one)).toEqual({
      kind: 'compared',
      comparison: { similarity: 0.7, attack: 0, quality: 1 },
    });
    await program.end();
  });

  it.each(['reference', 'probe'])('says where it found no face: %s', async (of) => {
    const { program } = started(command(say(`{ id: request.id, failed: '${of}' }`)));
    expect(await program.compare(one, one)).toEqual({ kind: 'failed', of });
    await program.end();
  });

  it.each([
    ['that is not JSON', "process.stdout.write('hello\\n');"],
    ['of another request', say('{ id: 7, similarity: 0.7 }')],
    ['with a figure beyond the scale', say('{ id: request.id, similarity: 70 }')],
    ['without a figure', say('{ id: request.id }')],
    ['with words that nobody knows', say('{ id: request.id, similarity: 0.7, name: 1 }')],
  ])('is refused for a line %s', async (_, answer) => {
    const { program } = started(command(answer));
    expect(await codeOf(program.compare(one, one))).toBe('EMU-684');
    expect(await codeOf(program.compare(one, one))).toBe('EMU-684');
    await program.end();
  });

  it('is refused for a second answer to one request', async () => {
    const twice = say('{ id: request.id, similarity: 0.7 }');
    const { program } = started(command(`${twice} ${twice}`));
    expect((await program.compare(one, one)).kind).toBe('compared');
    expect(await codeOf(program.compare(one, one))).toBe('EMU-684');
    await program.end();
  });

  it('is refused for a line without an end, as soon as that is too long, and ended', async () => {
    const { program } = started(
      command("const more = () => process.stdout.write('x'.repeat(65536), more); more();"),
    );
    expect(await codeOf(program.compare(one, one))).toBe('EMU-666');
    expect(await codeOf(program.compare(one, one))).toBe('EMU-666');
    await program.end();
  });

  it('may use all of the line that it has, and is refused for one byte more', async () => {
    const padded = (length: number) =>
      command(
        `const text = JSON.stringify({ id: request.id, similarity: 0.7 });
        process.stdout.write(text + ' '.repeat(${length} - text.length) + '\\n');`,
      );
    const { program } = started(padded(longestAnswer));
    expect((await program.compare(one, one)).kind).toBe('compared');
    await program.end();
    const { program: other } = started(padded(longestAnswer + 1));
    expect(await codeOf(other.compare(one, one))).toBe('EMU-666');
    await other.end();
  });

  it('is refused when it ends, and what it said is passed on', async () => {
    const { program, said } = started(
      command("process.stderr.write('no model'); process.exitCode = 3; process.stdin.destroy();"),
    );
    expect(await codeOf(program.compare(one, one))).toBe('EMU-683');
    expect(said.join('')).toBe('no model');
    expect(await codeOf(program.compare(one, one))).toBe('EMU-683');
    await program.end();
  });

  it('is refused where there is none', async () => {
    const { program } = started(join(folder, 'nothing-here'));
    expect(await codeOf(program.compare(one, one))).toBe('EMU-683');
    await program.end();
  });

  it('is refused when its time is up, and ended', async () => {
    let timeIsUp = (): void => {};
    const clock = {
      setTimeout: (callback: () => void) => {
        timeIsUp = callback;
        return null;
      },
      clearTimeout: () => {},
    };
    const { program } = started(command(''), { clock });
    const refused = codeOf(program.compare(one, one));
    timeIsUp();
    expect(await refused).toBe('EMU-683');
    await program.end();
  });

  it('may end by itself, and is killed where it stays', async () => {
    const leaves = command(say('{ id: request.id, similarity: 0.7 }'));
    const stays = `"${process.execPath}" -e "setInterval(() => {}, 1000)"`;
    const overdue: (() => void)[] = [];
    const clock = {
      setTimeout: (callback: () => void) => overdue.push(callback),
      clearTimeout: () => {},
    };
    await started(leaves, { clock }).program.end();
    const ended = started(stays, { clock }).program.end();
    overdue.at(-1)?.();
    await ended;
    expect(overdue).toHaveLength(2);
  });

  it('gives no answer after its end', async () => {
    const { program } = started(command(say('{ id: request.id, similarity: 0.7 }')));
    await program.end();
    expect(await codeOf(program.compare(one, one))).toBe('EMU-683');
  });
});
