/** Reads the fixed test keys: PEM files in which a line above each block names it. Nothing here is secret. */

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EmulatorError } from '../../../protocol/errors.ts';

export interface LabelledPem {
  readonly labels: readonly string[];
  has(label: string): boolean;
  /** @throws EmulatorError EMU-303 where the label is missing. */
  key(label: string): KeyObject;
  /** The bytes of a certificate. @throws EmulatorError EMU-303 where the label is missing. */
  der(label: string): Uint8Array;
}

const block = /^(.+)\n(-----BEGIN [A-Z ]+-----\n([A-Za-z0-9+/=\n]+)-----END [A-Z ]+-----)$/gm;

/** `name` is a file beside this one. Keys are made when first asked for, and kept. */
export function labelledPem(name: string): LabelledPem {
  const blocks = new Map<string, { readonly pem: string; readonly base64: string }>();
  for (const [, label, pem, base64] of readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(block)) {
    if (label !== undefined && pem !== undefined && base64 !== undefined) blocks.set(label, { pem, base64 });
  }
  const keys = new Map<string, KeyObject>();
  const blockOf = (label: string) => {
    const found = blocks.get(label);
    if (found === undefined) throw new EmulatorError({ code: 'EMU-303', detail: { label, file: name } });
    return found;
  };
  return {
    labels: [...blocks.keys()],
    has: (label) => blocks.has(label),
    key: (label) => {
      let key = keys.get(label);
      if (key === undefined) {
        key = createPrivateKey(blockOf(label).pem);
        keys.set(label, key);
      }
      return key;
    },
    der: (label) => new Uint8Array(Buffer.from(blockOf(label).base64, 'base64')),
  };
}
