import * as z from 'zod';

const name = z.string().min(1);

/** The environment that every function has that people invoke. */
export const maintenanceSettings = {
  STAGE: name,
  TABLE_NAME: name,
  TOPIC_ARN: z.string().startsWith('arn:'),
};

const settings = z.object(maintenanceSettings);

export type MaintenanceConfig = Readonly<z.output<typeof settings>>;
