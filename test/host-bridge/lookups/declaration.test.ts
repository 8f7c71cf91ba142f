import { describe, expect, it } from 'vitest';
import { sharesToAsk } from '../../../host-bridge/lookups/declaration.ts';

describe('the share that may be asked for until the eligibility is known', () => {
  it.each([
    ['three tenths of most people', '19850410', '20261102', [30]],
    ['two tenths the day before school', '20200401', '20260331', [20]],
    ['three tenths from the first day of school on', '20200401', '20260401', [30]],
    ['two tenths for a year more where the child was born a day later', '20200402', '20260401', [20]],
    ['three tenths after that', '20200402', '20270401', [30]],
    ['two tenths of somebody born this year', '20260101', '20261102', [20]],
    ['three tenths in the month of the seventieth birthday', '19561115', '20261130', [30]],
    ['one to three tenths from the month after', '19561115', '20261201', [10, 20, 30]],
    ['one to three tenths at once of who was born on a first', '19561101', '20261101', [10, 20, 30]],
    ['three tenths through December of who was born in it', '19561231', '20261231', [30]],
    ['one to three tenths from January on', '19561231', '20270101', [10, 20, 30]],
  ])('is %s', (_, birth, today, shares) => {
    expect(sharesToAsk(birth, today)).toEqual(shares);
  });
});
