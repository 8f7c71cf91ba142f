import { afterEach, describe, expect, it } from 'vitest';
import { type OwnProcess, startOwnProcess } from '../../../simulator/programs/own-process.ts';
import { cleanUp, freshFolder, startProgram } from '../cli/spawned.ts';

const echoing = new URL('./echoing-process.ts', import.meta.url);

let started: OwnProcess | null = null;
const start = (...words: string[]): OwnProcess => {
  started = startOwnProcess(echoing, words);
  return started;
};
afterEach(async () => {
  await started?.stop();
  started = null;
  await cleanUp();
});

describe('a process of the project’s own', () => {
  it('has its words, and is asked and answers whatever can be cloned', async () => {
    const { asked } = start('a', 'b');
    const message = { map: new Map([['bytes', Uint8Array.of(0, 255)]]), nothing: undefined };
    expect(await asked(message)).toEqual([['a', 'b'], message]);
    expect(await asked({})).toEqual([['a', 'b'], {}]);
  });

  it('is found and understood whatever the folder of whoever starts it', async () => {
    const own = new URL('../../../simulator/programs/own-process.ts', import.meta.url);
    const program = `import { startOwnProcess } from '${own}';
      const { asked, stop } = startOwnProcess(new URL('${echoing}'), []);
      console.log(JSON.stringify(await asked({ there: true })));
      await stop();`;
    const words = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', program];
    const ended = await startProgram([process.execPath, ...words], { cwd: freshFolder() }).ended();
    expect(ended).toEqual({ code: 0, stdout: '[[],{"there":true}]\n', stderr: '' });
  });

  it('is given up by who waits for it once it has ended, and says how (EMU-623)', async () => {
    const { asked, said, stop } = start();
    const refused = /EMU-623.*echoing-process\.ts.*\(exit 3\)/;
    await expect(asked({ end: 3 })).rejects.toThrow(refused);
    await expect(said()).rejects.toThrow(refused);
    await expect(asked({})).rejects.toThrow(refused);
    await stop();
  });

  it('ends when it is stopped', async () => {
    const { asked, stop } = start();
    await asked({});
    await stop();
    await expect(asked({})).rejects.toThrow(/EMU-623.*\(exit 0\)/);
  });
});
