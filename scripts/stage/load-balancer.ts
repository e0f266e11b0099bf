import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findFreePort } from '../../tests/support/free-port.ts';
import { startLeashed } from '../../tests/support/leashed-process.ts';
import { requireTool } from '../setup/requirements.ts';
import { backends, buildHaproxyConfig, type Storefront } from './haproxy-config.ts';
import { waitUntil } from './wait-until.ts';

export type TargetState = {
  /** As haproxy says it: UP, DOWN, DRAIN, MAINT, … */
  readonly status: string;
  readonly requestsInFlight: number;
};

export type LoadBalancer = {
  /** `http://127.0.0.1:PORT`, for shoppers. */
  readonly shopOrigin: string;
  readonly balancerOrigin: string;
  readonly redirectOrigin: string;
  readonly findTargets: () => Promise<ReadonlyMap<string, TargetState>>;
  /** Sends it nothing new, as a target group does with a target that it deregisters. */
  readonly deregister: (name: string) => Promise<void>;
  readonly register: (name: string) => Promise<void>;
};

const ask = async (socket: string, command: string): Promise<string> => {
  const connection = connect(socket);
  connection.end(`${command}\n`);
  return text(connection);
};

const parseStats = (csv: string): ReadonlyMap<string, TargetState> => {
  const [head = '', ...lines] = csv.replace(/^# /, '').trim().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
  const servers = rows.filter((row) => !['FRONTEND', 'BACKEND'].includes(row['svname'] ?? ''));
  const scur = (name: string) =>
    servers
      .filter((row) => row['svname'] === name)
      .reduce((sum, row) => sum + Number(row['scur']), 0);
  return new Map(
    servers
      .filter((row) => row['pxname'] === backends[0])
      .map((row) => {
        const name = row['svname'] ?? '';
        return [name, { status: row['status'] ?? '', requestsInFlight: scur(name) }];
      }),
  );
};

/** Starts haproxy before the storefronts, in the place of CloudFront and the load balancer. */
export const startLoadBalancer = async (
  folder: string,
  storefronts: readonly Storefront[],
  originSecret: string,
  ports: { readonly shopPort: number },
  cleanUps: (() => unknown)[],
): Promise<LoadBalancer> => {
  const socket = join(folder, 'haproxy');
  const file = join(folder, 'haproxy.cfg');
  const [balancerPort, redirectPort] = [await findFreePort(), await findFreePort()];
  const { shopPort } = ports;
  const config = { socket, shopPort, balancerPort, redirectPort, originSecret, storefronts };
  writeFileSync(file, buildHaproxyConfig(config), { mode: 0o600 });
  const haproxy = startLeashed([requireTool('haproxy'), '-db', '-f', file], {
    // The stage's folder goes even when the stage itself was killed.
    removeAfterwards: folder,
  });
  cleanUps.push(haproxy.stop);
  const tell = async (state: string, name: string) => {
    for (const backend of backends) {
      const answer = await ask(socket, `set server ${backend}/${name} state ${state}`);
      if (answer.trim() !== '') throw new Error(`haproxy: ${answer.trim()}`);
    }
  };
  const findTargets = async () => parseStats(await ask(socket, 'show stat'));
  await waitUntil(
    'haproxy answers',
    () =>
      findTargets().then(
        ({ size }) => size === storefronts.length,
        () => false,
      ),
    haproxy,
  );
  return {
    shopOrigin: `http://127.0.0.1:${shopPort}`,
    balancerOrigin: `http://127.0.0.1:${balancerPort}`,
    redirectOrigin: `http://127.0.0.1:${redirectPort}`,
    findTargets,
    deregister: (name) => tell('drain', name),
    register: (name) => tell('ready', name),
  };
};
