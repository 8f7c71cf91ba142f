import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { cleanUp, fcr, freshFolder, plainEnv } from '../cli/spawned.ts';
import { openDesk, visit, visitsSoFar } from './default-visit.ts';

afterEach(cleanUp);

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** The commands of simulator/people/README.md between the marks, as a shell would be given them. */
function recipe(): string {
  const text = readFileSync(new URL('../../../simulator/people/README.md', import.meta.url), 'utf8');
  const [, marked = ''] = /<!-- recipe: begin -->\n(.*)<!-- recipe: end -->/s.exec(text) ?? [];
  return [...marked.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block).join('\n');
}

describe.runIf(hasOpenssl)("the page's recipe for certificates of one's own", () => {
  it('makes people who are checked in with them, RSA and P-384', async () => {
    const folder = freshFolder();
    const ours = `npx() { shift; ${JSON.stringify(process.execPath)} ${JSON.stringify(fcr)} "$@"; }\n`;
    execFileSync('sh', ['-eu', '-c', ours + recipe()], { cwd: folder, env: plainEnv, stdio: 'pipe' });

    const people = loadPeople(join(folder, 'people.yaml'));
    expect([...people].map(({ id, card }) => [id, card.kind])).toEqual([
      ['mine', 'my-number'],
      ['next', 'next'],
    ]);
    for (const person of people) {
      const world = await openDesk(people);
      await visit(world, person);
      const { outcomes, consents, files } = visitsSoFar(world);
      expect([outcomes, consents.length, files]).toEqual([['accepted'], 1, [['1']]]);
      await world.stop();
    }
  });
});
