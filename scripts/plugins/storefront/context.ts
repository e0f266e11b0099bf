import type { Artifact } from './artifact/artifact.ts';
import { type Clients, openClients } from './aws/clients.ts';
import type { LiveStack } from './aws/live-stack.ts';
import type { Encryption } from './deploy/upload-artifact.ts';
import type { Serverless, Terminal } from './osls.ts';
import { parseSettings, type Settings } from './settings.ts';

/** What each step of the plugin works with; made once a run, each part when first asked for. */
export type Context = {
  readonly serverless: Serverless;
  readonly terminal: Terminal;
  readonly stage: () => string;
  readonly region: () => string;
  /** @throws a message for people when `custom.storefront` is wrong. */
  readonly settings: () => Settings;
  readonly clients: () => Promise<Clients>;
  readonly stack: () => Promise<LiveStack>;
  readonly deploymentBucket: () => Promise<string>;
  readonly encryption: () => Encryption;
  /** The storefront of the working copy, built once. */
  readonly artifact: () => Promise<Artifact>;
  /** Ends the command with a message, without a stack trace. */
  readonly fail: (message: string, code: string) => never;
  readonly now: () => Date;
};

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const toMessage = (error: unknown) => (error instanceof Error ? error.message : String(error));

const buildEncryption = ({ service }: Serverless): Encryption => {
  const { serverSideEncryption, sseKMSKeyId } = service.provider.deploymentBucketObject ?? {};
  if (serverSideEncryption !== 'aws:kms') return { ServerSideEncryption: 'AES256' };
  return { ServerSideEncryption: 'aws:kms', ...(sseKMSKeyId && { SSEKMSKeyId: sseKMSKeyId }) };
};

export const createContext = (
  serverless: Serverless,
  terminal: Terminal,
  { root, now }: { root: string; now: () => Date },
): Context => {
  const provider = serverless.getProvider('aws');
  const fail = (message: string, code: string): never => {
    throw new serverless.classes.Error(message, `STOREFRONT_${code}`);
  };
  const clients = once(async () => openClients(await provider.getAwsSdkV3Config()));
  return {
    serverless,
    terminal,
    stage: () => provider.getStage(),
    region: () => provider.getRegion(),
    settings: once(() => {
      const parsed = parseSettings(serverless.service.custom?.['storefront']);
      if ('settings' in parsed) return parsed.settings;
      return fail(parsed.problems.join('\n'), 'INVALID_SETTINGS');
    }),
    clients,
    stack: once(async () => {
      const { openLiveStack } = await import('./aws/live-stack.ts');
      return openLiveStack((await clients()).cloudFormation, provider.naming.getStackName());
    }),
    deploymentBucket: once(() => provider.getServerlessDeploymentBucketName()),
    encryption: () => buildEncryption(serverless),
    artifact: once(async () => {
      // Loaded when needed: esbuild alone is half of the plugin's start.
      const { buildArtifact } = await import('./artifact/build-artifact.ts');
      try {
        return await buildArtifact({ root, region: provider.getRegion() });
      } catch (error) {
        return fail(`The storefront was not built. ${toMessage(error)}`, 'BUILD_FAILED');
      }
    }),
    fail,
    now,
  };
};
