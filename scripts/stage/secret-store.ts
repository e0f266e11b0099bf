import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { StageError } from './stage-error.ts';

const databaseSecret = z.looseObject({
  username: z.string(),
  password: z.string(),
  dbname: z.string(),
});

export type DatabaseSecret = z.output<typeof databaseSecret>;

/** The stage's secrets in the emulated Secrets Manager. */
export type SecretStore = {
  readonly readDatabase: () => Promise<DatabaseSecret>;
  readonly putDatabase: (secret: DatabaseSecret) => Promise<void>;
  /** Has Secrets Manager rotate it by the deployed function. @throws StageError when it does not end */
  readonly rotateDatabase: () => Promise<void>;
};

export type AwsSettings = ConstructorParameters<typeof SecretsManagerClient>[0];

export const putSecret = async (settings: AwsSettings, id: string, value: string) => {
  const client = new SecretsManagerClient(settings ?? {});
  await client.send(new PutSecretValueCommand({ SecretId: id, SecretString: value }));
  client.destroy();
};

const rotationLimitMs = 90_000;

const rotateSecret = async (settings: AwsSettings, SecretId: string): Promise<void> => {
  const client = new SecretsManagerClient(settings ?? {});
  try {
    const { VersionId = '' } = await client.send(new RotateSecretCommand({ SecretId }));
    for (const deadline = Date.now() + rotationLimitMs; ; ) {
      const { VersionIdsToStages = {} } = await client.send(
        new DescribeSecretCommand({ SecretId }),
      );
      if (VersionIdsToStages[VersionId]?.includes('AWSCURRENT')) return;
      if (Date.now() > deadline) {
        throw new StageError(
          'the rotation has not ended; the log of tidemarket-dev-rotateDatabaseSecret says why',
        );
      }
      await sleep(100);
    }
  } finally {
    client.destroy();
  }
};

export const createSecretStore = (
  settings: AwsSettings,
  databaseSecretId: string,
): SecretStore => ({
  readDatabase: async () => {
    const client = new SecretsManagerClient(settings ?? {});
    const { SecretString = '' } = await client.send(
      new GetSecretValueCommand({ SecretId: databaseSecretId }),
    );
    client.destroy();
    return databaseSecret.parse(JSON.parse(SecretString));
  },
  putDatabase: (secret) => putSecret(settings, databaseSecretId, JSON.stringify(secret)),
  rotateDatabase: () => rotateSecret(settings, databaseSecretId),
});

export const newPassword = (): string => randomBytes(20).toString('hex');
