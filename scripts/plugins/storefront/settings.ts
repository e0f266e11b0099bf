import * as z from 'zod';

// A parameter given by `--param` is text; an empty one is none at all.
const unlessEmpty = (value: unknown) => (value === '' || value === null ? undefined : value);
const integer = z.preprocess(unlessEmpty, z.coerce.number().int().positive());
const optionalInteger = z.preprocess(unlessEmpty, z.coerce.number().int().positive().optional());
const optionalText = z.preprocess(unlessEmpty, z.string().optional());
const flag = z.union([z.boolean(), z.stringbool()]);

const settingsSchema = z.strictObject({
  domain: optionalText,
  hostedZoneId: optionalText,
  requiresDomain: flag.default(false),
  minSize: integer,
  maxSize: integer,
  databaseShape: z.enum(['instance', 'cluster']),
  databaseStorageGiB: integer,
  databaseIops: optionalInteger,
  /** Name of the parameter that holds the id of the machine image. */
  imageParameter: optionalText,
  imageVersion: optionalInteger,
  /** `sls remove` refuses. */
  protect: flag.default(false),
  /** Logical ids of alarms that turn a deploy back. */
  rollbackAlarms: z.array(z.string()).max(5).default([]),
  rollbackMonitoringMinutes: z.coerce.number().int().min(0).max(180).default(5),
});

/** `custom.storefront` of serverless.yml, for one stage. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** @returns the settings, or what is wrong with each of them. */
export const parseSettings = (
  value: unknown,
): { readonly settings: Settings } | { readonly problems: readonly string[] } => {
  const { success, data, error } = settingsSchema.safeParse(value ?? {});
  if (success) return { settings: data };
  return {
    problems: error.issues.map(
      ({ path, message }) => `${['custom.storefront', ...path].join('.')}: ${message}`,
    ),
  };
};
