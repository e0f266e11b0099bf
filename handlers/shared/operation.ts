import type * as z from 'zod';

/** How far a piece of work is that goes on after the function has answered. */
export type Progress = {
  readonly percent: number;
  readonly text: string;
  readonly isOver: boolean;
  readonly failed: boolean;
};

/** A function that people invoke, as lists and scripts show it. */
export type Operation = {
  /** As in serverless.yml. */
  readonly functionName: string;
  readonly summary: string;
  readonly event: z.ZodType;
  /** Events by name, the first of which is the usual one. */
  readonly examples: Readonly<Record<string, object>>;
  /** The event that asks how far the work is that an answer has begun; undefined when it is done. */
  readonly follow?: (answer: unknown) => object | undefined;
  /** How far it is, from what `follow`'s event was answered. */
  readonly readProgress?: (answer: unknown) => Progress;
};
