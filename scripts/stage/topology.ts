import type { Answer } from './control.ts';
import type { DatabaseServer } from './database-server.ts';
import type { Stage } from './stage.ts';
import type { FleetMember } from './storefront-fleet.ts';

const readReadiness = async ({ port, pid }: FleetMember): Promise<unknown> => {
  if (pid === undefined) return 'does not run';
  try {
    const url = `http://127.0.0.1:${port}/readyz`;
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    return await response.json();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const describeServer = async (role: 'writer' | 'replica', server: DatabaseServer) => {
  const row = await server.row('select @@gtid_current_pos as position, @@read_only as isReadOnly');
  const slave = await server.row('show slave status');
  const refused = await server.row(`show global status like 'Access_denied_errors'`);
  return {
    role,
    name: server.name,
    port: server.port,
    readOnly: row['isReadOnly'] === 1,
    position: String(row['position']),
    refusedLogins: Number(refused['Value']),
    ...(role === 'replica' && {
      follows: `${slave['Slave_IO_Running'] ?? 'No'}/${slave['Slave_SQL_Running'] ?? 'No'}`,
      delaySeconds: Number(slave['SQL_Delay'] ?? 0),
      lagSeconds: slave['Seconds_Behind_Master'] ?? null,
    }),
  };
};

const describe = async ({ pair, redis, endpoints, balancer, fleet, ...stage }: Stage) => {
  const targets = await balancer.findTargets();
  const secret = await stage.secrets.readDatabase();
  return {
    id: stage.id,
    folder: stage.folder,
    shop: balancer.shopOrigin,
    loadBalancer: balancer.balancerOrigin,
    plainHttp: balancer.redirectOrigin,
    outside: stage.outside.pageOrigin,
    aws: stage.awsEndpoint,
    artifact: stage.artifactSha256,
    databaseUser: secret.username,
    storefronts: await Promise.all(
      fleet.members.map(async (member) => ({
        ...member,
        ...targets.get(member.name),
        readiness: await readReadiness(member),
      })),
    ),
    endpoints: {
      writer: endpoints.writer.port,
      reader: endpoints.reader.port,
      redis: endpoints.redis.port,
    },
    cachedEntries: await redis.admin.dbsize(),
    databases: [
      await describeServer('writer', pair.writer),
      await describeServer('replica', pair.replica),
    ],
  };
};

/** What runs where, and how it is: as a picture in text, and as data. */
export const findTopology = async (stage: Stage): Promise<Answer> => {
  const data = await describe(stage);
  const [writer, replica] = data.databases;
  const lines = [
    `shop ${data.shop} (CloudFront's place)`,
    `└─ load balancer ${data.loadBalancer} (403 without the secret header; ${data.plainHttp} redirects)`,
    ...data.storefronts.map(
      ({ name, port, pid, status, requestsInFlight, readiness }) =>
        `   ├─ ${name} 127.0.0.1:${port} ${pid === undefined ? 'stopped' : `pid ${pid}`}, target ${status}, ${requestsInFlight} in flight\n   │    ${JSON.stringify(readiness)}`,
    ),
    `   ├─ writer endpoint 127.0.0.1:${data.endpoints.writer} → server ${writer?.name} ${writer?.port}${writer?.readOnly ? ' READ ONLY' : ''}, ${writer?.position}`,
    `   ├─ reader endpoint 127.0.0.1:${data.endpoints.reader} → server ${replica?.name} ${replica?.port}, ${replica?.position}, threads ${replica?.follows}, ${replica?.lagSeconds} s behind, delayed by ${replica?.delaySeconds} s`,
    `   ├─ Redis 127.0.0.1:${data.endpoints.redis}, ${data.cachedEntries} entries`,
    `   └─ AWS ${data.aws}, database user ${data.databaseUser}, artefact ${data.artifact.slice(0, 12)}`,
    `Slack, payments and mail: ${data.outside}`,
  ];
  return { lines, data };
};
