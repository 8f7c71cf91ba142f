/** Settings of the facility (`--facility FILE`, YAML). Every field has a default; an unknown one is refused. */

import { z } from 'zod';

/** What the facility’s files may be written in. */
export const encodings = ['utf-8', 'shift_jis'] as const;
/** What Shift_JIS holds: JIS X 0208 alone, or CP932's extensions too. Files in UTF-8 hold everything. */
export const characterProfiles = ['jis-x-0208', 'cp932'] as const;

export const facilitySchema = z.strictObject({
  kind: z.enum(['clinic', 'pharmacy']).default('clinic'),
  institutionCode: z
    .string()
    .regex(/^\d{10}$/)
    .default('9999999999'),
  municipality: z
    .string()
    .min(1)
    .max(60)
    .default('見本県見本市')
    .describe('with its prefecture; disaster mode is opened by municipality'),
  emergencyHospital: z.boolean().default(false).describe('receives emergency patients: 救急時医療情報閲覧'),
  groups: z
    .strictObject({
      surgery: z.boolean().default(true),
      treatment: z.boolean().default(true),
      checkup: z.boolean().default(true),
    })
    .default({ surgery: true, treatment: true, checkup: true }),
  phones: z.boolean().default(true),
  prescriptionQuestion: z.boolean().default(false),
  recipientQuestion: z.boolean().default(true),
  limitScreen: z.boolean().default(false),
  graceRule: z.enum(['monthEnd', 'sameDay']).default('monthEnd'),
  encoding: z.enum(encodings).default('utf-8'),
  characterProfile: z.enum(characterProfiles).default('jis-x-0208'),
  lineEnd: z.enum(['crlf', 'lf']).default('crlf'),
  /** Minutes for which a file for the receipt computer may stay unfetched. Ours: three days, over a weekend. */
  responseStayMinutes: z.number().int().min(1).max(525_600).default(4_320),
  maintenanceAskingMinutes: z
    .union([z.int().min(1).max(1_440), z.literal('never')])
    .default(30)
    .describe('minutes after which the bridge asks about announced maintenance again; our figure'),
  writeInPlace: z.boolean().default(false),
  staffPassword: z
    .string()
    .regex(/^\d{4,8}$/)
    .default('2580'),
  faceTries: z.number().int().min(1).max(10).default(3),
});

export type Facility = z.infer<typeof facilitySchema>;

const { shape } = facilitySchema;
/** The settings that can be changed while the bridge runs; the others say what its files are, from their first to their last. */
export const facilityChangeSchema = z.strictObject({
  kind: shape.kind.unwrap().optional(),
  groups: shape.groups.unwrap().optional(),
  phones: shape.phones.unwrap().optional(),
  prescriptionQuestion: shape.prescriptionQuestion.unwrap().optional(),
  recipientQuestion: shape.recipientQuestion.unwrap().optional(),
  limitScreen: shape.limitScreen.unwrap().optional(),
  graceRule: shape.graceRule.unwrap().optional(),
  maintenanceAskingMinutes: shape.maintenanceAskingMinutes.unwrap().optional(),
  staffPassword: shape.staffPassword.unwrap().optional(),
  faceTries: shape.faceTries.unwrap().optional(),
});
export type FacilityChange = z.infer<typeof facilityChangeSchema>;

/** The settings with those that are named in `change` instead. */
export const changedFacility = (facility: Facility, change: FacilityChange): Facility =>
  facilitySchema.parse({ ...facility, ...change });
