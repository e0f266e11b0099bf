import * as z from 'zod';

const password = z.string().min(1);

export const adminSecret = z.object({ username: z.string().min(1), password });

export const applicationSecret = z.object({
  username: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  password,
  host: z.string().min(1),
  readerHost: z.string().min(1).optional(),
  port: z.coerce.number().int().min(1).max(65_535),
  // GRANT takes _ and % in a database's name for wildcards, so such names are not used.
  dbname: z.string().regex(/^[a-z][a-z0-9]{0,31}$/),
});

type AdminSecret = z.output<typeof adminSecret>;
export type ApplicationSecret = z.output<typeof applicationSecret>;

/** The other one of two users whose passwords change in turns. */
export const siblingOf = (username: string): string | undefined => {
  const stem = username.slice(0, -2);
  if (username.endsWith('_a')) return `${stem}_b`;
  return username.endsWith('_b') ? `${stem}_a` : undefined;
};
