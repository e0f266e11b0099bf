import * as z from 'zod';

const password = z.string().min(1);
const port = z.coerce.number().int().min(1).max(65_535);

export const adminSecret = z.object({ username: z.string().min(1), password });

export const applicationSecret = z.object({
  username: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  password,
  host: z.string().min(1),
  readerHost: z.string().min(1).optional(),
  port,
  /** Only where the reader listens on another port, as on one machine. */
  readerPort: port.optional(),
  // GRANT takes _ and % in a database's name for wildcards, so such names are not used.
  dbname: z.string().regex(/^[a-z][a-z0-9]{0,31}$/),
});

export type ApplicationSecret = z.output<typeof applicationSecret>;

/** A server of the database. */
export type Server = { readonly host: string; readonly port: number };

/** The servers that a secret names; no reader where it is the writer. */
export const serversOf = ({
  host,
  port,
  readerHost = host,
  readerPort = port,
}: ApplicationSecret): { readonly writer: Server; readonly reader: Server | undefined } => {
  const isOne = readerHost === host && readerPort === port;
  return {
    writer: { host, port },
    reader: isOne ? undefined : { host: readerHost, port: readerPort },
  };
};

/** The other one of two users whose passwords change in turns. */
export const siblingOf = (username: string): string | undefined => {
  const stem = username.slice(0, -2);
  if (username.endsWith('_a')) return `${stem}_b`;
  return username.endsWith('_b') ? `${stem}_a` : undefined;
};
