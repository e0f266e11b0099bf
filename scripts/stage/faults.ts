import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandName } from './command-specs.ts';
import { at } from './endpoints.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { rotatePassword } from './rotate-password.ts';
import type { Stage } from './stage.ts';
import { StageError } from './stage-error.ts';

type Values = readonly (string | undefined)[];

type Fault = {
  /** What it would do, for people. @throws StageError when it cannot be done as things are */
  readonly plan: (stage: Stage, values: Values) => string;
  readonly run: (stage: Stage, values: Values) => Promise<unknown>;
  readonly watch: string;
};

// Longer than that a target group does not wait for a target that it deregisters.
const deregistrationDelayMs = 30_000;
const healthyWithinMs = 30_000;

const numberOf = ([value]: Values): number | undefined =>
  value === undefined ? undefined : Number(value);

const stopGracefully = async ({ balancer, fleet }: Stage, values: Values): Promise<void> => {
  const { name, number } = fleet.getRunning(numberOf(values));
  await balancer.deregister(name);
  for (const deadline = Date.now() + deregistrationDelayMs; Date.now() < deadline; ) {
    const target = (await balancer.findTargets()).get(name);
    if (!target || target.requestsInFlight === 0) break;
    await sleep(50);
  }
  const code = await fleet.end(number, 'SIGTERM');
  if (code !== 0) throw new StageError(`${name} ended with ${code}`);
};

/** As a fleet does before it goes on to the next. @throws StageError when it does not get there */
const waitUntilHealthy = async (balancer: LoadBalancer, name: string): Promise<void> => {
  for (const deadline = Date.now() + healthyWithinMs; ; await sleep(50)) {
    if ((await balancer.findTargets()).get(name)?.status === 'UP') return;
    if (Date.now() > deadline) throw new StageError(`the load balancer does not find ${name} well`);
  }
};

const follow = async ({ pair, endpoints }: Stage): Promise<void> => {
  endpoints.writer.setTarget(at(pair.writer.port));
  endpoints.reader.setTarget(at(pair.replica.port));
  // The name leads to another host now, whatever became of the one before.
  await endpoints.writer.setFault('pass');
};

const faultOf = (endpoint: string | undefined) => (endpoint === 'reader' ? 'reader' : 'writer');

export const faults: Readonly<Partial<Record<CommandName, Fault>>> = {
  'fail-over': {
    plan: ({ pair }, [seconds]) =>
      `server ${pair.writer.name} takes no more writes, ${seconds} s later server ${pair.replica.name} does; the writer endpoint leads there, the reader endpoint to ${pair.writer.name}`,
    run: async (stage, [seconds]) => {
      await stage.pair.failOver(Number(seconds));
      await follow(stage);
    },
    watch: 'orders answer 503 with Retry-After until there is a writer; pages go on. See topology.',
  },
  'kill-storefront': {
    plan: ({ fleet }, values) => {
      const { name, pid } = fleet.getRunning(numberOf(values));
      return `SIGKILL to ${name} (pid ${pid}); the load balancer finds out by its health check`;
    },
    run: ({ fleet }, values) => fleet.end(fleet.getRunning(numberOf(values)).number, 'SIGKILL'),
    watch:
      '502 for what it had in flight and what it is still sent, up to 1.5 s; then start-storefront.',
  },
  'stop-storefront': {
    plan: ({ fleet }, values) => {
      const { name, pid } = fleet.getRunning(numberOf(values));
      return `${name} (pid ${pid}) is deregistered, then asked to stop`;
    },
    run: stopGracefully,
    watch: 'no request fails; its log says "stopping" and "stopped". Then start-storefront.',
  },
  'start-storefront': {
    plan: ({ fleet }, values) =>
      `starts ${fleet.getStopped(numberOf(values)).name}, and waits until it is a healthy target`,
    run: async ({ fleet, balancer }, values) => {
      const { name, number } = fleet.getStopped(numberOf(values));
      await fleet.start(number);
      await balancer.register(name);
      await waitUntilHealthy(balancer, name);
    },
    watch: 'it has its share of the requests again: topology.',
  },
  lag: {
    plan: ({ pair }, [seconds]) =>
      `server ${pair.replica.name} applies everything ${seconds} s later`,
    run: ({ pair }, [seconds]) => pair.setLag(Number(seconds)),
    watch: '/readyz of the storefronts: the reader is lagging, and pages come from the writer.',
  },
  'stop-replica': {
    plan: ({ pair }) => `server ${pair.replica.name} follows nobody`,
    run: ({ pair }) => pair.stopReplica(),
    watch: 'its lag grows until the storefronts leave it out: /readyz by topology.',
  },
  'start-replica': {
    plan: ({ pair }) => `server ${pair.replica.name} follows server ${pair.writer.name}`,
    run: ({ pair }) => pair.startReplica(),
    watch: 'it catches up and is taken back: topology.',
  },
  'cut-redis': {
    plan: () => 'cuts every connection to Redis and refuses new ones',
    run: ({ endpoints }) => endpoints.redis.setFault('refuse'),
    watch: 'nothing but speed: each storefront goes on with its own cache. Then restore-redis.',
  },
  'restore-redis': {
    plan: () => 'lets connections to Redis through',
    run: ({ endpoints }) => endpoints.redis.setFault('pass'),
    watch: 'nothing but speed.',
  },
  'black-hole': {
    plan: (_stage, [name]) =>
      `the ${name} endpoint takes connections and data, and answers nothing`,
    run: ({ endpoints }, [name]) => endpoints[faultOf(name)].setFault('black-hole'),
    watch:
      'within a second what needs it answers 503 and the rest goes on. Then heal or fail-over.',
  },
  heal: {
    plan: () => 'every endpoint lets through, and the replica follows without a lag',
    run: async ({ endpoints, pair }) => {
      for (const endpoint of Object.values(endpoints)) await endpoint.setFault('pass');
      await pair.setLag(0);
      await pair.catchUp();
    },
    watch: 'all is "ok" in topology.',
  },
  rotate: {
    plan: () =>
      'Secrets Manager has the deployed function give the user that is not in use a new password, and name it in the secret; then idle connections are ended',
    run: rotatePassword,
    watch: 'no request fails; SHOW PROCESSLIST has connections of the user whom topology names.',
  },
  'back-up': {
    plan: () => 'a watermark is recorded, then RDS takes a snapshot as it does each night',
    run: ({ takeBackup }) => takeBackup(),
    watch: 'npm run ops -- verifyBackup --local --example start restores it and compares it.',
  },
};
