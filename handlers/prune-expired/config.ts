import * as z from 'zod';
import { type DataConfig, dataSettings } from '../shared/data-settings.ts';
import { readEnvironment } from '../shared/read-environment.ts';

const settings = z.object(dataSettings);

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): DataConfig =>
  readEnvironment(settings, env);
