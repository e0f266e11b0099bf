import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { databaseUrl } from '../../../storefront/db/database-url.ts';
import { openDatabase } from '../../../storefront/db/open-database.ts';
import { createCertificateAuthority } from '../../support/certificate-authority.ts';
import { toSettings } from '../../support/database-env.ts';
import { borrowMysqlDatabase } from '../../support/mysql-databases.ts';
import { type MariadbOptions, startPrivateMariadb } from '../../support/private-mariadb.ts';
import { createTempDir } from '../../support/temp-dir.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Starts a server and tries to reach it, trusting this authority. */
const connectTo = async (tls: MariadbOptions['tls'], trusted: string): Promise<unknown> => {
  const server = await startPrivateMariadb({ tls });
  cleanUps.push(server.stop);
  const folder = createTempDir();
  cleanUps.push(folder.remove);
  const caFile = join(folder.path, 'trusted.pem');
  writeFileSync(caFile, trusted);
  const database = openDatabase({ url: databaseUrl.parse(`${server.url}/mysql`), caFile });
  cleanUps.push(database.close);
  return sql`select 1 as one`.execute(database.writer).then(({ rows }) => rows);
};

describe('a connection to MySQL', () => {
  it('has the same settings on every connection of the pool, whatever the server prefers', async () => {
    const test = await borrowMysqlDatabase();
    cleanUps.push(test.giveBack);
    const database = openDatabase(toSettings(test.env));
    cleanUps.push(database.close);
    const { rows: versions } = await sql<{ version: string }>`
      select version() as version`.execute(database.writer);
    const [isolation, status] = versions[0]?.version.includes('MariaDB')
      ? [sql`@@tx_isolation`, sql`information_schema.session_status`]
      : [sql`@@transaction_isolation`, sql`performance_schema.session_status`];
    const settings = sql<Record<string, unknown>>`
      select connection_id() as id, @@sql_mode as mode, @@time_zone as zone,
        @@character_set_client as client, @@character_set_results as results,
        @@collation_connection as collation, ${isolation} as isolation,
        (select variable_value from ${status}
          where variable_name = 'Ssl_version') as tls,
        sleep(0.2) as slept
    `;

    const results = await Promise.all(
      Array.from({ length: 4 }, () => settings.execute(database.writer)),
    );

    const rows = results.flatMap((result) => result.rows);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
    for (const row of rows) {
      expect(row).toMatchObject({
        zone: '+00:00',
        client: 'utf8mb4',
        results: 'utf8mb4',
        collation: 'utf8mb4_bin',
        isolation: 'READ-COMMITTED',
        tls: 'TLSv1.3',
      });
      expect(String(row['mode']).split(',')).toEqual(
        expect.arrayContaining([
          'STRICT_ALL_TABLES',
          'ONLY_FULL_GROUP_BY',
          'NO_ZERO_IN_DATE',
          'NO_ZERO_DATE',
          'ERROR_FOR_DIVISION_BY_ZERO',
          'PIPES_AS_CONCAT',
        ]),
      );
    }
  });

  it('is made to a server with a certificate for its host', async () => {
    const authority = createCertificateAuthority();
    const tls = { ca: authority.certificate, server: authority.issue() };

    expect(await connectTo(tls, authority.certificate)).toEqual([{ one: 1 }]);
  });

  it('is refused to a server without TLS', async () => {
    await expect(connectTo('off', createCertificateAuthority().certificate)).rejects.toThrow(
      /does not support secure connection/,
    );
  });

  it('is refused to a server with the certificate of another host', async () => {
    const authority = createCertificateAuthority();
    const server = authority.issue({ hosts: ['db.shop.example'] });

    await expect(
      connectTo({ ca: authority.certificate, server }, authority.certificate),
    ).rejects.toThrow(/not match certificate/);
  });

  it('is refused to a server with an expired certificate', async () => {
    const authority = createCertificateAuthority();
    const server = authority.issue({ validTo: new Date(Date.now() - 60_000) });

    await expect(
      connectTo({ ca: authority.certificate, server }, authority.certificate),
    ).rejects.toThrow(/expired/);
  });

  it('is refused to a server whose certificate nobody we trust has signed', async () => {
    const authority = createCertificateAuthority();
    const tls = { ca: authority.certificate, server: authority.issue() };

    await expect(connectTo(tls, createCertificateAuthority('Other').certificate)).rejects.toThrow(
      /self-signed|unable to/,
    );
  });
});
