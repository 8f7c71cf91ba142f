import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorCatalogue } from '../../protocol/errors.ts';

/** What is refused for a day or a time: the clock by which it was judged may be what is wrong. */
const judgedByTime = (Object.keys(errorCatalogue) as ErrorCode[]).filter((code) =>
  /has expired|not valid (yet|now|at)|in force|out of date|of the future/.test(errorCatalogue[code].cause.en),
);

describe('what is refused because of a day', () => {
  it('is found in the catalogue', () => {
    expect(judgedByTime).toEqual(expect.arrayContaining(['EMU-111', 'EMU-112', 'EMU-446', 'EMU-462']));
  });

  // Over TLS a certificate that has expired is a back end that cannot be reached; EMU-356 says why in its reason.
  it.each([...judgedByTime, 'EMU-356', 'EMU-420'] as const)('has the clock in its remedy: %s', (code) => {
    const { en, ja } = errorCatalogue[code].remedy;
    expect([en, ja]).toEqual([expect.stringContaining('clock'), expect.stringContaining('時計')]);
  });
});
