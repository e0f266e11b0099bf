import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

const path = z
  .string()
  .max(2_048)
  .regex(/^\//, 'must start with /')
  .regex(/^[!-~]*$/, 'must be as it stands in an address: what is no ASCII, encoded')
  .regex(/^[^*]*\*?$/, 'may have * at its end only')
  .refine((text) => !/[?#]/.test(text) || text.endsWith('*'), {
    message: 'may have no ? and no #: every variant of a path is invalidated with it',
  });

/** `{"paths": ["/products/*"]}`; `{"status": true, "invalidationId": "I…"}` says how far it is. */
export const invalidateEdgeEvent = z
  .strictObject({
    ...maintenanceFields,
    paths: z
      .array(path)
      .max(15)
      .default([])
      .describe('up to 15 paths, each from / on, with * at its end or none'),
    status: z.boolean().default(false).describe('only says how far an invalidation is'),
    invalidationId: z
      .string()
      .regex(/^[A-Z0-9]+$/, 'must be the id of an invalidation')
      .optional()
      .describe('with status: which invalidation'),
  })
  .refine(({ status, paths }) => status || paths.length > 0, {
    path: ['paths'],
    message: 'name at least one path',
  })
  .refine(({ status, paths }) => !status || paths.length === 0, {
    path: ['paths'],
    message: 'status invalidates nothing',
  })
  .refine(({ status, invalidationId }) => status === (invalidationId !== undefined), {
    path: ['invalidationId'],
    message: 'goes with status, which needs it',
  });

export type InvalidateEdgeEvent = z.output<typeof invalidateEdgeEvent>;
