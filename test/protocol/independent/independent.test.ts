import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../../protocol/codec.ts';
import { type JsonObject, messageFromJsonText, messageToJson } from '../../../protocol/json-form.ts';
import { FrameDecoder } from '../../../protocol/link/frame.ts';
import { decodePacket } from '../../../protocol/link/packet.ts';
import type { Message } from '../../../protocol/messages.ts';
import type { Result } from '../../../protocol/result.ts';
import { readCorpus } from '../../fuzz/corpus.ts';
import { Fuzzer } from '../../fuzz/fuzzer.ts';
import type { Target } from '../../fuzz/target.ts';
import { frames } from '../../fuzz/targets/frames.ts';
import { jsonLines } from '../../fuzz/targets/json-lines.ts';
import { messages, senders } from '../../fuzz/targets/messages.ts';
import { packets } from '../../fuzz/targets/packets.ts';
import { runSeed } from '../random.ts';

const program = fileURLToPath(new URL('run.py', import.meta.url));
const python = (words: readonly string[], input = ''): SpawnSyncReturns<string> =>
  spawnSync('python3', ['-B', program, ...words], { encoding: 'utf8', input, maxBuffer: 1 << 28 });

const there = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0;
if (!there)
  process.stderr.write('The independent decoder is left out: there is no python3, or one before 3.11.\n');

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What ours says, in the words of the other. */
const said = <T>(result: Result<T>, decoded: (value: T) => unknown): unknown =>
  result.ok ? { decoded: decoded(result.value) } : { refused: result.problem.code };

const withHex = (packet: object): unknown =>
  Object.fromEntries(
    Object.entries(packet).map(([name, value]) => [name, value instanceof Uint8Array ? hexOf(value) : value]),
  );
const asJson = (message: Message): JsonObject => messageToJson(message);
const senderIn = (input: Uint8Array): 'reader' | 'host' => senders[(input[0] ?? 0) & 1] as 'reader' | 'host';
const text = new TextDecoder();

/** How the input of a target is asked of the other, and what ours makes of it. */
const layers: readonly {
  readonly target: Target;
  readonly asked: (input: Uint8Array) => object;
  readonly ours: (input: Uint8Array) => unknown;
}[] = [
  {
    target: frames,
    asked: (input) => ({ hex: hexOf(input) }),
    ours: (input) => {
      const outcomes = new FrameDecoder().push(input);
      return {
        decoded: outcomes.flatMap((one) => (one.kind === 'frame' ? [hexOf(one.payload)] : [])),
        refused: outcomes.flatMap((one) => (one.kind === 'damaged' ? [one.problem.code] : [])),
      };
    },
  },
  {
    target: packets,
    asked: (input) => ({ hex: hexOf(input) }),
    ours: (input) => said(decodePacket(input), withHex),
  },
  {
    target: messages,
    asked: (input) => ({ hex: hexOf(input.subarray(1)), from: senderIn(input) }),
    ours: (input) => said(decodeMessage(input.subarray(1), senderIn(input)), asJson),
  },
  {
    target: jsonLines,
    asked: (input) => ({ line: text.decode(input.subarray(1)), from: senderIn(input) }),
    ours: (input) => said(messageFromJsonText(text.decode(input.subarray(1)), senderIn(input)), asJson),
  },
];

describe.skipIf(!there)('a second implementation, written from protocol/README.md', () => {
  test('reads every vector as it is to be read', () => {
    const { status, stdout, stderr } = python(['vectors']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\d+ vectors, 0 differ\n$/);
    expect(status).toBe(0);
  });

  test.each([
    ['a limit', '| `versionMin` | uint ≤ 255 |', '| `versionMin` | uint ≤ 256 |', 'number too great'],
    ['a state', 'reader → host | resting |', 'reader → host | serving |', 'visitBegan while resting'],
    ['the place of a part', '| 1 | 1 | `min` |', '| 1 | 2 | `min` |', 'open'],
    ['a form', '[0-9]{4,10}$', '[0-9]{7,10}$', 'hello'],
    ['a time', 'handshake | 5000 ms |', 'handshake | 4900 ms |', 'no handshake of the host'],
    ['a sign of life', 'host asks | 1000 ms |', 'host asks | 900 ms |', 'no handshake of the reader'],
    ['what may wait', 'under way | 256 |', 'under way | 255 |', 'a message too many'],
    ['a certificate’s length', 'certificate | at most 4096 |', 'certificate | at most 400 |', 'reader'],
    ['a role', '2.25.105848685279418811636532107610565402870', '2.25.1', 'over a factory'],
    ['credit', 'wait for credit | 1000 ms |', 'wait for credit | 999 ms |', 'no credit of the host'],
    ['a packet of a phone reader', '| `sealed` | `0x04` |', '| `sealed` | `0x07` |', 'a session'],
    [
      'an answer to select',
      'answer to select, 0 to 255',
      'answer to select, 0 to 256',
      'an answer to select too long',
    ],
    ['a command of HID reports', '| `credit` | `0x41` |', '| `credit` | `0x42` |', 'credit after four'],
  ])('would notice a text that says otherwise of %s', (_title, words, otherwise, vector) => {
    const folder = mkdtempSync(join(tmpdir(), 'text-'));
    const file = join(folder, 'README.md');
    const readme = readFileSync(new URL('../../../protocol/README.md', import.meta.url), 'utf8');
    expect(readme).toContain(words);
    writeFileSync(file, readme.replaceAll(words, otherwise));
    const { status, stdout } = python(['vectors', file]);
    rmSync(folder, { recursive: true });
    expect(stdout).toContain(`: ${vector}: `);
    expect(status).toBe(1);
  });

  test.each(layers.map((layer) => [layer.target.name, layer] as const))(
    'says the same of thousands of changed inputs: %s',
    (name, { target, asked, ours }) => {
      const inputs: Uint8Array[] = [];
      const fuzzer = new Fuzzer(target, runSeed, (input) => inputs.push(new Uint8Array(input)));
      fuzzer.replay(readCorpus(name));
      fuzzer.run(4000);
      const lines = inputs.map((input) => JSON.stringify({ layer: name, ...asked(input) }));
      const { stdout, stderr } = python(['judge'], `${lines.join('\n')}\n`);
      expect(stderr).toBe('');
      const answers = stdout.trimEnd().split('\n');
      expect(answers.length).toBe(inputs.length);
      for (const [i, input] of inputs.entries()) {
        const answer: unknown = JSON.parse(answers[i] ?? 'null');
        expect(answer, `seed ${runSeed}, input ${hexOf(input)}`).toEqual(ours(input));
      }
    },
  );
});
