import * as z from 'zod';
import { dataSettings } from '../shared/data-settings.ts';
import { readEnvironment } from '../shared/read-environment.ts';

const settings = z.object({
  ...dataSettings,
  /** Where files are imported from, below `imports/`. */
  IMPORT_BUCKET: z.string().min(1),
  /** Where the shop's pictures are, below `media/`. */
  MEDIA_BUCKET: z.string().min(1),
  /** ISO 4217 code that the prices of files are in, as the storefront has it. */
  STORE_CURRENCY: z.string().regex(/^[A-Z]{3}$/),
  /** The shop's address: pictures below it are the shop's own. */
  PUBLIC_ORIGIN: z.url().optional(),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
