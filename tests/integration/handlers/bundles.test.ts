import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundleHandlers } from '../../../scripts/plugins/functions/bundle-handlers.ts';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';
import { type AnswerServer, stackRequest, startAnswerServer } from './answer-server.ts';

const root = join(import.meta.dirname, '../../..');

/** The handler's module as the functions' plugin packages it. */
const bundle = async (job: string): Promise<Uint8Array> => {
  const entry = `handlers/${job}/handler`;
  const code = (await bundleHandlers({ root, entries: [entry] })).get(entry);
  if (!code) throw new Error(`there is no ${entry}`);
  return code;
};

/** Invokes a bundle in a process of its own, with no setting but a region. */
const invoke = async (file: string, event: unknown): Promise<string> => {
  const script = `
    const { handler } = await import(process.argv[1]);
    const context = {
      awsRequestId: 'r', logGroupName: 'g', logStreamName: 's',
      getRemainingTimeInMillis: () => 60_000,
    };
    await handler(JSON.parse(process.argv[2]), context).catch(({ code }) => console.log(code));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', script, pathToFileURL(file).href, JSON.stringify(event)],
    { env: { AWS_REGION: 'us-east-1' } },
  );
  return stdout;
};

let folder: TempDir;
let server: AnswerServer;

beforeAll(async () => {
  folder = createTempDir();
  server = await startAnswerServer();
});

afterAll(async () => {
  folder.remove();
  await server.stop();
});

describe('the bundle of', () => {
  it.each([
    ['migrate-database', 600_000],
    ['apply-account-settings', 150_000],
  ])('%s is at most %i bytes when zipped', async (job, maxBytes) => {
    const contents = await bundle(job);

    expect(contents.length).toBeGreaterThan(50_000);
    expect(deflateRawSync(contents).length).toBeLessThanOrEqual(maxBytes);
  });

  it('migrate-database starts by itself, and tells CloudFormation which settings it lacks', async () => {
    const file = join(folder.path, 'handler.mjs');
    await writeFile(file, await bundle('migrate-database'));
    // Only here: on Lambda the AWS clients are in the runtime.
    await symlink(join(process.cwd(), 'node_modules'), join(folder.path, 'node_modules'));

    const output = await invoke(file, stackRequest(server.url, 'Create', { MigrationsHash: 'h' }));

    expect(output).toContain('CONFIG_INVALID');
    expect(server.answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(
        /^CONFIG_INVALID: .*ADMIN_SECRET_ID.*APPLICATION_SECRET_ID.*MIGRATIONS_HASH/,
      ),
    });
  });
});
