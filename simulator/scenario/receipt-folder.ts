/** What lies in the receipt folder of a scenario's world, and what the check of the format says of it. */

import { basename } from 'node:path';
import { checkFile, type Finding } from '../../host-bridge/receipt/format/check.ts';
import type { Desk } from '../desk/desk.ts';

/** Files and answers of ours, by `face/NAME` and `res/NAME`. */
export function receiptFilesOf({ bridge: { receipt } }: Desk): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const name of receipt.list()) {
    const bytes = receipt.read(name);
    if (bytes !== null) files.set(`face/${name}`, bytes);
  }
  const { exchange } = receipt;
  for (const { name } of exchange.answers()) {
    const bytes = exchange.readAnswer(name);
    if (bytes !== null) files.set(`res/${name}`, bytes);
  }
  return files;
}

/** How good the files of a scenario must be: none refused, or not even a note of what one consumer refuses. */
export const formatVerdicts = ['accepted', 'without-notes'] as const;

/** What is in the way of the verdict: the file's folder, the rule and where it is broken. */
export function formatFaults(desk: Desk, verdict: (typeof formatVerdicts)[number]): readonly string[] {
  const { encoding, lineEnd } = desk.options.facility;
  const counts = ({ rule }: Finding): boolean => verdict === 'without-notes' || rule.grade === 'refused';
  return Array.from(receiptFilesOf(desk)).flatMap(([path, bytes]) =>
    checkFile(basename(path), bytes, { encoding, lineEnd })
      .filter(counts)
      .map(({ rule, path: place }) => `${path.split('/')[0]}: ${rule.id} ${place}`.trim()),
  );
}
