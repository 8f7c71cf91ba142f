/**
 * The order of test files: the few that take a minute or more begin first, so that none is left alone at the end. vitest
 * knows how long each took only where it ran before; in a clean checkout it goes by size, which says little.
 */

import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const longest: readonly string[] = [
  'test/simulator/scenario/links.test.ts',
  'test/simulator/cli/three-programs.test.ts',
  'test/kill/bridge-killed.test.ts',
  'test/simulator/cli/start.test.ts',
  'test/simulator/eyes-free/eyes-free.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const gone = longest.find((file) => !existsSync(`${root}/${file}`));
    if (gone !== undefined) throw new Error(`test/longest-first.ts names ${gone}, which is not there`);
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = longest.indexOf(relative(root, moduleId));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
