import { describe, expect, it } from 'vitest';
import { keptNotice, readNotice } from '../../../host-bridge/eligibility/notice.ts';

describe('a notice for the desk', () => {
  it('is read back as it was kept, without the sentence, which the catalogue has', () => {
    const kept = keptNotice({ code: 'EMU-340', detail: { reason: 'not a CRL' }, message: '見本' });
    expect(kept).not.toContain('見本');
    expect(readNotice(kept)).toEqual({ code: 'EMU-340', detail: { reason: 'not a CRL' } });
    expect(readNotice(keptNotice({ code: 'EMU-464', message: '' }))).toEqual({ code: 'EMU-464', detail: {} });
  });

  it('is none where the back end gave none, or a code that is not known here', () => {
    expect(readNotice(keptNotice(undefined))).toBeNull();
    expect(readNotice(keptNotice({ code: 'EMU-999', message: '' }))).toBeNull();
  });
});
