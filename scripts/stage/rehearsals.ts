import type { StageClient } from './stage-client.ts';

export type Rehearsal = {
  readonly name: string;
  /** What fails while it happens: nothing, what one storefront had, or whatever needs the writer. */
  readonly mayFail: 'nothing' | 'at one storefront' | 'without a writer';
  /** What is done to the stage once shoppers have begun to buy. */
  readonly strike: (client: StageClient, pause: (share: number) => Promise<void>) => Promise<void>;
  /** What makes the stage whole again, after the shoppers have gone. */
  readonly mend?: (client: StageClient) => Promise<unknown>;
};

/**
 * Every fault that the shop is meant to live through. `pause` waits for a share of the time that
 * shoppers have.
 */
export const rehearsals: readonly Rehearsal[] = [
  { name: 'nothing', mayFail: 'nothing', strike: async () => {} },
  {
    name: 'SIGKILL of a storefront',
    mayFail: 'at one storefront',
    strike: async ({ send }) => {
      await send('kill-storefront', '2');
    },
    mend: ({ send }) => send('start-storefront', '2'),
  },
  {
    name: 'SIGTERM of each storefront in turn',
    mayFail: 'nothing',
    strike: async ({ send }) => {
      for (const number of ['1', '2', '3']) {
        await send('stop-storefront', number);
        await send('start-storefront', number);
      }
    },
  },
  {
    name: 'fail-over, 2 s without a writer',
    mayFail: 'without a writer',
    strike: async ({ send }) => {
      await send('fail-over', '2');
    },
  },
  {
    name: 'writer black-holed, then fail-over',
    mayFail: 'without a writer',
    strike: async ({ send }, pause) => {
      await send('black-hole', 'writer');
      await pause(0.2);
      await send('fail-over', '0');
    },
  },
  {
    name: 'replica stopped',
    mayFail: 'nothing',
    strike: async ({ send }) => {
      await send('stop-replica');
    },
    mend: ({ send }) => send('heal'),
  },
  {
    name: 'replica lags by 30 s',
    mayFail: 'nothing',
    strike: async ({ send }) => {
      await send('lag', '30');
    },
    mend: ({ send }) => send('heal'),
  },
  {
    name: 'Redis cut',
    mayFail: 'nothing',
    strike: async ({ send }) => {
      await send('cut-redis');
    },
    mend: ({ send }) => send('restore-redis'),
  },
  {
    name: 'password rotated twice',
    mayFail: 'nothing',
    strike: async ({ send }, pause) => {
      await send('rotate');
      await pause(0.2);
      await send('rotate');
    },
  },
];
