/** The version of the project, as package.json states it. */

import manifest from '../../package.json' with { type: 'json' };

export const version = manifest.version as `${number}.${number}.${number}`;
