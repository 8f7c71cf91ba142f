/** The form of a scenario file: the schema of a document, and the JSON Schema that is published for editors. */

import { z } from 'zod';
import { iphoneWays, profileIds } from '../../firmware/profiles.ts';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import { consentSchema } from '../../host-bridge/eligibility/api-fields.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import { endReasons, visitHints, visitOutcomes } from '../../protocol/messages.ts';
import { accessibilityIds, isAccessibilityId } from '../accessibility/requirements.ts';
import { visitRowSchema } from '../back-end/listings.ts';
import { searchReportSchema } from '../back-end/search/search-report.ts';
import { placementSchema } from '../phone-reader/placement.ts';
import { formatVerdicts } from './receipt-folder.ts';
import { isRequirementId, type NamedRequirement, requirementIds } from './requirements.ts';
import { ruleIds } from './rules.ts';
import { steps, stepWords } from './steps.ts';
import { errorCodeWord } from './words.ts';

/** How a visit must have ended. What is not named is not looked at. */
const visitExpectation = z.strictObject({
  outcome: z.enum(visitOutcomes).optional(),
  consent: consentSchema.nullable().optional().describe('the row at the back end; null: there is none'),
  receipt: z
    .record(z.string(), z.string().nullable())
    .nullable()
    .optional()
    .describe(
      'elements of the file for the receipt computer, by name (null: the element is not in it); null: there is no file',
    ),
  notice: errorCodeWord
    .nullable()
    .optional()
    .describe('what the back end told the desk, a code of the error catalogue; null: nothing'),
  reason: z
    .enum(endReasons)
    .nullable()
    .optional()
    .describe('why it ended so, as the reader told the desk; null: no reason of its own'),
  refusal: errorCodeWord
    .nullable()
    .optional()
    .describe('why the reader itself turned card or phone down last, as its record says; null: it did not'),
  hints: z.array(z.enum(visitHints)).optional().describe('what the reader told the desk of besides'),
  todo: z
    .string()
    .nullable()
    .optional()
    .describe('part of what the staff is told to do, in Japanese; null: nothing is to be done'),
  state: visitRowSchema.shape.state
    .nullable()
    .optional()
    .describe('of the visit at the back end; null: never heard of'),
});
export type VisitExpectation = z.output<typeof visitExpectation>;

const expectation = z.strictObject({
  ...visitExpectation.shape,
  visits: z.array(visitExpectation).optional().describe('every visit, in the order in which they ended'),
  files: z.int().min(0).optional().describe('files in the receipt folder'),
  format: z
    .enum(formatVerdicts)
    .optional()
    .describe(
      'every file in the receipt folder is of the format; also without a note of what one consumer refuses',
    ),
  consents: z.int().min(0).optional().describe('consent rows at the back end'),
  searches: searchReportSchema.shape.total
    .optional()
    .describe('how often the search by four facts was used, as the back end counts it'),
});
export type Expectation = z.output<typeof expectation>;

const isNamed = (text: string): text is NamedRequirement => isRequirementId(text) || isAccessibilityId(text);

const requirementWord = z
  .custom<NamedRequirement>(
    (value) => typeof value === 'string' && isNamed(value),
    'a requirement such as REQ-09 (simulator/scenario/requirements.ts) or A11Y-12 (simulator/accessibility/requirements.ts)',
  )
  .meta({ type: 'string', enum: [...requirementIds, ...accessibilityIds] });

/** Asking by itself is told when a scenario is about it: others are about visits alone. */
const scenarioFacility = facilitySchema.extend({
  maintenanceAskingMinutes: facilitySchema.shape.maintenanceAskingMinutes.unwrap().default('never'),
});

const head = {
  name: z.string().min(1).max(200),
  requirements: z
    .array(requirementWord)
    .default([])
    .describe('requirements that the scenario shows (requirements.ts here and in accessibility/)'),
  rules: z
    .array(z.enum(ruleIds))
    .default([])
    .describe('rules of public sources that the scenario shows (rules.ts)'),
  reader: z
    .strictObject({
      profile: z.enum(profileIds).default('next-generation'),
      iphone: z.enum(iphoneWays).default('jpki').describe('how it reads an iPhone'),
      language: z.enum(completeLanguages).default('ja').describe('in which it rests'),
      phoneReader: placementSchema
        .optional()
        .describe('where its phone reader stands, in a profile that needs one; beside it unless told'),
    })
    .prefault({}),
  readers: z.int().min(1).max(8).default(1),
  facility: scenarioFacility.prefault({}),
  expect: expectation.prefault({}),
};

/** Without its steps, which are read one by one by the table of steps. */
export const scenarioHeadSchema = z.strictObject({ ...head, steps: z.array(z.unknown()).min(1) });

const cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown())]);
/** Rows of values, put in for `<name>`; each row is a scenario of its own. */
export const examplesSchema = z.array(z.record(z.string().regex(/^[a-z][a-zA-Z0-9_-]*$/), cell)).min(1);

/** Where a word is expected `<name>` may stand, alone or within: the table `examples` puts the word in. */
const placeholder = { type: 'string', pattern: '<[a-z][a-zA-Z0-9_-]*>' };
const leafTypes = new Set(['string', 'number', 'integer', 'boolean']);

/** JSON Schema of one document of a scenario file. */
export const scenarioJsonSchema = (): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(
    z.strictObject({
      ...head,
      examples: examplesSchema.optional(),
      steps: z
        .array(
          z.union([
            ...stepWords.map((word) => steps[word].schema.describe(steps[word].about)),
            z
              .string()
              .regex(/^<.*>$/)
              .describe('a list of steps from the table `examples`'),
          ]),
        )
        .min(1),
    }),
    {
      io: 'input',
      unrepresentable: 'any',
      override({ jsonSchema }) {
        const restricted = 'enum' in jsonSchema || 'const' in jsonSchema || 'pattern' in jsonSchema;
        if (!leafTypes.has(String(jsonSchema.type)) || (jsonSchema.type === 'string' && !restricted)) return;
        const { description, default: standard, ...leaf } = jsonSchema;
        for (const key of Object.keys(leaf)) delete jsonSchema[key];
        Object.assign(jsonSchema, { anyOf: [leaf, placeholder] });
      },
    },
  );
