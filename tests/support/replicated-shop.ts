import { startFaultProxy } from '../../scripts/stage/fault-proxy.ts';
import { databaseUrl } from '../../storefront/db/database-url.ts';
import { openDatabase } from '../../storefront/db/open-database.ts';
import { eventually } from './eventually.ts';
import { startFakeSecretsManager } from './fake-secrets-manager.ts';
import { startReplicatedMariadb } from './replicated-mariadb.ts';
import { createVisitor, type ShopVisitor, type VisitorOptions } from './shop-visitor.ts';
import { insertVariant } from './shopping.ts';
import { type CleanUps, startWithCleanUps } from './start-with-clean-ups.ts';
import { startStorefront } from './storefront-process.ts';

const secretId = 'application-database';

// On a busy machine a server is silent for a while without being gone.
const patience = { DATABASE_ANSWER_TIMEOUT_MS: '30000', DATABASE_CONNECT_TIMEOUT_MS: '30000' };

type ReplicatedShopOptions = {
  /** Takes a silent server for gone as soon as in production, and a page must come in a second. */
  readonly impatient?: boolean;
};

const fetchWhole = async (url: string, timeoutMs: number): Promise<Response> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  // A body that nobody reads keeps its socket open.
  return new Response(await response.arrayBuffer(), response);
};

const start = async (cleanUps: CleanUps, { impatient = false }: ReplicatedShopOptions) => {
  const cluster = await startReplicatedMariadb();
  cleanUps.push(cluster.stop);
  const at = (port: number) => ({ host: '127.0.0.1', port });
  const writer = await startFaultProxy(at(cluster.first.port));
  const reader = await startFaultProxy(at(cluster.second.port));
  const secrets = await startFakeSecretsManager();
  cleanUps.push(writer.stop, reader.stop, secrets.stop);
  const putSecret = (username: string, password: string) =>
    secrets.put(
      secretId,
      JSON.stringify({
        engine: 'mysql',
        username,
        password,
        host: '127.0.0.1',
        port: writer.port,
        readerPort: reader.port,
        dbname: cluster.database,
      }),
    );
  putSecret('app_a', await cluster.createUser('app_a'));

  // Not the storefront's own user, whose connections and password tests look at and change.
  const password = await cluster.createUser('test_shop');
  const first = openDatabase({
    url: databaseUrl.parse(
      `mysql://test_shop:${password}@127.0.0.1:${cluster.first.port}/${cluster.database}`,
    ),
    caFile: cluster.caFile,
  });
  cleanUps.push(first.close);
  const variantId = await insertVariant(first, { price_minor: 1000, stock: 1_000 });
  await cluster.catchUp();

  const shopEnv = {
    DATABASE_URL: '',
    DATABASE_SECRET_ID: secretId,
    DATABASE_CA_FILE: cluster.caFile,
    TRUST_PROXY: 'alb',
    ...secrets.env,
    ...(impatient ? {} : patience),
  };
  const startAnother = async (more: Readonly<Record<string, string>> = {}) => {
    const another = await startStorefront({ ...shopEnv, ...more });
    cleanUps.push(another.stop);
    return another;
  };
  const shop = await startAnother();

  const readiness = async () => {
    const response = await fetch(`${shop.origin}/readyz`);
    const body = (await response.json()) as {
      ready: boolean;
      dependencies: Record<string, string>;
    };
    return { status: response.status, ...body };
  };

  return {
    cluster,
    writer,
    reader,
    secrets,
    shop,
    startAnother,
    first,
    putSecret,
    /** What shoppers buy; 1,000 pieces at first. */
    variantId,
    readiness,
    /** Resolves once writer and reader are said to be in these states. */
    waitForState: (states: { writer?: string; reader?: string }) =>
      eventually(async () => {
        const { dependencies } = await readiness();
        const known = JSON.stringify(dependencies);
        if (JSON.stringify({ ...dependencies, ...states }) !== known) throw new Error(known);
      }),
    newVisitor: (options: VisitorOptions = {}): ShopVisitor => createVisitor(shop.origin, options),
    page: (path: string) => fetchWhole(shop.origin + path, impatient ? 1_000 : 60_000),
  };
};

/**
 * A storefront process on two replicated MariaDB servers, each behind a proxy that does faults, with
 * a user that has data rights only, named by a secret.
 */
export const startReplicatedShop = (options: ReplicatedShopOptions = {}) =>
  startWithCleanUps((cleanUps) => start(cleanUps, options));

export type ReplicatedShop = Awaited<ReturnType<typeof startReplicatedShop>>;
