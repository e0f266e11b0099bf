import { randomBytes } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

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
};

export type AwsSettings = ConstructorParameters<typeof SecretsManagerClient>[0];

export const putSecret = async (settings: AwsSettings, id: string, value: string) => {
  const client = new SecretsManagerClient(settings ?? {});
  await client.send(new PutSecretValueCommand({ SecretId: id, SecretString: value }));
  client.destroy();
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
});

export const newPassword = (): string => randomBytes(20).toString('hex');
