import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterEach, expect, it } from '@jest/globals';
import FunctionsPlugin from '../../../scripts/plugins/functions/plugin.ts';
import { createTempDir } from '../../support/temp-dir.ts';

class UserError extends Error {}

const folder = createTempDir();
const packaging = 'before:package:createDeploymentArtifacts';
const handler = (name: string) => `handlers/${name}/handler.handler`;

afterEach(() => folder.remove());

const write = (file: string, text: string) => {
  mkdirSync(join(folder.path, file, '..'), { recursive: true });
  writeFileSync(join(folder.path, file), text);
};

const createProject = () => {
  write('handlers/shared/greeting.ts', `export const greeting: string = 'good morning';`);
  for (const name of ['one', 'two']) {
    write(
      `handlers/${name}/handler.ts`,
      `import { S3Client } from '@aws-sdk/client-s3';
       import { greeting } from '../shared/greeting.ts';
       export const handler = async () => [greeting, '${name}', S3Client.name];`,
    );
  }
};

const openPlugin = (handlers: Readonly<Record<string, string>>) => {
  const functions: Record<string, { handler: string; package?: { artifact: string } }> =
    Object.fromEntries(Object.entries(handlers).map(([name, path]) => [name, { handler: path }]));
  const plugin = new FunctionsPlugin({
    serviceDir: folder.path,
    processedInput: { commands: ['package'], options: {}, isHelpRequest: false },
    classes: { Error: UserError },
    service: {
      getAllFunctions: () => Object.keys(functions),
      getFunction: (name) => functions[name] ?? { handler: '' },
    },
  });
  return {
    functions,
    packageAll: async () => {
      await plugin.asyncInit();
      await plugin.hooks[packaging]?.();
    },
  };
};

const readZip = (file: string): Buffer => readFileSync(join(folder.path, file));
/** The one file of a zip: a local header of 30 bytes, its name, its deflated content. */
const readEntry = (file: string) => {
  const zip = readZip(file);
  const [bytes, nameLength, extraLength] = [
    zip.readUInt32LE(18),
    zip.readUInt16LE(26),
    zip.readUInt16LE(28),
  ];
  const start = 30 + nameLength + extraLength;
  return {
    time: zip.readUInt16LE(10),
    date: zip.readUInt16LE(12),
    entries: zip.readUInt16LE(zip.length - 22 + 10),
    name: zip.toString('utf8', 30, 30 + nameLength),
    content: inflateRawSync(zip.subarray(start, start + bytes)).toString('utf8'),
  };
};

it('makes a zip of one module for each function, the same one from the same sources', async () => {
  createProject();
  const first = openPlugin({ greetOne: handler('one'), greetTwo: handler('two') });
  await first.packageAll();
  const before = readZip('.serverless/greetOne.zip');
  const second = openPlugin({ greetOne: handler('one'), greetTwo: handler('two') });
  await second.packageAll();

  expect(Object.values(second.functions).map((it) => it.package?.artifact)).toEqual([
    '.serverless/greetOne.zip',
    '.serverless/greetTwo.zip',
  ]);
  const { time, date, entries, name, content } = readEntry('.serverless/greetTwo.zip');
  expect([entries, name]).toEqual([1, 'handlers/two/handler.mjs']);
  // The first of January 2000, at midnight: two runs within two seconds would have the same time anyway.
  expect([date, time]).toEqual([(20 << 9) | (1 << 5) | 1, 0]);
  expect(content).toContain('good morning');
  expect(content).toContain('from"@aws-sdk/client-s3"');
  expect(readZip('.serverless/greetOne.zip').equals(before)).toBe(true);
});

it('names the file that is missing, or the place that is wrong', async () => {
  createProject();
  const refusalOf = (name: string): Promise<unknown> =>
    openPlugin({ greet: handler(name) })
      .packageAll()
      .catch((error: unknown) => error);

  const missing = await refusalOf('none');
  write('handlers/wrong/handler.ts', 'export const handler = async () => {\n  const;\n};\n');
  const wrong = await refusalOf('wrong');

  expect([missing, wrong]).toEqual([expect.any(UserError), expect.any(UserError)]);
  expect(String(missing)).toMatch(/greet has no handler handlers\/none\/handler\.ts/);
  expect(String(wrong)).toMatch(/not bundled.*handlers\/wrong\/handler\.ts:2:7/s);
});
