/** How what is announced of maintenance can change. Our words. */

/** `moved`: another period for the same, such as an end that comes later; `over`: it had begun; `calledOff`: it had not. */
export const maintenanceChanges = ['announced', 'moved', 'calledOff', 'over'] as const;
export type MaintenanceChange = (typeof maintenanceChanges)[number];
