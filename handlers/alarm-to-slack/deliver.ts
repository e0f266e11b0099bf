import type { Services } from './services.ts';
import type { Channel } from './slack/channel.ts';

export type Outcome = {
  readonly outcome:
    | 'posted'
    | 'told in its thread'
    | 'told already'
    | 'left to the digest'
    | 'nothing to tell'
    | 'mailed'
    | 'would be told';
  readonly about: string;
  readonly because?: string;
  /** With dryRun: what Slack would be sent. */
  readonly wouldSend?: unknown;
};

/** What one delivery needs. */
export type Desk = {
  readonly services: Services;
  readonly channel: Channel;
  readonly dryRun: boolean;
};

/** How long the table remembers what was told: longer than anything is delivered again. */
export const rememberSeconds = 14 * 86_400;
