import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import * as z from 'zod';

const line = z.object({
  variantId: z.number(),
  quantity: z.number(),
  unitPriceMinor: z.number(),
});

const begin = z.object({
  kind: z.literal('begin'),
  at: z.string(),
  shoppers: z.number(),
  seconds: z.number(),
  lastOrderId: z.number(),
  lastMovementId: z.number(),
  /** Pieces by the variant's id. */
  stock: z.record(z.string(), z.number()),
});
/** An order was sent; whether it was taken, nobody knows yet. */
const submitted = z.object({ kind: z.literal('submitted'), at: z.string(), key: z.string() });
/** The shop has said that the order is placed. */
const acknowledged = z.object({
  kind: z.literal('acknowledged'),
  at: z.string(),
  key: z.string(),
  reference: z.string(),
  lines: z.array(line),
  totalMinor: z.number(),
});
const failure = z.object({
  kind: z.literal('failure'),
  at: z.string(),
  method: z.string(),
  path: z.string(),
  /** 0: there was no answer. */
  status: z.number(),
  reason: z.string(),
  /** The storefront to which the load balancer had sent it, as far as it says. */
  storefront: z.string(),
});

const entry = z.discriminatedUnion('kind', [begin, submitted, acknowledged, failure]);

export type HistoryEntry = z.output<typeof entry>;
export type Begin = z.output<typeof begin>;
export type Acknowledged = z.output<typeof acknowledged>;
export type Failure = z.output<typeof failure>;

export type HistoryWriter = {
  readonly write: (entry: HistoryEntry) => void;
  readonly close: () => void;
};

/** Begins a history: a file of one JSON document a line, each there as soon as it is written. */
export const openHistory = (file: string): HistoryWriter => {
  const descriptor = openSync(file, 'wx');
  return {
    write: (written) => {
      writeSync(descriptor, `${JSON.stringify(written)}\n`);
    },
    close: () => closeSync(descriptor),
  };
};

/** @throws when it is not a history */
export const parseHistory = (text: string): readonly HistoryEntry[] =>
  text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => entry.parse(JSON.parse(one)));

export const readHistory = (file: string): readonly HistoryEntry[] =>
  parseHistory(readFileSync(file, 'utf8'));
