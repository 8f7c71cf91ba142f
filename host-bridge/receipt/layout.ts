/** What the receipt folder consists of; folder, guard and clean-up agree through it. */

/** Requests, their answers, and the files that are pushed after a visit. */
export const subFolders = ['req', 'res', 'face'] as const;

/** Says that the folder is the emulator's. */
export const markerName = '.fcr-test-receipt';

/** Where a file grows before it is renamed: on the same file system, outside the folders that others watch. */
export const stagingName = '.fcr-writing';
