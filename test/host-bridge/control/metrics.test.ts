import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../host-bridge/control/metrics.ts';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import { reader, visit } from './desk.ts';

const samples = async (...seen: BridgeObservation[]) => {
  const metrics = createMetrics();
  for (const observation of seen) metrics.observe(observation);
  return (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
};

const connected = { event: 'readerConnected', reader, resumed: false } as const;
const lost = { event: 'readerLost', reader } as const;
const noted = { event: 'visitNoted', reader, visit, outcome: 'accepted' } as const;

describe('Metrics', () => {
  it('count visits by reader and outcome', async () => {
    expect(await samples(noted, noted, { ...noted, outcome: 'cancelled' })).toEqual([
      'fcr_visits_total{reader="FCR-000001",outcome="accepted"} 2',
      'fcr_visits_total{reader="FCR-000001",outcome="cancelled"} 1',
    ]);
  });

  it('show whether a reader is connected', async () => {
    expect(await samples(connected)).toContain('fcr_reader_connected{reader="FCR-000001"} 1');
    expect(await samples(connected, lost)).toContain('fcr_reader_connected{reader="FCR-000001"} 0');
  });

  it.each<[BridgeObservation, string]>([
    [connected, 'fcr_reader_connections_total{reader="FCR-000001",outcome="new"} 1'],
    [
      { ...connected, resumed: true },
      'fcr_reader_connections_total{reader="FCR-000001",outcome="resumed"} 1',
    ],
    [lost, 'fcr_reader_losses_total{reader="FCR-000001"} 1'],
    [
      { event: 'readerTurnedAway', reader, code: 'EMU-101' },
      'fcr_readers_turned_away_total{outcome="EMU-101"} 1',
    ],
    [{ event: 'linkRefused', reader, code: 'EMU-512' }, 'fcr_links_refused_total{outcome="EMU-512"} 1'],
    [
      { event: 'messageRefused', reader, code: 'EMU-201', detail: {} },
      'fcr_messages_refused_total{reader="FCR-000001"} 1',
    ],
    [
      { event: 'frameDamaged', reader: null, code: 'EMU-101' },
      'fcr_frames_damaged_total{reader="unknown"} 1',
    ],
    [
      { event: 'lineDisturbed', reader, visit, resent: 3, damaged: 5 },
      'fcr_frames_resent_total{reader="FCR-000001"} 3',
    ],
    [
      { event: 'answered', operation: 'use', visit, result: 'ok' },
      'fcr_back_end_answers_total{reader="FCR-000001",outcome="ok"} 1',
    ],
    [
      { event: 'requestAnswered', kind: 'OQSsiquc01', result: 'EMU-570' },
      'fcr_receipt_requests_total{outcome="EMU-570"} 1',
    ],
    [
      { event: 'requestUnanswered', kind: 'other', code: 'EMU-578' },
      'fcr_receipt_requests_not_answered_total{outcome="EMU-578"} 1',
    ],
    [
      { event: 'requestSetAside', code: 'EMU-574' },
      'fcr_receipt_requests_not_answered_total{outcome="EMU-574"} 1',
    ],
    [{ event: 'resultsExpired', of: 'res', count: 3 }, 'fcr_receipt_results_expired_total{outcome="res"} 3'],
    [
      { event: 'useSettled', visit, state: 'withdrawn' },
      'fcr_uses_total{reader="FCR-000001",outcome="withdrawn"} 1',
    ],
    [
      { event: 'faceFile', visit, validity: '1', written: false },
      'fcr_face_files_total{reader="FCR-000001",outcome="failed"} 1',
    ],
    [{ event: 'staffCalledAt', reader, why: 'asked' }, 'fcr_staff_calls_total{reader="FCR-000001"} 1'],
  ])('count %o', async (observation, line) => {
    expect(await samples(observation)).toContain(line);
  });

  it('show announced maintenance while one is known, and whether that is old', async () => {
    const times = { from: 1_793_588_400_000, until: 1_793_592_000_000 };
    const announced = { event: 'maintenance', change: 'announced', ...times } as const;
    const moved = { ...announced, change: 'moved', until: 1_793_595_600_000 } as const;
    expect(await samples(announced, moved, { event: 'maintenanceNews', old: true })).toEqual([
      'fcr_maintenance_changes_total{outcome="announced"} 1',
      'fcr_maintenance_changes_total{outcome="moved"} 1',
      'fcr_maintenance_from_seconds 1793588400',
      'fcr_maintenance_until_seconds 1793595600',
      'fcr_maintenance_news_old 1',
    ]);
    for (const change of ['over', 'calledOff'] as const) {
      const after = await samples(announced, { ...announced, change });
      expect(after).toHaveLength(2);
      expect(after.every((line) => line.startsWith('fcr_maintenance_changes_total'))).toBe(true);
    }
    expect(
      await samples({ event: 'maintenanceNews', old: true }, { event: 'maintenanceNews', old: false }),
    ).toEqual(['fcr_maintenance_news_old 0']);
  });

  it('show maintenance that an earlier bridge has told of, and count no change', async () => {
    const times = { from: 1_793_588_400_000, until: 1_793_592_000_000 };
    const window = ['fcr_maintenance_from_seconds 1793588400', 'fcr_maintenance_until_seconds 1793592000'];
    expect(await samples({ event: 'maintenanceTakenUp', ...times, old: false })).toEqual(window);
    expect(await samples({ event: 'maintenanceTakenUp', from: null, until: null, old: true })).toEqual([
      'fcr_maintenance_news_old 1',
    ]);
  });

  it('have labels for reader and outcome only, and never a visit or a reason', async () => {
    const lines = await samples(connected, lost, noted, { event: 'staffCalledAt', reader, why: '見本太郎' });
    for (const line of lines)
      expect(line).toMatch(/^fcr_\w+\{(reader="FCR-000001")?,?(outcome="\w+")?\} \d+$/);
  });

  it('of two bridges in one process are apart', async () => {
    createMetrics().observe(lost);
    expect(await samples()).not.toContain('fcr_reader_losses_total{reader="FCR-000001"} 1');
  });
});
