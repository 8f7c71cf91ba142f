/** The certificates of a program that runs apart: a set that was named must be there, since its peers have the same one. */

import { join, resolve } from 'node:path';
import { orThrow } from '../../protocol/result.ts';
import { createPki, loadPki, type Pki } from '../pki/link-and-tls.ts';

/**
 * @param named the folder of `--pki`; without it the set in the data folder, made at the first start
 * @throws EmulatorError EMU-460 to EMU-463.
 */
export const sharedPki = (named: string | undefined, data: string): Pki =>
  named === undefined ? createPki(join(data, 'pki')) : orThrow(loadPki(resolve(named)));
