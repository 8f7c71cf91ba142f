import { describe, expect, it } from 'vitest';
import type { VisitStatus } from '../../../host-bridge/control/desk-view.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import { Desk, ended, identified, used } from '../eligibility/desk.ts';

const served = async () => {
  const desk = new Desk();
  const reader = desk.reader();
  const bridge = desk.bridge();
  await desk.clock.advance(10);
  const statusOf = (visit: VisitId): VisitStatus | undefined =>
    bridge.visits(0).find((status) => status.visit === visit);
  return { desk, reader, bridge, statusOf };
};

describe('a visit as the desk sees it', () => {
  it('has when it began, and why it ended and with what hints as the reader told', async () => {
    const { desk, reader, bridge, statusOf } = await served();
    const began = desk.clock.now();
    const visit = await identified(desk, reader);
    await desk.clock.advance(5_000);
    expect(statusOf(visit)).toMatchObject({ began, outcome: null, reason: null, hints: [], todo: null });
    const hints = ['face_not_confirmed', 'pin_locked'] as const;
    await ended(desk, reader, visit, 'problem', { reason: 'registration_declined', hints });
    expect(statusOf(visit)).toMatchObject({
      began,
      outcome: 'problem',
      reason: 'registration_declined',
      hints,
    });
    expect(statusOf(visit)?.todo?.ja).toContain('登録をしないことを本人が選びました');
    await bridge.stop();
  });

  it('has them also where the reader tells in a greeting, after a break', async () => {
    const { desk, reader, bridge, statusOf } = await served();
    const visit = await identified(desk, reader);
    reader.ended = [{ visit, outcome: 'abandoned', reason: 'card_gone', hints: ['camera_fault'] }];
    reader.restart();
    await desk.clock.advance(1_000);
    expect(statusOf(visit)).toMatchObject({ reason: 'card_gone', hints: ['camera_fault'] });
    await bridge.stop();
  });

  it('is listed anew when the reader calls, with what to do while the person stands there', async () => {
    const { desk, reader, bridge, statusOf } = await served();
    const visit = await identified(desk, reader);
    const { number = 0 } = statusOf(visit) ?? {};
    reader.say({ type: 'staffCalled', why: 'identity' });
    await desk.clock.advance(0);
    expect(bridge.visits(number)).toMatchObject([{ visit, called: 'identity' }]);
    expect(statusOf(visit)?.todo?.en).toContain('Go to the reader');
    await bridge.stop();
  });

  it('needs nobody to look any more once the person is confirmed', async () => {
    const { desk, reader, bridge, statusOf } = await served();
    const visit = reader.nextVisit();
    reader.say({ type: 'visitBegan', visit });
    reader.say({ type: 'staffCalled', why: 'identity' });
    await desk.clock.advance(0);
    expect(statusOf(visit)).toMatchObject({ called: 'identity' });
    await identified(desk, reader, visit);
    expect(statusOf(visit)).toMatchObject({ called: null, todo: null });
    await bridge.stop();
  });

  it('is not troubled by a call at rest', async () => {
    const { desk, reader, bridge } = await served();
    reader.say({ type: 'staffCalled', why: 'card_left' });
    await desk.clock.advance(0);
    expect(bridge.visits(0)).toEqual([]);
    await bridge.stop();
  });

  it('has why the back end could not be asked until it has answered', async () => {
    const { desk, reader, bridge, statusOf } = await served();
    desk.backEnd.failing = 'EMU-420';
    const visit = await identified(desk, reader);
    expect(statusOf(visit)).toMatchObject({ unanswered: 'EMU-420', validity: null });
    desk.backEnd.failing = null;
    await desk.clock.advance(1_000);
    expect(statusOf(visit)).toMatchObject({ unanswered: null, validity: '1' });
    desk.backEnd.failing = 'EMU-420';
    await used(desk, reader, visit);
    expect(statusOf(visit)).toMatchObject({ unanswered: 'EMU-420' });
    desk.backEnd.failing = null;
    await desk.clock.advance(1_000);
    expect(statusOf(visit)).toMatchObject({ unanswered: null });
    await bridge.stop();
  });

  it('says what was chosen, with nothing else of the answers, also after a restart of the bridge', async () => {
    const { desk, reader, bridge } = await served();
    const visit = await identified(desk, reader);
    await used(desk, reader, visit, { recipient: true, prescription: 'electronic' });
    await ended(desk, reader, visit, 'accepted');
    await bridge.stop();
    const next = desk.bridge();
    const [status] = next.visits(0);
    expect(status?.todo?.ja).toMatch(/受給者証を使う.*電子処方箋/);
    expect(desk.journal.find(visit)).toMatchObject({
      body: null,
      eligibility: null,
      chosen: '{"recipient":true,"prescription":"electronic"}',
    });
    await next.stop();
  });

  it('points to disaster mode while it is on, and not before or after', async () => {
    const { desk, reader, bridge, statusOf } = await served();
    const visit = await identified(desk, reader);
    await ended(desk, reader, visit, 'refused', { reason: 'card_unreadable', hints: null });
    const said = (): boolean => statusOf(visit)?.todo?.ja.includes('災害時モード') === true;
    expect(said()).toBe(false);
    bridge.setDisaster(true);
    expect(said()).toBe(true);
    bridge.setDisaster(false);
    expect(said()).toBe(false);
    await bridge.stop();
  });
});
