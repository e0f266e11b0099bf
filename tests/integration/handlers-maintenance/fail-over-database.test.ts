import {
  CreateDBInstanceCommand,
  DescribeDBInstancesCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failOverDatabaseEvent } from '../../../handlers/fail-over-database/event.ts';
import { failOverDatabase } from '../../../handlers/fail-over-database/fail-over-database.ts';
import type { Services } from '../../../handlers/fail-over-database/services.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import { createTell } from '../../../handlers/shared/tell.ts';
import { limitsOf } from '../handlers/migration-bench.ts';
import {
  type OperationsBench,
  startOperationsBench,
} from '../handlers-operations/operations-bench.ts';

let bench: OperationsBench;
let rds: RDSClient;

const createInstance = (DBInstanceIdentifier: string, MultiAZ: boolean) =>
  rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier,
      DBInstanceClass: 'db.t4g.micro',
      Engine: 'mysql',
      AllocatedStorage: 20,
      MasterUsername: 'admin',
      MasterUserPassword: 'for-tests-only',
      MultiAZ,
    }),
  );

const readZone = async (DBInstanceIdentifier: string) => {
  const { DBInstances = [] } = await rds.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier }),
  );
  return DBInstances[0]?.AvailabilityZone;
};

const open = async (DATABASE: string) => {
  const now = () => new Date('2026-12-01T15:00:00Z');
  const topic = await bench.createTopic();
  const services: Services = {
    config: {
      STAGE: 'dev',
      TABLE_NAME: 'operations',
      TOPIC_ARN: topic.arn,
      DATABASE,
      DATABASE_SHAPE: 'instance',
      TIME_ZONE: 'America/New_York',
      EVENING_START: '18:00',
      EVENING_END: '22:00',
    },
    rds,
    table: await bench.createTable(now),
    tell: createTell(bench.sns, topic.arn),
    now,
  };
  return {
    topic,
    run: (event: object) =>
      failOverDatabase(parseEvent(failOverDatabaseEvent, event), services, limitsOf()),
  };
};

beforeAll(async () => {
  bench = await startOperationsBench();
  rds = new RDSClient(bench.clientConfig);
  await createInstance('in-one-zone', false);
  await createInstance('in-two-zones', true);
});

afterAll(async () => {
  rds?.destroy();
  await bench?.stop();
});

describe('an instance', () => {
  it('in two zones changes its zone, and is over when it has', async () => {
    const { run, topic } = await open('in-two-zones');
    const before = await readZone('in-two-zones');

    const begun = await run({ confirm: 'dev', by: 'Mo' });

    expect(begun).toMatchObject({ outcome: 'begun', from: before });
    expect(await readZone('in-two-zones')).not.toBe(before);
    const [message] = await topic.takeMessages();
    expect(message?.text).toContain('The database fails over');
  });

  it('in one zone is left alone: there is nobody to take over', async () => {
    const { run } = await open('in-one-zone');
    const before = await readZone('in-one-zone');

    await expect(run({ confirm: 'dev' })).rejects.toMatchObject({
      code: 'DATABASE_HAS_NO_STANDBY',
      advice: expect.stringContaining('npm run stage -- fail-over'),
    });
    expect(await readZone('in-one-zone')).toBe(before);
    expect(await run({ status: true })).toMatchObject({ outcome: 'status', standbys: [] });
  });

  it('that is on its way already is not asked again', async () => {
    const { run } = await open('in-two-zones');
    while ((await run({ status: true })).status !== 'available');
    const { from } = await run({ confirm: 'dev' });

    await expect(run({ confirm: 'dev' })).rejects.toMatchObject({ code: 'DATABASE_NOT_AVAILABLE' });

    for (;;) {
      const look = await run({ status: true, from });
      if (look.isOver) break;
      expect(look.status).toBe('rebooting');
    }
  });
});
