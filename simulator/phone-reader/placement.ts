/** Where a phone reader stands, and what that does to it. */

import { z } from 'zod';
import type { Coupling } from '../peripherals/coupling.ts';

export const placementSchema = z.strictObject({
  onMetal: z.boolean().default(false).describe('it stands on metal, which weakens its field'),
  cableReaches: z.boolean().default(true).describe('its cable reaches the PC'),
});
/** Beside the face reader, on wood, its cable in, unless told. */
export type Placement = z.output<typeof placementSchema>;

export const usualPlacement: Placement = placementSchema.parse({});

/**
 * Metal beneath the antenna takes so much of its field that no block of a device is heard, though the device still wakes
 * up: that it weakens the field is physics, that so much of it is lost is our figure.
 */
export const onMetal: Coupling = () => ({
  commandsLost: Number.POSITIVE_INFINITY,
  answersLost: 0,
  extensions: 0,
  tornAfter: null,
});
