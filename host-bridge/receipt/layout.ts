/** What the receipt folder consists of; folder, guard and clean-up agree through it. */

/** Requests, their answers, and the files that are pushed after a visit. */
export const subFolders = ['req', 'res', 'face'] as const;

/** Says that the folder is the emulator's. */
export const markerName = '.fcr-test-receipt';

/** Where a file grows before it is renamed: on the same file system, outside the folders that others watch. */
export const stagingName = '.fcr-writing';

/** Answers that are decided and not seen in `res` yet; what a crash leaves here is put there at the next start. */
export const answeredName = '.fcr-answered';

/**
 * One small file for each answer of ours in `res`, of the same name, with the digest of what was written: the names of
 * answers are given by their requests and can carry no mark of test data, so this is the mark.
 */
export const ledgerName = '.fcr-written';

/** What cannot be a request, as it was found. Whoever put it there may look at it; nothing of ours reads it. */
export const setAsideName = 'set-aside';

/** The bridge that serves the folder holds this (hold.ts), with the endings of a hold. It stays when the rest is cleaned away. */
export const bridgeName = '.fcr-bridge';
