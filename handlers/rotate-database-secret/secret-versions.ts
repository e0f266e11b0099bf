import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

export type Stage = 'AWSCURRENT' | 'AWSPENDING';

/** What there is to know of a secret without its values. */
export type Description = {
  readonly arn: string;
  readonly name: string;
  /** Undefined where nobody has set up a rotation yet. */
  readonly rotationEnabled: boolean | undefined;
  /** Labels by version. */
  readonly stages: Readonly<Record<string, readonly string[]>>;
};

export type SecretVersions = {
  readonly describe: (id: string) => Promise<Description>;
  /** When each version was made. */
  readonly listDates: (id: string) => Promise<ReadonlyMap<string, Date>>;
  /** A version's text while it has this label; undefined when it has none yet. */
  readonly findText: (id: string, version: string, stage: Stage) => Promise<string | undefined>;
  readonly makePassword: () => Promise<string>;
  /** False when somebody else has given the version another text meanwhile. */
  readonly putPending: (id: string, version: string, text: string) => Promise<boolean>;
  readonly makeCurrent: (id: string, version: string, former: string) => Promise<void>;
};

/** As resources/secrets.yml has the first password made. */
const password = { PasswordLength: 40, ExcludeCharacters: '"@/\\\'`' } as const;

export const findVersion = (
  { stages }: Pick<Description, 'stages'>,
  stage: Stage,
): string | undefined => Object.keys(stages).find((version) => stages[version]?.includes(stage));

export const createSecretVersions = (client: SecretsManagerClient): SecretVersions => ({
  describe: async (SecretId) => {
    const it = await client.send(new DescribeSecretCommand({ SecretId }));
    return {
      arn: it.ARN ?? '',
      name: it.Name ?? '',
      rotationEnabled: it.RotationEnabled,
      stages: it.VersionIdsToStages ?? {},
    };
  },
  listDates: async (SecretId) => {
    const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId }));
    return new Map(
      Versions.flatMap(({ VersionId, CreatedDate }) =>
        VersionId && CreatedDate ? [[VersionId, CreatedDate] as const] : [],
      ),
    );
  },
  findText: async (SecretId, VersionId, VersionStage) => {
    try {
      const command = new GetSecretValueCommand({ SecretId, VersionId, VersionStage });
      return (await client.send(command)).SecretString;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  },
  makePassword: async () => {
    const { RandomPassword = '' } = await client.send(new GetRandomPasswordCommand(password));
    return RandomPassword;
  },
  putPending: async (SecretId, ClientRequestToken, SecretString) => {
    const VersionStages = ['AWSPENDING'];
    try {
      await client.send(
        new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages }),
      );
      return true;
    } catch (error) {
      if (error instanceof ResourceExistsException) return false;
      throw error;
    }
  },
  // AWSPENDING stays: taking it away by a call of its own may look like a rotation that has failed.
  makeCurrent: async (SecretId, MoveToVersionId, RemoveFromVersionId) => {
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId,
        RemoveFromVersionId,
      }),
    );
  },
});
