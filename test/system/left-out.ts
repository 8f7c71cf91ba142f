/** Says before the tests of `npm test` which tests they leave out, and why. */

import { lackingFor, systemTests } from './system-tests.ts';

export async function setup(): Promise<void> {
  const lines = await Promise.all(
    Object.entries(systemTests).map(async ([file, test]) => {
      const lacking = await lackingFor(test);
      const why = lacking.length === 0 ? 'this machine has what it needs' : lacking.join(', ');
      return `  test/system/${file}, ${test.about}: ${why}\n`;
    }),
  );
  process.stdout.write(
    `Left out here are the tests of real devices and kernels; npm run test:system runs them, .ci/run also installs what they need:\n${lines.join('')}`,
  );
}
