/** Counters of what the bridge observes, for Prometheus. Labels are a reader or an outcome and nothing else. */

import { Counter, Gauge, Registry } from 'prom-client';
import { readerOf, type VisitId } from '../../protocol/ids.ts';
import type { ObserveBridge } from '../observed.ts';

/** Before a reader has said who it is, and for what belongs to no visit. */
const unknownReader = 'unknown';

export interface BridgeMetrics {
  readonly observe: ObserveBridge;
  /** The text that Prometheus fetches. */
  text(): Promise<string>;
}

/** Metrics of one bridge, in a registry of their own: several bridges may live in one process. */
export function createMetrics(): BridgeMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends 'reader' | 'outcome'>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `fcr_${name}_total`, help, labelNames, registers });

  const connected = new Gauge({
    name: 'fcr_reader_connected',
    help: '1 while the reader is connected',
    labelNames: ['reader'],
    registers,
  });
  const phoneReaders = new Gauge({
    name: 'fcr_phone_reader_there',
    help: '1 while the phone reader beside the reader can be used; only of readers that use one',
    labelNames: ['reader'],
    registers,
  });
  const connections = counter(
    'reader_connections',
    'Connections, by whether the session went on',
    'reader',
    'outcome',
  );
  const losses = counter('reader_losses', 'Lost connections', 'reader');
  const turnedAway = counter('readers_turned_away', 'Readers that were not taken, by error code', 'outcome');
  const refusedLinks = counter('links_refused', 'Links that the reader refused, by error code', 'outcome');
  const refusedMessages = counter(
    'messages_refused',
    'Messages that were malformed or out of place',
    'reader',
  );
  const damagedFrames = counter('frames_damaged', 'Frames that arrived damaged', 'reader');
  const resentFrames = counter('frames_resent', 'Frames that were sent to the reader again', 'reader');
  const answers = counter(
    'back_end_answers',
    'Answers of the back end: ok or error code',
    'reader',
    'outcome',
  );
  const uses = counter('uses', 'Check-ins that were settled', 'reader', 'outcome');
  const files = counter('face_files', 'Files for the receipt computer', 'reader', 'outcome');
  const answeredRequests = counter(
    'receipt_requests',
    'Requests of the receipt computer that were answered: ok, processing or error code',
    'outcome',
  );
  const unansweredRequests = counter(
    'receipt_requests_not_answered',
    'Requests of the receipt computer that were set aside, or whose answer could not be written, by error code',
    'outcome',
  );
  const expired = counter('receipt_results_expired', 'Files that nobody has fetched in time', 'outcome');
  const visits = counter('visits', 'Visits that ended', 'reader', 'outcome');
  const lookups = counter('lookups', 'Lookups by four facts, by what was found or why not', 'outcome');
  const maintenanceChanges = counter('maintenance_changes', 'Changes of announced maintenance', 'outcome');
  const gauge = (name: string, help: string) => {
    const made = new Gauge({ name: `fcr_${name}`, help, registers });
    // Without a value until there is one.
    made.remove();
    return made;
  };
  const maintenanceFrom = gauge('maintenance_from_seconds', 'When announced maintenance begins, Unix time');
  const maintenanceUntil = gauge('maintenance_until_seconds', 'When it ends; both only while one is known');
  const oldNews = gauge('maintenance_news_old', '1 while what is known of maintenance is old');
  const windowIs = (from: number, until: number): void => {
    maintenanceFrom.set(from / 1000);
    maintenanceUntil.set(until / 1000);
  };
  const calls = counter('staff_calls', 'Calls for staff', 'reader');

  const readerLabel = (visit: VisitId | null) => (visit ? readerOf(visit) : unknownReader);

  return {
    observe(seen) {
      switch (seen.event) {
        case 'readerConnected':
          connected.set({ reader: seen.reader }, 1);
          connections.inc({ reader: seen.reader, outcome: seen.resumed ? 'resumed' : 'new' });
          break;
        case 'readerLost':
          connected.set({ reader: seen.reader }, 0);
          losses.inc({ reader: seen.reader });
          break;
        case 'readerTurnedAway':
          // Without the reader: whoever dials in could otherwise make as many labels as it likes.
          turnedAway.inc({ outcome: seen.code });
          break;
        case 'messageRefused':
          refusedMessages.inc({ reader: seen.reader ?? unknownReader });
          break;
        case 'frameDamaged':
          damagedFrames.inc({ reader: seen.reader ?? unknownReader });
          break;
        case 'lineDisturbed':
          resentFrames.inc({ reader: seen.reader }, seen.resent);
          break;
        case 'answered':
          answers.inc({ reader: readerLabel(seen.visit), outcome: seen.result });
          break;
        case 'useSettled':
          uses.inc({ reader: readerLabel(seen.visit), outcome: seen.state });
          break;
        case 'faceFile':
          files.inc({ reader: readerLabel(seen.visit), outcome: seen.written ? 'written' : 'failed' });
          break;
        case 'requestAnswered':
          answeredRequests.inc({ outcome: seen.result });
          break;
        case 'requestUnanswered':
        case 'requestSetAside':
          unansweredRequests.inc({ outcome: seen.code });
          break;
        case 'resultsExpired':
          expired.inc({ outcome: seen.of }, seen.count);
          break;
        case 'visitNoted':
          visits.inc({ reader: seen.reader, outcome: seen.outcome });
          break;
        case 'lookedUp':
          lookups.inc({ outcome: seen.result });
          break;
        case 'maintenance':
          maintenanceChanges.inc({ outcome: seen.change });
          if (seen.change === 'announced' || seen.change === 'moved') windowIs(seen.from, seen.until);
          else {
            maintenanceFrom.remove();
            maintenanceUntil.remove();
          }
          break;
        case 'maintenanceNews':
          oldNews.set(seen.old ? 1 : 0);
          break;
        case 'maintenanceTakenUp':
          if (seen.from !== null && seen.until !== null) windowIs(seen.from, seen.until);
          if (seen.old) oldNews.set(1);
          break;
        case 'staffCalledAt':
          calls.inc({ reader: seen.reader });
          break;
        case 'linkRefused':
          // Without the reader, as those that were turned away.
          refusedLinks.inc({ outcome: seen.code });
          break;
        case 'phoneReader':
          phoneReaders.set({ reader: seen.reader }, seen.there ? 1 : 0);
          break;
        case 'backOff':
        case 'disasterMode':
        case 'lookupHeld':
        case 'lookupForgotten':
        case 'bridgeMessage':
        case 'requested':
        case 'requestTaken':
        case 'maintenanceNotKept':
        case 'visitNotKept':
        case 'useKept':
          break;
      }
    },
    text: () => registry.metrics(),
  };
}
