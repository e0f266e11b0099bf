import * as z from 'zod';

const name = z.string().min(1);

/** The environment of the functions that people invoke for the data. */
export const dataSettings = {
  STAGE: name,
  TABLE_NAME: name,
  TOPIC_ARN: z.string().startsWith('arn:'),
  /** Secret of the application: see database-secrets.ts. */
  APPLICATION_SECRET_ID: name,
  /** PEM text of the database's certificate authority, where it is not Amazon's. */
  DATABASE_CA: z.string().includes('-----BEGIN CERTIFICATE-----').optional(),
};

const settings = z.object(dataSettings);

export type DataConfig = Readonly<z.output<typeof settings>>;
